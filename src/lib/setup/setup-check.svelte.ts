import type { DeviceFault, DeviceKind } from '../room/device-fault.ts';
import { toFaultWords } from '../room/fault-words.ts';
import { silentDecibels } from '../room/decibels.ts';
import { watchLevel } from '../room/level.ts';
import type { LocalMedia } from '../room/local-media.svelte.ts';
import { attachTrack } from '../room/room-connection.svelte.ts';
import { toFaults } from './check-faults.ts';
import { fetchCheckToken } from './check-token.ts';
import { toMicrophoneResult } from './marks.ts';
import { keepResult } from './keep-result.ts';
import { toNoResults, type StepId, type StepResult } from './steps.ts';

const sampleMs = 3_000;
const frameMs = 4_000;

/** Screen state of the set-up check: one step after another, each with what was found. */
export class SetupCheck {
	results = $state(toNoResults());
	isRunning = $state(false);
	/** Address of the recorded sample, to be played back. */
	sample = $state<string | null>(null);
	/** When the check ended last; null: not yet. */
	endedAt = $state<Date | null>(null);

	readonly #media: LocalMedia;
	#isClosed = false;
	/** One result after another: the last word is the one that stays. */
	#kept: Promise<unknown> = Promise.resolve();

	constructor(media: LocalMedia) {
		this.#media = media;
	}

	/** Runs every step; a second press while it runs does nothing. */
	async run(): Promise<void> {
		if (this.isRunning) return;
		this.isRunning = true;
		this.endedAt = null;
		this.results = toNoResults();
		await this.#checkDevices();
		if (!this.#isClosed) await this.#checkLine();
		this.isRunning = false;
		if (this.#isClosed) return;
		this.endedAt = new Date();
		this.#keep();
	}

	/** Plays the chime again; the person says whether it was heard. */
	chime(): void {
		this.results.speakers = { state: 'asking', detail: '' };
		playChime(this.#media.choice.speakerId);
	}

	sayHeard(isHeard: boolean): void {
		this.results.speakers = isHeard
			? { state: 'good', detail: 'you heard it' }
			: { state: 'failed', detail: 'you heard nothing' };
		if (this.endedAt) this.#keep();
	}

	/** The person's own page of readiness tells it; a server that is away takes nothing from the check. */
	#keep(): void {
		const faults = toFaults(this.results);
		this.#kept = this.#kept.then(() => keepResult(faults));
	}

	close(): void {
		this.#isClosed = true;
		this.#dropSample();
		this.#media.close();
	}

	#set = (step: StepId, result: StepResult): void => {
		if (!this.#isClosed) this.results[step] = result;
	};

	async #checkDevices(): Promise<void> {
		const media = this.#media;
		const hasAll = 'RTCPeerConnection' in window && 'MediaRecorder' in window;
		this.#set('browser', hasAll ? good(toBrowserName()) : failed('too old for calls'));
		this.#set('permission', { state: 'running', detail: '' });
		await media.setCamera(true);
		await media.setMicrophone(true);
		const faults = [media.cameraFault, media.microphoneFault];
		const refused = faults.some((fault) => fault !== null && refusals.includes(fault));
		this.#set('permission', refused ? failed('not given') : good());
		await this.#step('camera', media.cameraFault, media.camera, checkPicture);
		await this.#step('microphone', media.microphoneFault, media.microphone, (track) =>
			this.#record(track)
		);
		if (!this.#isClosed) this.chime();
	}

	async #step(
		kind: DeviceKind,
		fault: DeviceFault | null,
		track: MediaStreamTrack | null,
		check: (track: MediaStreamTrack) => Promise<StepResult>
	): Promise<void> {
		this.#set(kind, { state: 'running', detail: '' });
		if (fault || !track)
			return this.#set(kind, failed(toFaultWords(fault ?? 'missing', kind).title));
		this.#set(kind, await check(track).catch(() => failed('it stopped')));
	}

	async #record(track: MediaStreamTrack): Promise<StepResult> {
		this.#dropSample();
		let peak = silentDecibels;
		const stop = watchLevel(track, (decibels) => (peak = Math.max(peak, decibels)));
		const recorder = new MediaRecorder(new MediaStream([track]));
		const chunks: Blob[] = [];
		recorder.ondataavailable = ({ data }) => chunks.push(data);
		const ended = new Promise((resolve) => (recorder.onstop = resolve));
		recorder.start();
		setTimeout(() => recorder.state !== 'inactive' && recorder.stop(), sampleMs);
		await ended;
		stop();
		if (!this.#isClosed)
			this.sample = URL.createObjectURL(new Blob(chunks, { type: recorder.mimeType }));
		return toMicrophoneResult(peak);
	}

	async #checkLine(): Promise<void> {
		const { camera, microphone } = this.#media;
		const module = await import('./line-checks.ts').catch(() => null);
		if (!module) return this.#set('websocket', failed('this site does not answer'));
		await module.runLineChecks({
			getToken: fetchCheckToken,
			camera,
			microphone,
			report: this.#set
		});
	}

	#dropSample(): void {
		if (this.sample) URL.revokeObjectURL(this.sample);
		this.sample = null;
	}
}

const good = (detail = ''): StepResult => ({ state: 'good', detail });
const failed = (detail: string): StepResult => ({ state: 'failed', detail });
const refusals: readonly DeviceFault[] = ['refused', 'refused-by-system', 'insecure'];

/** Waits for two frames: one may be left over from before. */
async function checkPicture(track: MediaStreamTrack): Promise<StepResult> {
	const video = document.createElement('video');
	video.muted = true;
	const detach = attachTrack(video, track);
	try {
		void video.play().catch(() => undefined);
		const hasFrames = await new Promise<boolean>((resolve) => {
			setTimeout(() => resolve(false), frameMs);
			video.requestVideoFrameCallback(() => video.requestVideoFrameCallback(() => resolve(true)));
		});
		return hasFrames
			? good(`${video.videoWidth} × ${video.videoHeight}`)
			: failed('it gives no picture');
	} finally {
		detach();
	}
}

/** Two notes, from the speaker that was chosen. */
function playChime(speakerId: string | null): void {
	const context = new AudioContext();
	const out = context.createMediaStreamDestination();
	const volume = context.createGain();
	volume.gain.value = 0.2;
	volume.connect(out);
	for (const [index, frequency] of [660, 880].entries()) {
		const note = context.createOscillator();
		note.frequency.value = frequency;
		note.connect(volume);
		note.start(context.currentTime + index * 0.35);
		note.stop(context.currentTime + index * 0.35 + 0.3);
		if (index === 1) note.onended = () => void context.close();
	}
	const audio = new Audio();
	audio.srcObject = out.stream;
	const play = () => void audio.play().catch(() => undefined);
	if (speakerId && 'setSinkId' in audio) audio.setSinkId(speakerId).then(play, play);
	else play();
}

/** Name and version as the browser tells them: enough for whoever helps. */
export function toBrowserName(): string {
	const agent = navigator.userAgent;
	const found = /(Firefox|Edg|OPR|Chrome|Version)\/(\d+)/.exec(
		agent.replace(/Chrome\/\d+(?=.*(?:Edg|OPR)\/)/, '')
	);
	if (!found) return 'unknown';
	const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', Version: 'Safari' };
	return `${names[found[1]!] ?? found[1]} ${found[2]}`;
}

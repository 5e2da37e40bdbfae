import {
	Checker,
	CheckStatus,
	ConnectionCheck,
	LocalAudioTrack,
	LocalVideoTrack,
	setLogLevel,
	Track,
	type CheckInfo
} from 'livekit-client';
import type { CheckToken } from './check-token.ts';
import { toBandwidthResult, toLossResult, type LineFigures } from './marks.ts';
import { lineStepIds, type StepId, type StepResult } from './steps.ts';

setLogLevel('silent');

export interface LineCheckOptions {
	/** A token for the check's own room, or why there is none. Each step asks for a fresh one: they live a minute. */
	getToken: () => Promise<CheckToken>;
	camera: MediaStreamTrack | null;
	microphone: MediaStreamTrack | null;
	report: (step: StepId, result: StepResult) => void;
}

const running: StepResult = { state: 'running', detail: '' };
const failed = (detail = ''): StepResult => ({ state: 'failed', detail });
const good = (detail = ''): StepResult => ({ state: 'good', detail });
const skipped = (detail: string): StepResult => ({ state: 'skipped', detail });

/**
 * Checks the line to the video server in a room of the check's own, step by step, with LiveKit's checkers. Never rejects.
 */
export async function runLineChecks(options: LineCheckOptions): Promise<void> {
	const { getToken, report } = options;
	const step = async (
		id: StepId,
		check: (url: string, token: string) => Promise<StepResult>
	): Promise<StepResult> => {
		report(id, running);
		const access = await getToken();
		const result = access.ok
			? await check(access.url, access.token).catch((error: unknown) => failed(toWords(error)))
			: id === 'websocket'
				? skipped('nowhere to try it')
				: failed(access.message);
		report(id, result);
		return result;
	};

	await step('websocket', openSocket);
	const { state } = await step('signalling', async (url, token) =>
		toResult(await new ConnectionCheck(url, token).checkWebsocket())
	);
	if (state === 'failed') {
		for (const id of lineStepIds.slice(2)) report(id, skipped('not without signalling'));
		return;
	}

	let offers: string[] = [];
	let figures: LineFigures | null = null;
	const udp = await step('udp', async (url, token) => {
		const info = await new ConnectionCheck(url, token).checkWebRTC();
		offers = info.logs.map(({ message }) => message);
		const fresh = await getToken();
		const check = new WayCheck(url, fresh.ok ? fresh.token : token, 'udp');
		const result = toResult(await check.run());
		if (result.state === 'good') figures = check.figures;
		return result;
	});
	const hasTcp = offers.some((offer) => offer.startsWith('tcp'));
	if (!hasTcp) report('tcp', skipped('this server offers none'));
	else
		await step('tcp', async (url, token) => {
			const check = new WayCheck(url, token, 'tcp');
			const result = toResult(await check.run());
			if (result.state === 'good') figures ??= check.figures;
			return result;
		});
	await step('turn', async (url, token) => {
		const info = await new ConnectionCheck(url, token).checkTURN();
		return info.status === CheckStatus.SKIPPED
			? skipped('none is set up on this server')
			: toResult(info);
	});
	await step('publish', async (url, token) =>
		toResult(await new PublishCheck(url, token, options).run())
	);
	await step('reconnect', async (url, token) =>
		toResult(await new ConnectionCheck(url, token).checkReconnect())
	);
	const unmeasured = udp.state === 'failed' ? failed('nothing got through') : skipped('');
	report('bandwidth', figures ? toBandwidthResult(figures) : unmeasured);
	report('loss', figures ? toLossResult(figures) : unmeasured);
}

const toWords = (error: unknown) => (error instanceof Error ? error.message : '');

function toResult({ status, logs }: CheckInfo): StepResult {
	if (status === CheckStatus.SUCCESS) return good();
	return failed(logs.find(({ level }) => level === 'error')?.message);
}

const socketMs = 10_000;

function openSocket(url: string, token: string): Promise<StepResult> {
	return new Promise((resolve) => {
		const socket = new WebSocket(`${url}/rtc?access_token=${token}&auto_subscribe=0`);
		const end = (result: StepResult) => {
			clearTimeout(timer);
			socket.close();
			resolve(result);
		};
		const timer = setTimeout(() => end(failed('no answer')), socketMs);
		socket.onopen = () => end(good());
		socket.onerror = () => end(failed('refused'));
	});
}

const measuredMs = 5_000;
const wantedBitrate = 2_000_000;

/** Sends a picture drawn here over one way, and reads from the browser's own figures that it went over that one. */
class WayCheck extends Checker {
	figures: LineFigures = { bitrate: null, loss: null, roundTrip: null };
	readonly #way: 'udp' | 'tcp';

	constructor(url: string, token: string, way: 'udp' | 'tcp') {
		super(url, token);
		this.#way = way;
	}

	get description(): string {
		return `Sending over ${this.#way}`;
	}

	protected async perform(): Promise<void> {
		await this.connect();
		await this.switchProtocol(this.#way);
		const { stream, stop } = drawPicture();
		try {
			const track = new LocalVideoTrack(stream.getVideoTracks()[0]!, undefined, true);
			await this.room.localParticipant.publishTrack(track, {
				source: Track.Source.Camera,
				simulcast: false,
				videoEncoding: { maxBitrate: wantedBitrate }
			});
			await new Promise((resolve) => setTimeout(resolve, measuredMs));
			const stats = await track.getRTCStatsReport();
			if (!stats) throw new Error('nothing was sent');
			this.#read(stats);
		} finally {
			stop();
		}
	}

	#read(stats: RTCStatsReport): void {
		let way: unknown;
		const all = new Map<string, Record<string, unknown>>();
		stats.forEach((one: Record<string, unknown>, id) => all.set(id, one));
		const { figures } = this;
		let sent = 0;
		for (const one of all.values()) {
			if (one['type'] === 'candidate-pair' && one['nominated'])
				way = all.get(String(one['localCandidateId']))?.['protocol'] ?? way;
			if (one['type'] === 'outbound-rtp') {
				sent = Number(one['packetsSent'] ?? 0);
				if (typeof one['targetBitrate'] === 'number') figures.bitrate = one['targetBitrate'];
			}
		}
		for (const one of all.values()) {
			if (one['type'] !== 'remote-inbound-rtp') continue;
			if (sent > 0) figures.loss = Math.max(0, Number(one['packetsLost'] ?? 0)) / sent;
			if (typeof one['roundTripTime'] === 'number') figures.roundTrip = one['roundTripTime'];
		}
		if (sent === 0) throw new Error('nothing was sent');
		if (typeof way === 'string' && way !== this.#way) throw new Error(`it went over ${way}`);
	}
}

/** A picture in which every frame differs, so that the encoder has something to send. */
function drawPicture(): { stream: MediaStream; stop: () => void } {
	const canvas = document.createElement('canvas');
	canvas.width = 1280;
	canvas.height = 720;
	const context = canvas.getContext('2d');
	let hue = 0;
	const draw = () => {
		hue = (hue + 7) % 360;
		if (!context) return;
		context.fillStyle = `hsl(${hue} 80% 50%)`;
		context.fillRect((hue * 31) % canvas.width, (hue * 17) % canvas.height, 320, 240);
	};
	draw();
	const timer = setInterval(draw, 33);
	const stream = canvas.captureStream(30);
	return {
		stream,
		stop() {
			clearInterval(timer);
			for (const track of stream.getTracks()) track.stop();
		}
	};
}

const publishedMs = 2_500;

/** Publishes the camera and the microphone that were chosen, and counts what leaves. */
class PublishCheck extends Checker {
	readonly #tracks: { name: string; track: LocalAudioTrack | LocalVideoTrack }[];

	constructor(
		url: string,
		token: string,
		{ camera, microphone }: Pick<LineCheckOptions, 'camera' | 'microphone'>
	) {
		super(url, token);
		const sound = microphone && new LocalAudioTrack(microphone.clone(), undefined, true);
		const picture = camera && new LocalVideoTrack(camera.clone(), undefined, true);
		this.#tracks = [
			...(sound ? [{ name: 'sound', track: sound }] : []),
			...(picture ? [{ name: 'picture', track: picture }] : [])
		];
	}

	get description(): string {
		return 'Publishing';
	}

	protected async perform(): Promise<void> {
		if (this.#tracks.length === 0) throw new Error('there is no camera and no microphone');
		try {
			await this.connect();
			for (const { track } of this.#tracks)
				await this.room.localParticipant.publishTrack(track, {
					source: track.kind === Track.Kind.Audio ? Track.Source.Microphone : Track.Source.Camera
				});
			await new Promise((resolve) => setTimeout(resolve, publishedMs));
			for (const { name, track } of this.#tracks)
				if ((await countPackets(track)) === 0) throw new Error(`no ${name} left this machine`);
		} finally {
			for (const { track } of this.#tracks) track.mediaStreamTrack.stop();
		}
	}
}

async function countPackets(track: LocalAudioTrack | LocalVideoTrack): Promise<number> {
	let packets = 0;
	(await track.getRTCStatsReport())?.forEach((one: Record<string, unknown>) => {
		if (one['type'] === 'outbound-rtp') packets += Number(one['packetsSent'] ?? 0);
	});
	return packets;
}

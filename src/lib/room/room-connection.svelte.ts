import { untrack } from 'svelte';
import type { openVideoRoom } from './livekit.ts';
import { LocalMedia } from './local-media.svelte.ts';
import {
	isTrying,
	nextRoomState,
	toPanelWords,
	toRetryDelayMs,
	toStatusText,
	type RoomEvent,
	type RoomState
} from './room-state.ts';
import { findTabId } from './tab-id.ts';
import {
	lostForMs,
	toRemoteTiles,
	type LostPerson,
	type RoomPerson,
	type TileView
} from './tile.ts';
import type { Attach, RemotePerson, VideoRoom } from './video-room.ts';
import { ViewChoice } from './view-choice.svelte.ts';
import {
	fetchVideoToken,
	releaseVideoSeat,
	type VideoTokenAnswer,
	type VideoTokenRefusal,
	type VideoTokenRequest
} from './video-token.ts';

export interface RoomConnectionOptions {
	interviewId: string;
	me: RoomPerson;
	/** The interview's people as they are known now. */
	people: () => readonly RoomPerson[];
	/** The interview has ended: nothing to come back to, and nobody to ask. */
	isOver?: () => boolean;
	/** Default: asks our own server. */
	getToken?: (request: VideoTokenRequest) => Promise<VideoTokenAnswer>;
	/** Two seats on one machine would howl: the second joins silent. Default: whether this page is on loopback. */
	isOneMachine?: boolean;
}

export function createRoomConnection(options: RoomConnectionOptions): RoomConnection {
	return new RoomConnection(options);
}

/** How long the stage may take to tell that the interview has ended. */
const roomGoneMs = 600;

/**
 * One person's video in one interview: joins when told, comes back by itself as long as there is anything to come back
 * to, and never switches on what was off. The room's page works whatever the state.
 */
export class RoomConnection {
	readonly me: RoomPerson;
	readonly media: LocalMedia;
	readonly view = new ViewChoice();
	readonly canPublish: boolean;
	readonly isOneMachine: boolean;
	state = $state<RoomState>('idle');
	/** Why the last token was refused; null since one was given. */
	code = $state<VideoTokenRefusal | null>(null);
	/** A Join button was pressed and Leave was not. */
	hasJoined = $state(false);
	/** Whether the others are heard here. */
	isSoundOn = $state(true);
	isSoundBlocked = $state(false);
	/** Joined silent because somebody on this machine is in the room already. */
	isSilentSeat = $state(false);

	readonly statusText = $derived(toStatusText(this.state, this.code));
	readonly panel = $derived(toPanelWords(this.state, this.code));
	readonly tiles: TileView[] = $derived.by(() => this.#toTiles());

	#options: RoomConnectionOptions;
	#room: VideoRoom | null = null;
	#here = $state.raw<RemotePerson[]>([]);
	#lost = $state.raw<LostPerson[]>([]);
	/** As they were last: LiveKit has forgotten somebody before it tells that they are gone. */
	#seen: Record<string, RemotePerson> = {};
	#now = $state(0);
	#isSpeaking = $state(false);
	#selfPicture: { track: MediaStreamTrack; attach: Attach } | null = null;
	/** Ends whatever runs for the present Join: waiting, asking, an open line. */
	#current: AbortController | null = null;
	#isFirstToken = true;
	#tabId: string | null = null;
	#findingTabId: Promise<string> | null = null;
	#wake: () => void = () => undefined;

	constructor(options: RoomConnectionOptions) {
		this.#options = options;
		this.me = options.me;
		this.canPublish = options.me.role !== 'observer';
		this.isOneMachine = options.isOneMachine ?? isLoopbackPage();
		this.media = new LocalMedia(options.me.name);
		this.media.onchange = () => this.#publish();
		if (typeof window === 'undefined') return;
		window.addEventListener('online', this.#tryNow);
		window.addEventListener('pagehide', this.#hidePage);
		window.addEventListener('pageshow', this.#showPage);
	}

	/** Enters the video room and stays in it. Without words, what is wanted now stays wanted. */
	join(wanted: { isMicrophoneOn?: boolean; isCameraOn?: boolean } = {}): void {
		this.hasJoined = true;
		this.#isFirstToken = true;
		if (this.canPublish) void this.#want(wanted);
		this.#begin(false);
	}

	/** Puts out this person's other tab and joins here. */
	takeOver(): void {
		this.#begin(true);
		if (this.canPublish) void this.media.open();
	}

	/** Tries now what would be tried later, or again what had ended. */
	retry(): void {
		if (isTrying(this.state)) return this.#wake();
		this.#begin(false);
		if (this.canPublish) void this.media.open();
	}

	async leave(): Promise<void> {
		this.hasJoined = false;
		this.isSilentSeat = false;
		this.isSoundOn = true;
		this.#end();
		this.media.close();
		this.#releaseSeat();
	}

	/** The page goes away: everything is switched off and the seat is free. */
	destroy(): void {
		const wasIn = this.state !== 'idle';
		this.#end();
		this.media.close();
		if (wasIn) this.#releaseSeat();
		if (typeof window === 'undefined') return;
		window.removeEventListener('online', this.#tryNow);
		window.removeEventListener('pagehide', this.#hidePage);
		window.removeEventListener('pageshow', this.#showPage);
	}

	/** Fetches what joining will need, so that the press itself asks for the token, in the same tick. */
	prepare(): void {
		void import('./livekit.ts').catch(() => undefined);
		void this.#findTabId();
	}

	async toggleMicrophone(): Promise<void> {
		await this.media.setMicrophone(!this.media.isMicrophoneOn);
	}

	async toggleCamera(): Promise<void> {
		await this.media.setCamera(!this.media.isCameraOn);
	}

	/** Hears the others, or not. */
	async setSound(isOn: boolean): Promise<void> {
		this.isSoundOn = isOn;
		if (isOn) await this.#room?.startSound().catch(() => undefined);
		this.#refresh();
	}

	async #want({ isMicrophoneOn, isCameraOn }: { isMicrophoneOn?: boolean; isCameraOn?: boolean }) {
		if (isMicrophoneOn !== undefined) await this.media.setMicrophone(isMicrophoneOn);
		if (isCameraOn !== undefined) await this.media.setCamera(isCameraOn);
	}

	#begin(isTakeOver: boolean): void {
		this.#current?.abort();
		const current = new AbortController();
		this.#current = current;
		this.#dispatch({ type: 'join-pressed' });
		void this.#run(current.signal, isTakeOver);
	}

	#end(): void {
		this.#current?.abort();
		this.#current = null;
		this.#room = null;
		this.#here = [];
		this.#lost = [];
		this.#isSpeaking = false;
		this.code = null;
		this.#dispatch({ type: 'left' });
	}

	/** Asks and knocks until it is in, or there is nothing to get into. */
	async #run(signal: AbortSignal, isTakeOver: boolean): Promise<void> {
		for (let attempt = 1; !signal.aborted; attempt += 1) {
			const [answer, livekit] = await Promise.all([
				this.#askToken(isTakeOver),
				import('./livekit.ts').catch(() => null)
			]);
			if (signal.aborted) return;
			if (answer.ok && livekit) {
				this.code = null;
				await this.#becomeSilentSeat(answer.othersInRoom);
				if (await this.#open(livekit.openVideoRoom, answer, signal)) return;
				if (signal.aborted) return;
				this.#dispatch({ type: 'connect-failed' });
			} else {
				const code = answer.ok ? 'unreachable' : answer.code;
				this.code = code;
				this.#dispatch({ type: 'refused', code });
			}
			if (!isTrying(this.state)) return this.#giveUp();
			await this.#wait(toRetryDelayMs(attempt, Math.random()), signal);
		}
	}

	async #askToken(isTakeOver: boolean): Promise<VideoTokenAnswer> {
		if (this.#options.isOver?.()) return { ok: false, code: 'wrong_phase', message: '' };
		const tabId = this.#tabId ?? (await this.#findTabId());
		const getToken =
			this.#options.getToken ??
			((request: VideoTokenRequest) => fetchVideoToken(this.#options.interviewId, request));
		return getToken({ tabId, isTakeOver });
	}

	/** Once: a second look would find the id held, by this very tab. */
	#findTabId(): Promise<string> {
		this.#findingTabId ??= findTabId().then((tabId) => (this.#tabId = tabId));
		return this.#findingTabId;
	}

	/** True when in; false when there was no way in. */
	async #open(
		openRoom: typeof openVideoRoom,
		{ url, token }: { url: string; token: string },
		signal: AbortSignal
	): Promise<boolean> {
		if (this.canPublish) await this.#refreshMedia();
		try {
			const room = await openRoom({
				url,
				token,
				signal,
				camera: this.#cameraNow(),
				microphone: this.#microphoneNow(),
				onChange: () => this.#refresh(),
				onPersonGone: (identity, isMeant) => this.#noteGone(identity, isMeant),
				onInterrupted: () => this.#dispatch({ type: 'interrupted' }),
				onResumed: () => this.#dispatch({ type: 'resumed' }),
				onDropped: (isDuplicate, isRoomGone) => {
					if (!signal.aborted) void this.#drop(isDuplicate, isRoomGone);
				}
			});
			if (signal.aborted) {
				await room.close();
				return false;
			}
			this.#room = room;
			this.#dispatch({ type: 'joined' });
			this.#publish();
			this.#refresh();
			return true;
		} catch {
			return false;
		}
	}

	/** A device that starts slowly holds nobody up: it is published when it is there. */
	async #refreshMedia(): Promise<void> {
		const isEnded = [this.media.camera, this.media.microphone].some(
			(track) => track?.readyState === 'ended'
		);
		if (isEnded) await this.media.refresh();
	}

	async #drop(isDuplicate: boolean, isRoomGone: boolean): Promise<void> {
		for (const person of this.#here) this.#noteGone(person.identity, false);
		this.#room = null;
		this.#here = [];
		this.#isSpeaking = false;
		this.#dispatch({ type: 'dropped', isDuplicate });
		const signal = this.#current?.signal;
		if (this.state !== 'reconnecting' || !signal) return this.#giveUp();
		// A room that the server closed: after Finish the stage says so in a moment, and there is nothing to ask for.
		if (isRoomGone) await this.#wait(roomGoneMs, signal);
		await this.#run(signal, false);
	}

	async #becomeSilentSeat(othersInRoom: number): Promise<void> {
		const isFirst = this.#isFirstToken;
		this.#isFirstToken = false;
		if (!isFirst || !this.isOneMachine || othersInRoom === 0) return;
		this.isSilentSeat = true;
		this.isSoundOn = false;
		if (this.canPublish) await this.media.silenceMicrophone();
	}

	#cameraNow(): MediaStreamTrack | null {
		return this.canPublish && this.media.isCameraOn ? this.media.camera : null;
	}

	#microphoneNow(): MediaStreamTrack | null {
		return this.canPublish && this.media.isMicrophoneOn ? this.media.microphone : null;
	}

	#publish(): void {
		this.#room?.setCamera(this.#cameraNow());
		this.#room?.setMicrophone(this.#microphoneNow());
	}

	#refresh(): void {
		if (!this.#room) return;
		this.#here = this.#room.people;
		for (const person of this.#here) this.#seen[person.identity] = person;
		this.#isSpeaking = this.#room.isSpeaking;
		this.isSoundBlocked = this.#room.isSoundBlocked;
	}

	#noteGone(identity: string, isMeant: boolean): void {
		const person = this.#seen[identity];
		const others = this.#lost.filter((one) => one.person.identity !== identity);
		if (isMeant || !person) {
			this.#lost = others;
			return;
		}
		this.#now = Date.now();
		this.#lost = [...others, { person, since: this.#now }];
		setTimeout(() => (this.#now = Date.now()), lostForMs + 50);
	}

	/** No video here until something is pressed: nobody is shown, and camera and microphone are let go. */
	#giveUp(): void {
		this.#here = [];
		this.#lost = [];
		this.media.pause();
	}

	#toTiles(): TileView[] {
		const others = toRemoteTiles(this.#options.people(), this.#here, this.#lost, this.#now);
		if (!this.canPublish) return others;
		return [this.#toOwnTile(), ...others];
	}

	#toOwnTile(): TileView {
		const { isCameraOn, isMicrophoneOn, camera } = this.media;
		return {
			key: `self-${this.me.userId}`,
			...this.me,
			isSelf: true,
			isMirrored: !this.media.isTestPicture,
			isSpeaking: this.#isSpeaking && isMicrophoneOn,
			isMicrophoneOn,
			isCameraOn,
			isReconnecting: this.state === 'reconnecting',
			picture: isCameraOn && camera ? this.#toSelfPicture(camera) : null,
			sound: null
		};
	}

	#toSelfPicture(track: MediaStreamTrack): Attach {
		if (this.#selfPicture?.track !== track)
			this.#selfPicture = { track, attach: (element) => attachTrack(element, track) };
		return this.#selfPicture.attach;
	}

	#dispatch(event: RoomEvent): void {
		this.state = nextRoomState(
			untrack(() => this.state),
			event
		);
	}

	#wait(delayMs: number, signal: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, delayMs);
			this.#wake = () => {
				clearTimeout(timer);
				resolve();
			};
			signal.addEventListener('abort', this.#wake, { once: true });
		});
	}

	#releaseSeat(): void {
		if (this.#tabId && !this.#options.getToken)
			releaseVideoSeat(this.#options.interviewId, this.#tabId);
	}

	#tryNow = (): void => this.#wake();

	#hidePage = (): void => {
		if (this.state === 'idle') return;
		this.#current?.abort();
		this.#room = null;
		this.#releaseSeat();
	};

	/** Back from the browser's page cache: the line was closed on leaving. */
	#showPage = (event: PageTransitionEvent): void => {
		if (!event.persisted || !this.hasJoined) return;
		this.#dispatch({ type: 'dropped', isDuplicate: false });
		this.#begin(false);
	};
}

/** Shows a track in an element. */
export function attachTrack(element: HTMLMediaElement, track: MediaStreamTrack): () => void {
	element.srcObject = new MediaStream([track]);
	return () => {
		element.srcObject = null;
	};
}

function isLoopbackPage(): boolean {
	if (typeof location === 'undefined') return false;
	return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
}

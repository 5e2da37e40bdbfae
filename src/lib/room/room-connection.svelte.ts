import { tick, untrack } from 'svelte';
import { lineBackEvent } from '../collab/line-watch.ts';
import type * as LiveKit from './livekit.ts';
import { LocalMedia } from './local-media.svelte.ts';
import { NetworkLine } from './network-line.svelte.ts';
import { OthersHere } from './others-here.svelte.ts';
import {
	isEnding,
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
	readUserId,
	toReducedLine,
	toScreenTile,
	type ReducedLine,
	type RoomPerson,
	type TileView
} from './tile.ts';
import { TokenAhead } from './token-ahead.ts';
import type { Attach, RemotePerson, VideoRoom } from './video-room.ts';
import { ViewChoice } from './view-choice.svelte.ts';
import {
	fetchVideoToken,
	releaseVideoSeat,
	type VideoToken,
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
	/** What somebody tells of their own line: that no pictures, or no voices either, go over it. */
	toLineOf?: (userId: string) => ReducedLine | null;
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
	readonly line = new NetworkLine();
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
	/** What of this person's screen is shared. */
	screen = $state.raw<MediaStreamTrack | null>(null);
	/** What is to be told about sharing a screen; empty: nothing. */
	screenWords = $state('');
	/** Joined silent because somebody on this machine is in the room already. */
	isSilentSeat = $state(false);

	readonly statusText = $derived(toStatusText(this.state, this.code));
	readonly panel = $derived(toPanelWords(this.state, this.code));
	readonly tiles: TileView[] = $derived.by(() => this.#toTiles());
	/** The screen that somebody else shares. */
	readonly screenTile: TileView | null = $derived.by(() =>
		toScreenTile(this.tiles, this.#others.here, toReducedLine(this.line.level))
	);

	#options: RoomConnectionOptions;
	#room: VideoRoom | null = null;
	#others = new OthersHere();
	#isSpeaking = $state(false);
	#selfPicture: { track: MediaStreamTrack; attach: Attach } | null = null;
	/** Ends whatever runs for the present Join: waiting, asking, an open line. */
	#current: AbortController | null = null;
	#isFirstEntry = true;
	/** When the last try was begun, in the page's monotonic ms. */
	#triedAt = 0;
	#ahead = new TokenAhead(() => this.#askToken({ isTakeOver: false, isAhead: true }));
	#tabId: string | null = null;
	#findingTabId: Promise<string> | null = null;
	#wake: () => void = () => undefined;
	#livekit: Promise<typeof LiveKit | null> | null = null;

	constructor(options: RoomConnectionOptions) {
		this.#options = options;
		this.me = options.me;
		this.canPublish = options.me.role !== 'observer';
		this.isOneMachine = options.isOneMachine ?? isLoopbackPage();
		this.media = new LocalMedia(options.me.name);
		this.media.onchange = this.line.onchange = () => this.#publish();
		if (typeof window === 'undefined') return;
		window.addEventListener('online', this.#startOver);
		window.addEventListener(lineBackEvent, this.#startOver);
		window.addEventListener('pagehide', this.#hidePage);
		window.addEventListener('pageshow', this.#showPage);
	}

	/** Enters the video room and stays in it. Without words, what is wanted now stays wanted. */
	join(wanted: { isMicrophoneOn?: boolean; isCameraOn?: boolean } = {}): void {
		this.hasJoined = true;
		this.#isFirstEntry = true;
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
		this.#ahead.stop();
		this.#end();
		this.media.close();
		if (wasIn) this.#releaseSeat();
		if (typeof window === 'undefined') return;
		window.removeEventListener('online', this.#startOver);
		window.removeEventListener(lineBackEvent, this.#startOver);
		window.removeEventListener('pagehide', this.#hidePage);
		window.removeEventListener('pageshow', this.#showPage);
	}

	/** Fetches what joining will need, so that the press itself begins to connect, in the same tick. */
	prepare(): void {
		void this.#loadLiveKit();
		if (this.state === 'idle') this.#ahead.start();
	}

	/** Null when it did not come; the next one to ask tries again. */
	#loadLiveKit(): Promise<typeof LiveKit | null> {
		this.#livekit ??= import('./livekit.ts').catch(() => (this.#livekit = null));
		return this.#livekit;
	}

	async toggleMicrophone(): Promise<void> {
		await this.media.setMicrophone(!this.media.isMicrophoneOn);
	}

	async toggleCamera(): Promise<void> {
		await this.media.setCamera(!this.media.isCameraOn);
	}

	/** Shares a screen with everybody, or no longer. */
	setScreen(track: MediaStreamTrack | null, words = ''): void {
		if (track !== this.screen) this.screen?.stop();
		this.screen = track;
		this.screenWords = words;
		this.#publish();
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
		const ahead = this.#ahead.take();
		if (ahead && !isTakeOver) void this.#runAhead(ahead, current.signal);
		else void this.#run(current.signal, isTakeOver);
	}

	#end(): void {
		this.setScreen(null);
		this.#current?.abort();
		this.#current = null;
		this.#letGo();
		this.#others.clear();
		this.code = null;
		this.#dispatch({ type: 'left' });
	}

	/** There is no open line any more, and nothing to measure on it. */
	#letGo(): void {
		this.#room = null;
		this.line.stop();
		this.#isSpeaking = false;
	}

	/** Enters with the token at hand, then asks for the seat: the server's word counts. */
	async #runAhead(ahead: VideoToken, signal: AbortSignal): Promise<void> {
		const livekit = await this.#loadLiveKit();
		const isIn = livekit && (await this.#open(livekit, ahead, signal));
		if (signal.aborted) return;
		if (!isIn) return this.#run(signal, false);
		const answer = await this.#askToken({ isTakeOver: false });
		if (signal.aborted || answer.ok || !isNo(answer.code)) return;
		await this.#room?.close();
		this.#letGo();
		this.code = answer.code;
		this.#dispatch({ type: 'refused', code: answer.code });
		this.#giveUp();
	}

	/** Asks and knocks until it is in, or there is nothing to get into. */
	async #run(signal: AbortSignal, isTakeOver: boolean): Promise<void> {
		for (let attempt = 1; !signal.aborted; attempt += 1) {
			this.#triedAt = performance.now();
			const [answer, livekit] = await Promise.all([
				this.#askToken({ isTakeOver }),
				this.#loadLiveKit()
			]);
			if (signal.aborted) return;
			if (answer.ok && livekit) {
				this.code = null;
				if (await this.#open(livekit, answer, signal)) return;
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

	async #askToken(asked: Omit<VideoTokenRequest, 'tabId'>): Promise<VideoTokenAnswer> {
		if (this.#options.isOver?.()) return { ok: false, code: 'wrong_phase', message: '' };
		const tabId = this.#tabId ?? (await this.#findTabId());
		const getToken =
			this.#options.getToken ??
			((request: VideoTokenRequest) => fetchVideoToken(this.#options.interviewId, request));
		return getToken({ tabId, ...asked });
	}

	/** Once: a second look would find the id held, by this very tab. */
	#findTabId(): Promise<string> {
		this.#findingTabId ??= findTabId().then((tabId) => (this.#tabId = tabId));
		return this.#findingTabId;
	}

	/** True when in; false when there was no way in. */
	async #open(
		{ openVideoRoom }: typeof LiveKit,
		{ url, token }: { url: string; token: string },
		signal: AbortSignal
	): Promise<boolean> {
		if (this.canPublish) await this.#refreshMedia();
		try {
			const room = await openVideoRoom({
				url,
				token,
				signal,
				onChange: () => this.#refresh(),
				onPersonGone: (identity, isMeant) => this.#others.noteGone(identity, isMeant),
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
			await this.#becomeSilentSeat(room.people);
			this.#room = room;
			this.#dispatch({ type: 'joined' });
			this.#refresh();
			// The others' pictures are in their places before the own ones are made ready, which takes the page longer.
			await tick();
			this.#publish();
			this.line.watch(room);
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
		this.#others.loseAll();
		this.#letGo();
		this.#dispatch({ type: 'dropped', isDuplicate });
		const signal = this.#current?.signal;
		if (this.state !== 'reconnecting' || !signal) return this.#giveUp();
		// A room that the server closed: after Finish the stage says so in a moment, and there is nothing to ask for.
		if (isRoomGone) await this.#wait(roomGoneMs, signal);
		await this.#run(signal, false);
	}

	async #becomeSilentSeat(here: readonly RemotePerson[]): Promise<void> {
		const isFirst = this.#isFirstEntry;
		this.#isFirstEntry = false;
		if (!isFirst || !this.isOneMachine) return;
		if (!here.some((person) => readUserId(person.identity) !== this.me.userId)) return;
		this.isSilentSeat = true;
		this.isSoundOn = false;
		if (this.canPublish) await this.media.silenceMicrophone();
	}

	#cameraNow(): MediaStreamTrack | null {
		const isSent = this.canPublish && this.media.isCameraOn && this.line.hasPictures;
		return isSent ? this.media.camera : null;
	}

	#microphoneNow(): MediaStreamTrack | null {
		const isSent = this.canPublish && this.media.isMicrophoneOn && this.line.hasVoices;
		return isSent ? this.media.microphone : null;
	}

	#publish(): void {
		this.#room?.setCamera(this.#cameraNow());
		this.#room?.setMicrophone(this.#microphoneNow());
		this.#room?.setScreen(this.screen);
	}

	#refresh(): void {
		if (!this.#room) return;
		this.#others.set(this.#room.people);
		this.#isSpeaking = this.#room.isSpeaking;
		this.isSoundBlocked = this.#room.isSoundBlocked;
	}

	/** No video here until something is pressed: nobody is shown, and camera and microphone are let go. */
	#giveUp(): void {
		this.setScreen(null);
		this.#others.clear();
		this.media.pause();
	}

	#toTiles(): TileView[] {
		const others = this.#others.toTiles(this.#options.people(), {
			mine: toReducedLine(this.line.level),
			of: this.#options.toLineOf
		});
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
			line: isCameraOn || this.line.level === 'text' ? toReducedLine(this.line.level) : null,
			picture: isCameraOn && camera && this.line.hasPictures ? this.#toSelfPicture(camera) : null,
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

	/** The line is back: what was asked over the one that dropped may never be answered. */
	#startOver = (event: Event): void => {
		if (this.state === 'connecting') return this.#wake();
		if (!isTrying(this.state)) return;
		if (event instanceof CustomEvent && this.#triedAt > Number(event.detail)) return;
		this.#current?.abort();
		this.#current = new AbortController();
		this.#others.loseAll();
		this.#letGo();
		void this.#run(this.#current.signal, false);
	};

	#hidePage = (): void => {
		if (this.state === 'idle') return;
		this.#current?.abort();
		this.#letGo();
		this.#releaseSeat();
	};

	/** Back from the browser's page cache: the line was closed on leaving. */
	#showPage = (event: PageTransitionEvent): void => {
		if (!event.persisted || !this.hasJoined) return;
		this.#dispatch({ type: 'dropped', isDuplicate: false });
		this.#begin(false);
	};
}

/** There is no seat here. That LiveKit or our server does not answer is no such word: the line is open. */
function isNo(code: VideoTokenRefusal): boolean {
	return code === 'seat_taken' || isEnding(code);
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

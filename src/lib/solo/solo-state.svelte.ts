import { createContext } from 'svelte';
import { LocalMedia } from '../room/local-media.svelte.ts';
import type { Mark } from '../rubric/rubric.ts';
import { AnswerRecorder, toRecording } from './answer-recorder.ts';
import { Listener } from './listener.ts';
import { openPracticeStore, type KeptRecording, type PracticeStore } from './practice-store.ts';
import { sendResult } from './send-result.ts';
import {
	answer,
	changeAnswer,
	createSoloRound,
	endEarly,
	resume,
	stop,
	think,
	type RecordingFault,
	type SoloAnswer,
	type SoloRound
} from './solo-round.ts';
import { toAnswerLimit, type AnswerEnd, type SoloQuestion, type SoloView } from './solo.ts';

/** What is recorded: chosen before the first question, and again before any other. */
export type RecordingChoice = 'video' | 'audio' | 'none';
/** Where the result is. `refused`: the server will not have it; see `refusal`. */
export type SendState = 'here' | 'sending' | 'waiting' | 'signed-out' | 'sent' | 'refused';

const tickMs = 200;
const heartbeatMs = 1000;
const resendMs = 15_000;

/** The practice of the page, for its components. */
export const [getSolo, setSolo] = createContext<SoloState>();

/** One person's practice alone in this page: clock, recording and figures, without the server until it is over. */
export class SoloState {
	round = $state.raw<SoloRound | null>(null);
	now = $state(Date.now());
	/** Another tab of this browser has this practice. */
	isElsewhere = $state(false);
	/** This browser keeps nothing: a reload would lose the practice, and nothing is recorded. */
	isKeptNowhere = $state(false);
	/** The round itself could not be written down. */
	isDiskFull = $state(false);
	choice = $state<RecordingChoice>('video');
	sendState = $state<SendState>('here');
	refusal = $state('');

	readonly media: LocalMedia;
	readonly view: SoloView;
	readonly question = $derived.by<SoloQuestion | null>(
		() => this.view.questions[this.round?.index ?? -1] ?? null
	);
	readonly elapsedMs = $derived(Math.max(0, this.now - (this.round?.stageAt ?? this.now)));
	readonly thinkLeftMs = $derived.by(() =>
		Math.max(0, this.view.settings.thinkSeconds * 1000 - this.elapsedMs)
	);

	#store: PracticeStore | null = null;
	#listener = new Listener();
	#recorder: AnswerRecorder | null = null;
	#keptBytes = 0;
	#levels: number[] = [];
	#microphone: MediaStreamTrack | null = null;
	#camera: MediaStreamTrack | null = null;
	#lastBeat = 0;
	#stops: (() => void)[] = [];
	#isClosed = false;

	constructor(view: SoloView) {
		this.view = view;
		this.media = new LocalMedia(view.name);
		this.media.onchange = () => this.#noticeTracks();
	}

	/** Takes up the practice where this browser, else the server, knows it. */
	async open(): Promise<void> {
		if (!(await this.#takeLock())) {
			this.isElsewhere = true;
			return;
		}
		this.#store = await openPracticeStore();
		this.isKeptNowhere = this.#store === null;
		// A browser that runs out of room drops what it was not asked to keep.
		void navigator.storage?.persist?.().catch(() => false);
		const { interviewId, userId, questions } = this.view;
		const kept = await this.#store?.readRound(interviewId, userId).catch(() => null);
		if (this.#isClosed) return;
		this.#keptBytes = (await this.#store?.toRecordedBytes(interviewId)) ?? 0;
		const now = Date.now();
		this.#set(kept ? resume(kept, now, questions.length) : createSoloRound(this.view, now));
		if (kept?.isSent) this.sendState = 'sent';
		this.now = now;
		const timer = setInterval(() => this.#tick(), tickMs);
		const resend = setInterval(() => this.#resend(), resendMs);
		const online = () => this.#resend();
		addEventListener('online', online);
		this.#stops.push(
			() => clearInterval(timer),
			() => clearInterval(resend),
			() => removeEventListener('online', online)
		);
		if (this.round!.stage === 'finished') this.#resend();
		else void this.#listener.prepare();
	}

	close(): void {
		this.#isClosed = true;
		this.#stops.forEach((stop) => stop());
		void this.#recorder?.stop();
		this.#listener.close();
		this.media.close();
	}

	/** Switches camera and microphone on as far as they are to be recorded, and lets go of the rest. */
	async choose(choice: RecordingChoice): Promise<void> {
		this.choice = choice;
		this.media.isCameraWanted = choice === 'video';
		this.media.isMicrophoneWanted = choice !== 'none';
		if (choice !== 'video') this.media.pause();
		if (choice !== 'none') return this.media.open();
		// A device that was asked for just before may still be coming.
		await this.media.refresh();
		if (this.choice === 'none') this.media.pause();
	}

	/** Shows the next question; without time to think its answer begins at once. */
	showQuestion(): void {
		if (this.round?.stage !== 'ready' || !this.question) return;
		this.#set(think(this.round, Date.now()));
		if (this.view.settings.thinkSeconds === 0) this.startAnswer();
		else this.#tick();
	}

	startAnswer(): void {
		const { round, question } = this;
		if (round?.stage !== 'thinking' || !question) return;
		const { camera, microphone } = this.media;
		const chosen = { video: [camera, microphone], audio: [microphone], none: [] }[this.choice];
		const tracks = chosen.filter((track) => track?.readyState === 'live') as MediaStreamTrack[];
		const recording = this.#store
			? toRecording(tracks)
			: { kind: 'none' as const, mimeType: '', fault: null };
		const { answerId } = question;
		this.#camera = tracks.find(({ kind }) => kind === 'video') ?? null;
		this.#microphone = tracks.find(({ kind }) => kind === 'audio') ?? null;
		this.#levels = [];
		this.#set(answer(round, answerId, Date.now(), recording));
		this.#tick();
		if (recording.kind !== 'none') this.#record(answerId, tracks, recording);
		if (this.#microphone)
			void this.#listener.start(this.#microphone, (levels) => this.#levels.push(...levels));
	}

	#record(answerId: string, tracks: MediaStreamTrack[], recording: SoloAnswer['recording']): void {
		const { interviewId } = this.view;
		this.#recorder = new AnswerRecorder(
			async (chunk, index) => {
				const key = { interviewId, answerId, index };
				const fault = await this.#store!.keepChunk(key, chunk, this.#keptBytes);
				if (!fault) this.#keptBytes += chunk.size;
				return fault;
			},
			(fault) => this.#noteFault(answerId, fault)
		);
		this.#recorder.start(tracks, recording);
	}

	/** Ends the answer; the recording's last second is kept before this resolves. */
	async stopAnswer(end: AnswerEnd = 'stopped'): Promise<void> {
		if (this.round?.stage !== 'answering') return;
		this.#listener.stop();
		this.#set(stop(this.#withLevels(), end, Date.now(), this.view.questions.length));
		const recorder = this.#recorder;
		this.#recorder = null;
		await recorder?.stop();
		await this.sendProgress();
	}

	/** Goes to the review before the last question. */
	endEarly(): void {
		if (this.round) this.#set(endEarly(this.round, Date.now()));
	}

	setMark(criterionId: string, mark: Mark | null): void {
		const { [criterionId]: _, ...others } = this.round!.marks;
		this.#set({
			...this.round!,
			marks: mark === null ? others : { ...others, [criterionId]: mark }
		});
	}

	setEvidence(criterionId: string, text: string): void {
		this.#set({ ...this.round!, evidence: { ...this.round!.evidence, [criterionId]: text } });
	}

	setWords(words: { strength?: string; nextStep?: string }): void {
		this.#set({ ...this.round!, ...words });
	}

	/** A filler word at this moment of an answer. */
	addFiller(answerId: string, atMs: number): void {
		this.#changeWatched(answerId, (fillers) => [...fillers, Math.round(atMs)]);
	}

	/** Takes the filler that was counted last back. */
	removeFiller(answerId: string): void {
		this.#changeWatched(answerId, (fillers) => fillers.slice(0, -1));
	}

	#changeWatched(answerId: string, change: (fillers: number[]) => number[]): void {
		this.#set(
			changeAnswer(
				this.round!,
				(one) => ({ ...one, fillers: change(one.fillers), isWatched: true }),
				answerId
			)
		);
	}

	async readRecording({ answerId, recording }: SoloAnswer): Promise<KeptRecording | null> {
		if (recording.kind === 'none' || !this.#store) return null;
		try {
			return await this.#store.readRecording(this.view.interviewId, answerId, recording.mimeType);
		} catch {
			return null;
		}
	}

	/** Rated: nothing of it changes any more, and it is sent as soon as there is a line. */
	async finish(): Promise<void> {
		if (this.round?.stage !== 'review') return;
		const now = Date.now();
		this.media.close();
		this.#listener.close();
		this.#set({ ...this.round, stage: 'finished', stageAt: now, finishedAt: now });
		await this.#send();
	}

	/** Tells the server which questions were met. A line that is down does not matter: it is all sent again. */
	async sendProgress(): Promise<void> {
		if (this.round && this.round.finishedAt === null) await sendResult(this.round);
	}

	/** Forgets the practice in this browser. */
	async forget(): Promise<void> {
		await this.#store?.deleteRound(this.view.interviewId);
	}

	/** Forgets the recordings; figures and words stay. */
	async deleteRecordings(): Promise<boolean> {
		const fault = await this.#store?.deleteRecordings(this.view.interviewId);
		if (fault) return false;
		const answers = this.round!.answers.map((one) => ({
			...one,
			recording: { kind: 'none' as const, mimeType: '', fault: null }
		}));
		this.#set({ ...this.round!, answers });
		return true;
	}

	async #send(): Promise<void> {
		if (!this.round || this.sendState === 'sending') return;
		this.sendState = 'sending';
		const result = await sendResult(this.round);
		if (!result) {
			this.sendState = 'waiting';
		} else if (result === 'signed-out') {
			this.sendState = 'signed-out';
		} else if (!result.ok) {
			this.refusal = result.message;
			this.sendState = 'refused';
		} else {
			this.#set({ ...this.round, isSent: true });
			this.sendState = 'sent';
		}
	}

	#resend(): void {
		if (this.round?.stage === 'finished' && !this.round.isSent && this.sendState !== 'refused')
			void this.#send();
	}

	/** The clock: thinking and answering end by themselves. */
	#tick(): void {
		this.now = Date.now();
		const { round, question } = this;
		if (!round || !question) return;
		if (round.stage === 'thinking' && this.thinkLeftMs === 0) this.startAnswer();
		if (round.stage !== 'answering') return;
		if (this.elapsedMs >= toAnswerLimit(question, this.view.settings) * 1000)
			void this.stopAnswer('time-up');
		else if (this.now - this.#lastBeat >= heartbeatMs) {
			this.#lastBeat = this.now;
			this.#set({ ...this.#withLevels(), aliveAt: this.now });
		}
	}

	/** The round with the running answer's loudness so far. */
	#withLevels(): SoloRound {
		if (!this.#microphone) return this.round!;
		const levels = Int8Array.from(this.#levels, Math.round);
		return changeAnswer(this.round!, (one) => ({ ...one, levels }));
	}

	#noteFault(answerId: string, fault: RecordingFault): void {
		this.#set(
			changeAnswer(
				this.round!,
				(one) => ({
					...one,
					recording: { ...one.recording, fault: one.recording.fault ?? fault }
				}),
				answerId
			)
		);
	}

	/** A device that went away in mid-answer: the answer goes on, and says so. */
	#noticeTracks(): void {
		const running = this.round?.stage === 'answering' ? this.round.answers.at(-1) : undefined;
		if (!running) return;
		if (this.#microphone?.readyState === 'ended')
			this.#noteFault(running.answerId, 'microphone-lost');
		else if (this.#camera?.readyState === 'ended') this.#noteFault(running.answerId, 'camera-lost');
	}

	#set(round: SoloRound): void {
		this.round = round;
		void this.#store?.keepRound(round).then((fault) => (this.isDiskFull = fault !== null));
	}

	/** One tab at a time has a practice. True where the browser has no such locks. */
	#takeLock(): Promise<boolean> {
		const { locks } = navigator as { locks?: LockManager };
		if (!locks) return Promise.resolve(true);
		return new Promise((resolve) => {
			void locks.request(
				`mock-rounds-solo-${this.view.interviewId}`,
				{ ifAvailable: true },
				(lock) => {
					resolve(lock !== null);
					if (lock) return new Promise<void>((release) => this.#stops.push(release));
				}
			);
		});
	}
}

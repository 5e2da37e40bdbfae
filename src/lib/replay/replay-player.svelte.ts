import { untrack } from 'svelte';
import { findLength } from './find-length.ts';
import {
	findNext,
	findSegment,
	isWithin,
	toJumpMs,
	type ReplayMark,
	type ReplaySegment
} from './marks.ts';

export const speeds = [0.75, 1, 1.25, 1.5, 2] as const;
/** What the keys for back and forward move by. */
export const stepMs = 5000;

interface Source {
	segments: () => readonly ReplaySegment[];
	marks: () => readonly ReplayMark[];
}

/** A recording that is played a stretch at a time. All times are milliseconds of it. Give `follow` to the media element. */
export class ReplayPlayer {
	atMs = $state(0);
	isPlaying = $state(false);
	/** Its length is known and it can be led anywhere. */
	isReady = $state(false);
	/** The browser cannot play it, or is not given it any more. */
	isBroken = $state(false);
	speed = $state(1);
	readonly #source: Source;
	#media: HTMLMediaElement | null = null;
	/** A jump that was asked for before the media was ready. */
	#wanted: { atMs: number; isPlaying: boolean } | null = null;

	#chosenId = $state<string | null>(null);

	/** The stretch that was chosen: it stays, wherever its end falls. */
	readonly segment = $derived.by(() => {
		const segments = this.#source.segments();
		return segments.find(({ id }) => id === this.#chosenId) ?? segments[0]!;
	});

	constructor(source: Source) {
		this.#source = source;
		this.atMs = source.segments()[0]!.fromMs;
	}

	/** Untracked: a media element that is ready when the page comes to life answers at once, and would be followed anew for ever. */
	follow = (media: HTMLMediaElement): (() => void) => untrack(() => this.#follow(media));

	#follow(media: HTMLMediaElement): () => void {
		this.#media = media;
		this.isReady = this.isBroken = this.isPlaying = false;
		const search = findLength(media, () => {
			this.isReady = true;
			media.playbackRate = this.speed;
			const wanted = this.#wanted ?? { atMs: this.segment.fromMs, isPlaying: false };
			this.#wanted = null;
			this.jump(wanted.atMs, wanted.isPlaying);
		});
		const listeners: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
			timeupdate: () => {
				if (!search.isSearching() && this.isReady) this.#move();
			},
			play: () => (this.isPlaying = true),
			pause: () => (this.isPlaying = false),
			error: () => (this.isBroken = true)
		};
		for (const [name, listen] of Object.entries(listeners)) media.addEventListener(name, listen);
		return () => {
			search.stop();
			for (const [name, listen] of Object.entries(listeners))
				media.removeEventListener(name, listen);
			if (this.#media === media) this.#media = null;
		};
	}

	/** One stretch at a time: it stops at the end of the one that plays. */
	#move(): void {
		const media = this.#media!;
		const { toMs } = this.segment;
		const atMs = media.currentTime * 1000;
		if (!media.paused && atMs >= toMs) media.pause();
		this.atMs = Math.min(atMs, toMs);
	}

	play(): void {
		const { segment } = this;
		// From the end it begins again.
		if (this.atMs >= segment.toMs - 100) this.jump(segment.fromMs, true);
		else void this.#media?.play().catch(() => (this.isPlaying = false));
	}

	pause(): void {
		this.#media?.pause();
	}

	toggle(): void {
		if (this.isPlaying) this.pause();
		else this.play();
	}

	/** Leads to a moment; `isPlaying` undefined: as it was. */
	jump(atMs: number, isPlaying = this.isPlaying): void {
		this.atMs = atMs;
		const media = this.#media;
		if (!media) return;
		if (!this.isReady) {
			this.#wanted = { atMs, isPlaying };
			return;
		}
		media.currentTime = Math.max(0, atMs / 1000);
		if (isPlaying) void media.play().catch(() => (this.isPlaying = false));
	}

	/** Moves inside the stretch. */
	step(byMs: number): void {
		const { fromMs, toMs } = this.segment;
		this.jump(Math.min(toMs, Math.max(fromMs, this.atMs + byMs)));
	}

	choose(segment: ReplaySegment, isPlaying: boolean): void {
		this.#chosenId = segment.id;
		this.jump(segment.fromMs, isPlaying);
	}

	/** Plays from shortly before a moment; it stays in the stretch that is shown where that holds it. */
	jumpTo(atMs: number): void {
		if (!isWithin(this.segment, atMs))
			this.#chosenId = findSegment(this.#source.segments(), atMs).id;
		this.jump(toJumpMs(atMs, this.segment.fromMs), true);
	}

	jumpToNext(direction: 1 | -1): void {
		const mark = findNext(this.#source.marks(), this.atMs, direction);
		if (mark) this.jumpTo(mark.atMs);
	}

	setSpeed(speed: number): void {
		this.speed = speed;
		if (this.#media) this.#media.playbackRate = speed;
	}
}

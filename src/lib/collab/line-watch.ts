/** Told on the window by a document that has its server again; `detail`: when the attempt that succeeded was begun. */
export const lineBackEvent = 'mock-rounds-line-back';

/** A question not answered for so long was asked over a line that is gone: longer than a busy server stands still (F28). */
const silentMs = 8_000;
/** So long at least an opening may take, and so many round trips: name, TCP, TLS and upgrade, each perhaps twice. */
const openingMs = 2_000;
const openingRoundTrips = 8;
/**
 * The first openings find a line that was gone for a moment; later ones are fewer and have three times as long, for a line
 * that has become that slow, and because Chromium holds back the sockets of a page that failed often, for up to 5 s each.
 * That the line is back, a plain request finds out sooner (`line-probe.ts`).
 */
const quickOpenings = 3;

/**
 * Whether there is anybody at the other end of a socket. A line that drops tells neither end: what is asked over it is
 * not answered, and a socket that is opened over it neither opens nor fails for minutes, also when the line is back.
 */
export class LineWatch {
	/** When the present opening was begun, in the page's monotonic ms. */
	openingSince = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#openings = 0;
	readonly #giveUp: () => void;
	readonly #roundTripMs: () => number;

	/** `giveUp`: this socket leads nowhere; open another. */
	constructor(giveUp: () => void, roundTripMs: () => number) {
		this.#giveUp = giveUp;
		this.#roundTripMs = roundTripMs;
	}

	opening(): void {
		this.openingSince = performance.now();
		this.#openings++;
		const isPatient = this.#openings > quickOpenings;
		const ms = Math.max(openingMs, openingRoundTrips * this.#roundTripMs()) * (isPatient ? 3 : 1);
		// A page's documents not all in one moment: the first that is through tells the others.
		this.#startTimer(ms * (0.75 + Math.random() / 2));
	}

	asked(): void {
		if (this.#timer === undefined)
			this.#startTimer(Math.max(silentMs, openingRoundTrips * this.#roundTripMs()));
	}

	/** Something came over the socket. */
	heard(): void {
		this.#openings = 0;
		this.stop();
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#startTimer(ms: number): void {
		this.stop();
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			this.#giveUp();
		}, ms);
	}
}

interface Sample {
	/** Server time less the page's monotonic clock, ms. */
	offset: number;
	roundTripMs: number;
	takenAt: number;
}

const keptSamples = 8;
/** By how much two answers may contradict each other. */
const slackMs = 20;
const freshMs = 10_000;

/**
 * The server's time as this page knows it: the offset of the quickest of the last answers, over the page's monotonic
 * clock, so that a person's wrong or changed clock does not matter.
 */
export class ServerClock {
	#samples: Sample[] = [];
	readonly #now: () => number;

	constructor(now: () => number = () => performance.now()) {
		this.#now = now;
	}

	/** What to ask with; comes back as `sentAt`. */
	stamp(): number {
		return this.#now();
	}

	/** Takes the server's answer to a question that was stamped with `sentAt`. */
	take(sentAt: number, serverNow: number): void {
		const takenAt = this.#now();
		const roundTripMs = takenAt - sentAt;
		if (roundTripMs < 0) return;
		const offset = serverNow + roundTripMs / 2 - takenAt;
		// A page that slept, or a server that moved: what was known before does not hold any more.
		this.#samples = this.#samples.filter(
			(sample) =>
				Math.abs(sample.offset - offset) <= (sample.roundTripMs + roundTripMs) / 2 + slackMs
		);
		this.#samples = [...this.#samples, { offset, roundTripMs, takenAt }].slice(-keptSamples);
	}

	/** Takes the time that came with the page, until there is a better one. */
	seed(serverNow: number): void {
		const takenAt = this.#now();
		if (this.#samples.length === 0)
			this.#samples.push({ offset: serverNow - takenAt, roundTripMs: 1_000, takenAt });
	}

	/** Whether the server has answered lately. */
	get isFresh(): boolean {
		const last = this.#samples.at(-1);
		return last !== undefined && this.#now() - last.takenAt < freshMs;
	}

	/** Milliseconds since the epoch, by the server. */
	now(): number {
		const best = this.#best;
		return best ? this.#now() + best.offset : Date.now();
	}

	/** How long the quickest of the last answers took; 0: none has come. */
	get roundTripMs(): number {
		return this.#best?.roundTripMs ?? 0;
	}

	get #best(): Sample | null {
		if (this.#samples.length === 0) return null;
		return this.#samples.reduce((a, b) => (b.roundTripMs < a.roundTripMs ? b : a));
	}
}

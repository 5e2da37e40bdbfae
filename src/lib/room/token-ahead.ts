import type { VideoToken, VideoTokenAnswer } from './video-token.ts';

/** The server gives a token a minute; the line has to be open before that is over. */
const usableMs = 45_000;
/** A new one comes while the last is still of use. */
const renewMs = 35_000;

/**
 * A token at hand while somebody looks at the set-up page, so that pressing *Join* begins to connect at once. It takes no
 * seat: whoever uses it still asks for that. Without one, joining asks first.
 */
export class TokenAhead {
	#ask: () => Promise<VideoTokenAnswer>;
	#held: { answer: VideoToken; askedAt: number } | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isOn = false;

	constructor(ask: () => Promise<VideoTokenAnswer>) {
		this.#ask = ask;
	}

	start(): void {
		if (this.#isOn) return;
		this.#isOn = true;
		document.addEventListener('visibilitychange', this.#renew);
		this.#renew();
	}

	/** The token, once; null when there is none that is fresh enough. No other is asked for. */
	take(): VideoToken | null {
		this.stop();
		const held = this.#held;
		this.#held = null;
		return held && performance.now() - held.askedAt < usableMs ? held.answer : null;
	}

	stop(): void {
		if (!this.#isOn) return;
		this.#isOn = false;
		clearTimeout(this.#timer);
		document.removeEventListener('visibilitychange', this.#renew);
	}

	/** A page that nobody looks at asks for nothing. */
	#renew = (): void => {
		clearTimeout(this.#timer);
		if (!document.hidden) void this.#get();
	};

	async #get(): Promise<void> {
		const askedAt = performance.now();
		const answer = await this.#ask();
		if (!this.#isOn) return;
		this.#held = answer.ok ? { answer, askedAt } : null;
		this.#timer = setTimeout(this.#renew, renewMs);
	}
}

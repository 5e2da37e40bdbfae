/** Lets `perSecond` things through on the long run and `burst` at once. */
export class TokenBucket {
	readonly #perSecond: number;
	readonly #burst: number;
	#tokens: number;
	#filledAt: number;

	constructor(perSecond: number, burst: number, now = performance.now()) {
		this.#perSecond = perSecond;
		this.#burst = burst;
		this.#tokens = burst;
		this.#filledAt = now;
	}

	/** Takes `cost` tokens; false, taking none, where there are not as many. */
	take(cost = 1, now = performance.now()): boolean {
		this.#tokens = Math.min(
			this.#burst,
			this.#tokens + ((now - this.#filledAt) / 1000) * this.#perSecond
		);
		this.#filledAt = now;
		if (this.#tokens < cost) return false;
		this.#tokens -= cost;
		return true;
	}
}

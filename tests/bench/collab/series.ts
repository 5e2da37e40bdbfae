/** Numbers by the hundred thousand, without an object for each. */
export class Series {
	#values = new Float64Array(4_096);
	#length = 0;

	add(value: number): void {
		if (this.#length === this.#values.length) {
			const larger = new Float64Array(this.#length * 2);
			larger.set(this.#values);
			this.#values = larger;
		}
		this.#values[this.#length] = value;
		this.#length += 1;
	}

	/** The value below which this share of them lies; NaN of none. */
	at(share: number): number {
		const sorted = this.#values.slice(0, this.#length).sort();
		return sorted[Math.min(this.#length - 1, Math.floor(this.#length * share))] ?? Number.NaN;
	}
}

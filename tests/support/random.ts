/** Numbers that follow from a seed (mulberry32), so that a failing run can be repeated. */
export interface Random {
	/** A whole number from 0 up to, and without, `end`. */
	below(end: number): number;
	pick<T>(values: readonly T[]): T;
	bytes(length: number): Uint8Array<ArrayBuffer>;
}

export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let value = Math.imul(state ^ (state >>> 15), state | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (end: number) => Math.floor(next() * end);
	return {
		below,
		pick: (values) => values[below(values.length)]!,
		bytes: (length) => Uint8Array.from({ length }, () => below(256))
	};
}

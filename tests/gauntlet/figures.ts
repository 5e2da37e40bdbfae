/** One promise of THREATS.md, as it was measured. */
export interface Figure {
	name: string;
	value: string;
	promise: string;
	isKept: boolean;
}

/** A number that must be exactly this. */
export const exactly = (name: string, value: number, promised: number): Figure => ({
	name,
	value: count(value),
	promise: count(promised),
	isKept: value === promised
});

export const atLeast = (name: string, value: number, least: number): Figure => ({
	name,
	value: count(value),
	promise: `≥ ${count(least)}`,
	isKept: value >= least
});

export const atMost = (name: string, value: number, most: number, unit: 'ms' | 'MB'): Figure => ({
	name,
	value: `${value.toFixed(1)} ${unit}`,
	promise: `≤ ${most} ${unit}`,
	isKept: value <= most
});

const count = (value: number) => value.toLocaleString('en-US');

import { toStartOfMonth } from '../time/day.ts';
import { toWallTime } from '../time/zone.ts';
import type { LinePoint } from './trend.ts';

/** The scale's ends. */
export const highest = 5;
export const lowest = 1;

/** The plane charts are drawn on; it is stretched to the place there is. */
export const planeWidth = 1000;
export const planeHeight = 100;

/** Stretch of time that a chart shows, ms since the epoch. */
export interface Domain {
	from: number;
	to: number;
}

const weekMs = 7 * 86_400_000;
/** A few points stand close together at the end instead of far apart. */
const fewestWeeks = 6;

/** From the first to the last, with a little air; at least some weeks, so that one point is not a line. */
export function toDomain(at: readonly number[]): Domain {
	const [first, last] = [at[0] ?? 0, at.at(-1) ?? 0];
	const from = Math.min(first, last - fewestWeeks * weekMs);
	const air = (last - from) * 0.015;
	return { from: from - air, to: last + air };
}

const round = (value: number) => Math.round(value * 10) / 10;

export const toX = (at: number, { from, to }: Domain): number =>
	round(((at - from) / (to - from)) * planeWidth);

export const toY = (value: number): number =>
	round(((highest - value) / (highest - lowest)) * planeHeight);

/** Where moments lie from left to right, as paths are written: every line of a page has its dots at the same. */
export const toPlaces = (at: readonly number[], domain: Domain): string[] =>
	at.map((one) => String(toX(one, domain)));

/**
 * A dot for each value at its place: lines of no length, which a stroke with round or square caps turns into marks that
 * keep their shape however the chart is stretched. `toHeight` says how far from the top; else on the scale of levels.
 */
export function toDotPath(
	places: readonly string[],
	values: readonly (number | null)[],
	toHeight: (value: number) => number = toY
): string {
	// Joined once: added one by one, each letter of it would be a string of its own on the way.
	const parts: (string | number)[] = [];
	values.forEach((value, index) => {
		if (value !== null) parts.push('M', places[index]!, ' ', toHeight(value), 'h0');
	});
	return parts.join('');
}

/** The smoothed line, broken where a long pause parts seasons. */
export function toLinePath(pieces: readonly (readonly LinePoint[])[], domain: Domain): string {
	return pieces
		.map((piece) =>
			piece
				.map(({ at, value }, index) => `${index === 0 ? 'M' : 'L'}${toX(at, domain)} ${toY(value)}`)
				.join('')
		)
		.join('');
}

/** Its interval, as closed areas. */
export function toBandPath(pieces: readonly (readonly LinePoint[])[], domain: Domain): string {
	return pieces
		.map((piece) => {
			const upper = piece.map(({ at, high }) => `${toX(at, domain)} ${toY(high)}`);
			const lower = piece.toReversed().map(({ at, low }) => `${toX(at, domain)} ${toY(low)}`);
			return `M${[...upper, ...lower].join('L')}Z`;
		})
		.join('');
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const mostTicks = 9;

/** Where months begin in a zone, whatever its clocks do meanwhile; every third, sixth … where there are many. */
export function toTicks({ from, to }: Domain, zone: string): { at: number; label: string }[] {
	const start = toWallTime(from, zone);
	const first = start.year * 12 + start.month; // the month after the one that `from` lies in
	const end = toWallTime(to, zone);
	const count = end.year * 12 + end.month - first;
	const step = [1, 2, 3, 6, 12, 24, 60].find((one) => count / one <= mostTicks) ?? 120;
	const ticks: { at: number; label: string }[] = [];
	for (let month = Math.ceil(first / step) * step; month < first + count; month += 1) {
		if (month % step !== 0) continue;
		const year = Math.floor(month / 12);
		const at = toStartOfMonth(year, month % 12, zone);
		const label = step >= 12 || month % 12 === 0 ? String(year) : months[month % 12]!;
		ticks.push({ at, label });
	}
	return ticks;
}

/** What lies along the bottom of a chart. */
export interface Axis {
	domain: Domain;
	ticks: { at: number; label: string }[];
	/** Of each interview. */
	places: string[];
}

export function toAxis(at: readonly number[], zone: string): Axis {
	const domain = toDomain(at);
	return { domain, ticks: toTicks(domain, zone), places: toPlaces(at, domain) };
}

/** A date along the bottom; one at an end is written inwards. */
export interface AxisLabel {
	at: number;
	text: string;
	align: 'start' | 'middle' | 'end';
}

/** The months; where there are none to tell apart, the first and the last day. `dates` has one for each of `at`. */
export function toAxisLabels(
	at: readonly number[],
	dates: readonly string[],
	{ domain, ticks }: Pick<Axis, 'domain' | 'ticks'>
): AxisLabel[] {
	const [first, last] = [at[0], at.at(-1)];
	if (first === undefined || last === undefined) return [];
	if (ticks.length > 1)
		return ticks.map((tick) => ({ at: tick.at, text: tick.label, align: 'middle' }));
	const end: AxisLabel = { at: last, text: dates.at(-1)!, align: 'end' };
	const isApart = toX(last, domain) - toX(first, domain) > planeWidth * 0.45;
	return isApart ? [{ at: first, text: dates[0]!, align: 'start' }, end] : [end];
}

/** Index of the moment that lies nearest to a place on the plane. */
export function toNearest(at: readonly number[], x: number, domain: Domain): number {
	let nearest = 0;
	at.forEach((one, index) => {
		if (Math.abs(toX(one, domain) - x) <= Math.abs(toX(at[nearest]!, domain) - x)) nearest = index;
	});
	return nearest;
}

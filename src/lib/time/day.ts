import { toOffsetMinutes, toWallTime } from './zone.ts';

const dayMs = 86_400_000;

/** The day it is in a zone at an instant (ms since the epoch), as `2026-12-04`. */
export function toDayIn(at: number, zone: string): string {
	const { year, month, day } = toWallTime(at, zone);
	return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** The instant (ms since the epoch) at which a day such as `2026-12-04` is over in a zone. */
export function toEndOfDay(day: string, zone: string): number {
	const midnight = Date.parse(day) + dayMs;
	const guess = midnight - toOffsetMinutes(midnight, zone) * 60_000;
	// Where clocks change in these hours the offset is another one there.
	const exact = midnight - toOffsetMinutes(guess, zone) * 60_000;
	// Where they jump over midnight the day ends with the jump.
	return exact + toOffsetMinutes(exact, zone) * 60_000 < midnight ? guess : exact;
}

/** The instant (ms since the epoch) at which a month begins in a zone; `month` from 0, as `Date` has it. */
export const toStartOfMonth = (year: number, month: number, zone: string): number =>
	toEndOfDay(new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10), zone);

/** Whole days from one day to another, both as `2026-12-04`; negative: it is over. */
export const toDaysBetween = (from: string, to: string): number =>
	Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

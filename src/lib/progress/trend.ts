import {
	toFit,
	toReach,
	type Fit,
	type FitOptions,
	type Leniency,
	type Observation
} from './fit.ts';

/** Fewer finished interviews than this make no line and no word about a direction (SPEC 4.1). */
export const fewestForTrend = 3;
/** A pause longer than this ends a season (SPEC 4.2). */
export const seasonPauseWeeks = 12;
/** The line looks at this many weeks, or at this many interviews where they take longer (SPEC 4.3). */
export const windowWeeks = 12;
export const windowInterviews = 8;
/** Coverage of every interval that is shown, and of the one that a word is read from (SPEC 4.4). */
export const coverage = 0.95;
/** Less than this much change either way, in levels from the first to the last evening, is steady (SPEC 4.6). */
export const steadyLevels = 1;
/** What the other evenings must still show when one is left out (SPEC 4.7). */
const otherEveningsCoverage = 0.8;
/** Rounding to whole levels, as a standard deviation: an even spread of width one. */
const wholeLevelSd = 1 / Math.sqrt(12);
/** A card shows five criteria: their mean is rounded by so much less. */
const cardCriteria = 5;

export type Word = 'not-enough' | 'improving' | 'steady' | 'slipping' | 'cannot-say';

/** A finished interview on one line. `at` in ms since the epoch; `raters` who gave the number. */
export interface Evening {
	at: number;
	value: number;
	raters: readonly string[];
}

export interface LinePoint {
	at: number;
	value: number;
	low: number;
	high: number;
}

export interface Trend {
	word: Word;
	/** Interviews that the word is about, with the first and the last of them. */
	count: number;
	from: number | null;
	to: number | null;
	/** From the first to the last of them, in levels; null where it cannot be told. */
	change: { value: number; low: number; high: number } | null;
	/** Set where one evening alone makes the direction, or changed raters do (SPEC 4.7). */
	restsOnOne: boolean;
	/** How the last evening compares with what one evening varies by (SPEC 4.8). */
	lastEvening: 'usual' | 'low' | 'high' | null;
	/** The smoothed line over all evenings, in pieces that a long pause parts. */
	line: LinePoint[][];
	/** Above or below the average of the raters who rated here, in levels. */
	leniency: Map<string, number>;
}

const weekMs = 7 * 86_400_000;

/** Evenings, oldest first, in seasons that a long pause parts. */
export function toSeasons<Given extends { at: number }>(evenings: readonly Given[]): Given[][] {
	const seasons: Given[][] = [];
	for (const evening of evenings) {
		const last = seasons.at(-1)?.at(-1);
		if (last && evening.at - last.at <= seasonPauseWeeks * weekMs) seasons.at(-1)!.push(evening);
		else seasons.push([evening]);
	}
	return seasons;
}

/** The evenings that the line at `at` looks at: those nearest to it. */
function toWindow(season: readonly Evening[], at: number): readonly Evening[] {
	const [first, last] = [season[0]!.at, season.at(-1)!.at];
	const half = (windowWeeks * weekMs) / 2;
	// Near an end the window keeps its width and lies against it.
	const middle = Math.min(Math.max(at, first + half), Math.max(last - half, first + half));
	const isNear = season.filter((one) => Math.abs(one.at - middle) <= half);
	if (isNear.length >= windowInterviews) return isNear;
	const byDistance = season.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
	return byDistance.slice(0, windowInterviews).sort((a, b) => a.at - b.at);
}

export interface TrendOptions {
	/** Null gives the raw line, as if everybody rated alike. */
	raters: ReadonlyMap<string, Leniency> | null;
	isMean: boolean;
}

const toFitOptions = ({ raters, isMean }: TrendOptions): FitOptions => ({
	raters,
	roundingSd: isMean ? wholeLevelSd / Math.sqrt(cardCriteria) : wholeLevelSd
});

/** What a person's evenings say, oldest first: SPEC 4. */
export function toTrend(evenings: readonly Evening[], options: TrendOptions): Trend {
	const fitOptions = toFitOptions(options);
	const line = toSeasons(evenings).flatMap((one) => {
		const points = toLine(one, fitOptions);
		return points.length > 0 ? [points] : [];
	});
	return { ...toDirection(evenings, options), line };
}

/** The same without the line. */
export function toDirection(
	evenings: readonly Evening[],
	options: TrendOptions
): Omit<Trend, 'line'> {
	const fitOptions = toFitOptions(options);
	const season = toSeasons(evenings).at(-1) ?? [];
	const recent = season.length > 0 ? toWindow(season, season.at(-1)!.at) : [];
	const fit = toFit(toObservations(recent), fitOptions);
	const frame = {
		count: recent.length,
		from: recent[0]?.at ?? null,
		to: recent.at(-1)?.at ?? null,
		leniency: fit?.leniency ?? new Map<string, number>()
	};
	if (recent.length < fewestForTrend || !fit)
		return { ...frame, word: 'not-enough', change: null, restsOnOne: false, lastEvening: null };

	const weeks = (recent.at(-1)!.at - recent[0]!.at) / weekMs;
	const change = toChange(fit, weeks);
	const direction = toWord(change);
	const restsOnOne =
		(direction === 'improving' || direction === 'slipping') &&
		isMadeByOne(recent, direction, fitOptions);
	return {
		...frame,
		word: restsOnOne ? 'cannot-say' : direction,
		change: Number.isFinite(change.low) ? change : null,
		restsOnOne,
		lastEvening: toLastEvening(recent, fitOptions)
	};
}

function toChange(fit: Fit, weeks: number, at = coverage) {
	const reach = toReach(fit, fit.slopeError, at);
	return {
		value: fit.slope * weeks,
		low: (fit.slope - reach) * weeks,
		high: (fit.slope + reach) * weeks
	};
}

function toWord({ low, high }: { low: number; high: number }): Word {
	if (low > 0) return 'improving';
	if (high < 0) return 'slipping';
	return low > -steadyLevels && high < steadyLevels ? 'steady' : 'cannot-say';
}

/** Whether the direction is gone when a single evening is left out. */
function isMadeByOne(evenings: readonly Evening[], direction: Word, options: FitOptions): boolean {
	return evenings.some((_, index) => {
		const fit = toFit(toObservations(evenings.toSpliced(index, 1)), options);
		if (!fit) return true;
		const { low, high } = toChange(fit, 1, otherEveningsCoverage);
		return direction === 'improving' ? low <= 0 : high >= 0;
	});
}

/** Where the last evening lies against what the ones before it led to expect of a single evening. */
function toLastEvening(evenings: readonly Evening[], options: FitOptions): Trend['lastEvening'] {
	const before = evenings.slice(0, -1);
	const last = evenings.at(-1)!;
	const fit = toFit(toObservations(before, last.at), options);
	if (!fit) return null;
	// Where the line stood lately, not where it would have climbed to.
	const { value, error } = fit.at((before.at(-1)!.at - last.at) / weekMs);
	const leniency =
		last.raters.reduce((sum, rater) => sum + (fit.leniency.get(rater) ?? 0), 0) /
		Math.max(1, last.raters.length);
	const reach = toReach(fit, Math.hypot(error, fit.noise), coverage);
	if (Math.abs(last.value - leniency - value) <= reach) return 'usual';
	return last.value - leniency < value ? 'low' : 'high';
}

/** Moments at which a long season's line is reckoned; between them it is straight. */
const mostSteps = 16;

/** The moving line over one season, at its first and last evening and every fortnight or so between. */
function toLine(season: readonly Evening[], options: FitOptions): LinePoint[] {
	if (season.length < fewestForTrend) return [];
	const [first, last] = [season[0]!.at, season.at(-1)!.at];
	const steps = Math.min(mostSteps, Math.max(1, Math.ceil((last - first) / (2 * weekMs))));
	/** Moments of a short season look at the same evenings. */
	const whole = toFit(toObservations(season, first), options);
	return Array.from({ length: steps + 1 }, (_, step) => {
		const at = first + ((last - first) * step) / steps;
		const near = toWindow(season, at);
		const fit = near.length === season.length ? whole : toFit(toObservations(near, first), options);
		if (!fit) return null;
		const { value, error } = fit.at((at - first) / weekMs);
		const reach = toReach(fit, error, coverage);
		return { at, value, low: value - reach, high: value + reach };
	}).filter((point) => point !== null);
}

const toObservations = (evenings: readonly Evening[], from = evenings[0]?.at ?? 0): Observation[] =>
	evenings.map(({ at, value, raters }) => ({ week: (at - from) / weekMs, value, raters }));

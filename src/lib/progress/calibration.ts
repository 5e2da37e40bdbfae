import { toMean } from './means.ts';
import { toValue, type SeasonEntry } from './record.ts';
import { toQuantile } from './student.ts';
import { coverage, fewestForTrend } from './trend.ts';

export type CalibrationWord = 'not-enough' | 'over' | 'under' | 'close' | 'cannot-say';

export interface Calibration {
	word: CalibrationWord;
	/** Interviews in which the candidate and somebody else rated the same criterion. */
	count: number;
	/** Own less others', in levels; null under three interviews. */
	difference: { value: number; low: number; high: number } | null;
}

/** Within this much either way the self-rating is close (SPEC 5.2). */
export const closeLevels = 0.5;
/** Two whole levels compared, on five criteria: rounding alone spreads their mean difference by this (SPEC 5.1). */
const roundingSd = Math.sqrt(2 / 12 / 5);

/** How the candidate's own numbers compare with what mentors and peers gave on the same criteria: SPEC 5. */
export function toCalibration(entries: readonly Pick<SeasonEntry, 'cards'>[]): Calibration {
	return toCalibrationOf(entries.flatMap((entry) => toDifference(entry) ?? []));
}

/** The same from what the interviews' differences are. */
export function toCalibrationOf(differences: readonly number[]): Calibration {
	const count = differences.length;
	if (count < fewestForTrend) return { word: 'not-enough', count, difference: null };
	const value = differences.reduce((sum, one) => sum + one, 0) / count;
	const squares = differences.reduce((sum, one) => sum + (one - value) ** 2, 0);
	const sd = Math.max(Math.sqrt(squares / (count - 1)), roundingSd);
	const reach = (toQuantile(coverage, count - 1) * sd) / Math.sqrt(count);
	const difference = { value, low: value - reach, high: value + reach };
	return { word: toWord(difference), count, difference };
}

function toWord({ low, high }: { low: number; high: number }): CalibrationWord {
	if (low > -closeLevels && high < closeLevels) return 'close';
	if (low > 0) return 'over';
	return high < 0 ? 'under' : 'cannot-say';
}

/** Mean of own less others' over the criteria that both rated; null: none. */
export function toDifference(entry: Pick<SeasonEntry, 'cards'>): number | null {
	const ids = new Set(entry.cards.flatMap(({ marks }) => Object.keys(marks)));
	return toMean(
		[...ids].map((id) => {
			const own = toValue(entry, 'self', id);
			const theirs = toMean([toValue(entry, 'mentor', id), toValue(entry, 'peer', id)]);
			return own === null || theirs === null ? null : own - theirs;
		})
	);
}

import { toFigure } from './means.ts';
import { toNames } from './names.ts';
import type { Calibration } from './calibration.ts';
import type { Trend } from './trend.ts';

/** Above this a rater's leniency is worth a word, in levels. */
const notable = 0.3;

/** `+1.4`, `−0.3`. */
export function toSigned(value: number): string {
	const figure = toFigure(Math.abs(value))!;
	return figure === '0' ? '0' : `${value < 0 ? '−' : '+'}${figure}`;
}

/** What a line says, in words that claim no more than its interval. `toDay` writes an instant as a date. */
export function toSentence(trend: Trend, toDay: (at: number) => string): string {
	const { word, change, from, count } = trend;
	const since = from === null ? '' : ` since ${toDay(from)}`;
	const between = change ? ` (between ${toSigned(change.low)} and ${toSigned(change.high)})` : '';
	switch (word) {
		case 'not-enough':
			if (count === 0) return 'Not rated yet.';
			return count < 3
				? `Not enough yet: rated ${count === 1 ? 'once' : 'twice'}.`
				: 'Not enough yet.';
		case 'improving':
		case 'slipping':
			return `${word === 'improving' ? 'Improving' : 'Slipping'}: ${toSigned(change!.value)}${since}${between}.`;
		case 'steady':
			return `Steady: within a level${since}${between}.`;
		case 'cannot-say':
			if (trend.restsOnOne) return 'Cannot say: one evening alone would make the difference.';
			return `Cannot say yet${since}${between}.`;
	}
}

/** What the last evening means, where it was out of the ordinary; null: as usual. */
export function toLastEveningSentence({ lastEvening, word }: Trend): string | null {
	if (lastEvening === 'low')
		return word === 'slipping'
			? 'The last evening was lower than evenings vary by.'
			: 'The last evening was lower than evenings vary by. One bad night is not a direction.';
	if (lastEvening === 'high') return 'The last evening was higher than evenings vary by.';
	return null;
}

/** Whose numbers the line rests on, and whose are allowed for. Names come isolated for right-to-left ones. */
export function toRatersSentence(
	trend: Trend,
	counts: ReadonlyMap<string, number>,
	toName: (raterId: string) => string
): string | null {
	if (counts.size === 0) return null;
	const sorted = [...counts].sort((a, b) => b[1] - a[1]);
	const named = sorted.slice(0, 4).map(([id, count]) => `${toName(id)} (${count})`);
	const more = sorted.length - named.length;
	const whom = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
	const allowed = [...trend.leniency]
		.filter(([id, value]) => counts.has(id) && Math.abs(value) >= notable)
		.map(
			([id, value]) =>
				`${toName(id)} gives about ${toFigure(Math.abs(value))} ${value < 0 ? 'less' : 'more'} than the others`
		);
	const note = allowed.length > 0 ? ` ${allowed.join('; ')}: the line allows for it.` : '';
	return `Rated by ${whom}.${note}`;
}

/** The same where there is little room: the two who rated most, and how many more. */
export function toShortRatersSentence(
	counts: ReadonlyMap<string, number>,
	toName: (raterId: string) => string
): string | null {
	const sorted = [...counts].sort((a, b) => b[1] - a[1]);
	if (sorted.length === 0) return null;
	const named = sorted.slice(0, 2).map(([id, count]) => `${toName(id)} (${count})`);
	const more = sorted.length - named.length;
	return `Rated by ${more > 0 ? `${named.join(', ')} and ${more} more` : toNames(named)}.`;
}

/** How the own numbers compare with the others'. */
export function toCalibrationSentence(
	{ word, difference, count }: Calibration,
	who: { subject: string; own: string }
): string {
	const between = difference
		? ` (between ${toSigned(difference.low)} and ${toSigned(difference.high)}, ${count} interviews)`
		: '';
	switch (word) {
		case 'not-enough':
			return 'Not enough yet: three interviews with both make a comparison.';
		case 'over':
			return `${who.subject} give ${who.own} more than others do: ${toSigned(difference!.value)}${between}.`;
		case 'under':
			return `${who.subject} give ${who.own} less than others do: ${toSigned(difference!.value)}${between}.`;
		case 'close':
			return `Close to what others give${between}.`;
		case 'cannot-say':
			return `Cannot say yet${between}.`;
	}
}

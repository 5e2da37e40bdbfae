import type { Kind } from '../interview/interview.ts';
import { toFillersAMinute } from '../scoring/answer-marks.ts';
import { toMean, toQuartiles } from './means.ts';
import type { SeasonEntry } from './record.ts';

/** What can be told of how somebody spoke: SPEC 14. */
export const speechIds = ['length', 'first-sound', 'longest-pause', 'silence', 'fillers'] as const;
export type SpeechId = (typeof speechIds)[number];

/** A figure through the season. */
export interface SpeechFigure {
	id: SpeechId;
	/** One for each entry, in the figure's unit; null: not known. Whose evening it was the entry's kind says. */
	values: (number | null)[];
}

export const speechNames: Record<SpeechId, string> = {
	length: 'Answer length',
	'first-sound': 'Time to the first sound',
	'longest-pause': 'Longest pause',
	silence: 'Silence',
	fillers: 'Filler words a minute'
};

/** What the number is of, below its name. */
export const speechNotes: Record<SpeechId, string> = {
	length: 'Share of the time that the question is meant to take.',
	'first-sound': 'From the start of the answer.',
	'longest-pause': 'In an answer, between its first and its last sound.',
	silence: 'Share of what the microphone heard.',
	fillers: 'Counted by a person: in mocks by who listened, alone by oneself.'
};

const units: Record<SpeechId, string> = {
	length: ' %',
	'first-sound': ' s',
	'longest-pause': ' s',
	silence: ' %',
	fillers: ''
};

/** `104 %`, `1.4 s`, `3.2`. */
export const toSpeechValue = (id: SpeechId, value: number): string =>
	`${id === 'length' || id === 'silence' ? Math.round(value) : value.toFixed(1)}${units[id]}`;

/** Kinds of evenings that are never laid together in one number: SPEC 14.2. */
export const companies = ['mentor', 'peer', 'solo'] as const;
export type Company = (typeof companies)[number];
export const companyNames: Record<Company, string> = {
	mentor: 'With mentors',
	peer: 'With peers',
	solo: 'Alone'
};
export const toCompany = (kind: Kind): Company => (kind === 'panel' ? 'mentor' : kind);

type Spoken = Pick<SeasonEntry, 'answers' | 'fillersHeard'>;

/** The figures of which at least one evening is known, in their fixed order. */
export function toSpeech(entries: readonly Spoken[]): SpeechFigure[] {
	return speechIds
		.map((id) => ({ id, values: entries.map((entry) => toRounded(reckon[id](entry))) }))
		.filter(({ values }) => values.some((value) => value !== null));
}

const toRounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);

/** One evening's figure; null: not known. */
const reckon: Record<SpeechId, (entry: Spoken) => number | null> = {
	length: ({ answers }) =>
		toMean(
			answers
				.filter(({ targetSeconds }) => targetSeconds > 0)
				.map(({ seconds, targetSeconds }) => (seconds / targetSeconds) * 100)
		),
	'first-sound': (entry) => toMean(toHeard(entry).map(({ firstSoundMs }) => firstSoundMs / 1000)),
	'longest-pause': (entry) =>
		toMean(toHeard(entry).map(({ longestPauseMs }) => longestPauseMs / 1000)),
	silence: (entry) => {
		const heard = toHeard(entry);
		const heardMs = toSum(heard.map((one) => one.heardMs));
		if (heardMs === 0) return null;
		return (toSum(heard.map((one) => one.silenceShare * one.heardMs)) / heardMs) * 100;
	},
	fillers: ({ answers, fillersHeard }) => {
		const counted = answers.flatMap(({ seconds, figures }) =>
			figures && figures.fillers !== null ? [{ seconds, fillers: figures.fillers }] : []
		);
		if (counted.length > 0)
			return toFillersAMinute(
				toSum(counted.map(({ fillers }) => fillers)),
				toSum(counted.map(({ seconds }) => seconds)) * 1000
			);
		return toMean(fillersHeard.map((one) => toFillersAMinute(one.fillers, one.seconds * 1000)));
	}
};

/** Answers in which a microphone heard speech: of a covered one nothing is told. */
const toHeard = ({ answers }: Spoken) =>
	answers.flatMap(({ figures }) => {
		const speaking = figures?.speaking;
		return speaking && speaking.firstSoundMs !== null
			? [{ ...speaking, firstSoundMs: speaking.firstSoundMs }]
			: [];
	});

const toSum = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** One kind of evenings of a figure. */
export interface SpeechLayer {
	company: Company;
	/** One for each entry. */
	values: (number | null)[];
	/** `latest 104 %; half of 8 between 96 % and 118 %`: a figure beside its range, and no verdict. */
	words: string;
	/** `104 % (96 to 118)`: the same where there is little room. */
	short: string;
}

/** The kinds of evenings in which a figure is known. */
export function toSpeechLayers(
	{ id, values }: SpeechFigure,
	kinds: readonly Kind[]
): SpeechLayer[] {
	return companies.flatMap((company): SpeechLayer[] => {
		const own = values.map((value, index) => (toCompany(kinds[index]!) === company ? value : null));
		const known = own.filter((value) => value !== null);
		return known.length > 0 ? [{ company, values: own, ...toRange(id, known) }] : [];
	});
}

/** Fewer evenings than this have no usual range. */
const fewestForRange = 4;

function toRange(id: SpeechId, known: readonly number[]): Pick<SpeechLayer, 'words' | 'short'> {
	const say = (value: number) => toSpeechValue(id, value);
	const count = known.length;
	const latest = say(known.at(-1)!);
	if (count === 1) return { words: `${latest}, once`, short: latest };
	const [low, high] =
		count < fewestForRange ? [Math.min(...known), Math.max(...known)] : toQuartiles(known);
	const between = `between ${say(low)} and ${say(high)}`;
	const short = `${latest} (${say(low).replace(units[id], '')} to ${say(high)})`;
	return count < fewestForRange
		? { words: `latest ${latest}; ${count} so far, ${between}`, short }
		: { words: `latest ${latest}; half of ${count} ${between}`, short };
}

/** A number of its scale: `100 %`, `2.5 s`. */
export const toScaleValue = (id: SpeechId, value: number): string => `${value}${units[id]}`;

/** The top of a figure's scale, which begins at nothing: 1, 2 or 5 and zeros; a length has its target in the middle at least. */
export function toSpeechTop({ id, values }: SpeechFigure): number {
	const most = Math.max(id === 'length' ? 200 : 0, ...values.map((value) => value ?? 0));
	const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
	return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= most)!;
}

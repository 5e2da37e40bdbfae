import type { SpeechId } from './speech.ts';
import type { LinePoint } from './trend.ts';
import type { EntryView, Layer, Line, SeasonView } from './view.ts';

/** A number on the scale, which begins at 1; 0: none was given. `null` is two and a half times as long. */
type PackedValue = number;
/** Place in `moments` or `words`. */
type Place = number;

/** Points in a row: their names, said a thousand times, would be half of the page. */
type PackedLayer = Omit<Layer, 'line' | 'values'> & {
	values: PackedValue[];
	/** Place of the moment, value, low and high of each point. */
	line: number[][];
};
/** Without `agreed` where nothing was. */
type PackedLine = Omit<Line, 'layers' | 'agreed'> & {
	layers: PackedLayer[];
	agreed?: PackedValue[];
};
type PackedEntry = [
	interviewId: string,
	roundId: string,
	finishedAt: Place,
	kind: Place,
	date: Place,
	visibility: Place,
	nextStep: Place,
	answers: number,
	withNames: Place[]
];
interface PackedSeason extends Omit<SeasonView, 'lines' | 'entries' | 'speech'> {
	/** Every instant and every text that is said more than once, said once. Instants in ms since the epoch. */
	moments: number[];
	words: string[];
	entries: PackedEntry[];
	lines: PackedLine[];
	/** Values that are not known are −1. */
	speech: { id: SpeechId; values: number[] }[];
}

const unknown = -1;

/** A season is kept while nothing changes, and its text with it. */
const texts = new WeakMap<SeasonView, string>();

/**
 * A season on its way to the browser, as one text: a page with thousands of numbers is written in a third of the time that
 * a value each takes. It is as short as it can be without effort, for each letter of a page is written, escaped, hashed
 * and sent at each request.
 */
export function toSeasonText(season: SeasonView): string {
	const text = texts.get(season) ?? JSON.stringify(toPackedSeason(season));
	texts.set(season, text);
	return text;
}

/** Gives what is put in its place in `list`, the same for the same. */
function createPlaces<Value>() {
	const places = new Map<Value, Place>();
	return {
		toPlace(value: Value): Place {
			const place = places.get(value) ?? places.size;
			places.set(value, place);
			return place;
		},
		toList: () => [...places.keys()]
	};
}

function toPackedSeason(season: SeasonView): PackedSeason {
	const moments = createPlaces<number>();
	const words = createPlaces<string>();
	const toPackedEntry = (entry: EntryView): PackedEntry => [
		entry.interviewId,
		entry.roundId,
		moments.toPlace(Date.parse(entry.finishedAt)),
		words.toPlace(entry.kind),
		words.toPlace(entry.date),
		words.toPlace(entry.visibility),
		words.toPlace(entry.nextStep),
		entry.answers,
		entry.withNames.map(words.toPlace)
	];
	const toPackedPiece = (piece: readonly LinePoint[]): number[] =>
		piece.flatMap(({ at, value, low, high }) => [moments.toPlace(at), value, low, high]);
	const entries = season.entries.map(toPackedEntry);
	const lines = season.lines.map(({ agreed, ...line }): PackedLine => ({
		...line,
		...(agreed.some((value) => value !== null) ? { agreed: toPackedValues(agreed) } : {}),
		layers: line.layers.map((layer) => ({
			...layer,
			values: toPackedValues(layer.values),
			line: layer.line.map(toPackedPiece)
		}))
	}));
	const speech = season.speech.map(({ id, values }) => ({
		id,
		values: values.map((value) => value ?? unknown)
	}));
	return { ...season, moments: moments.toList(), words: words.toList(), entries, lines, speech };
}

export function readSeasonText(text: string): SeasonView {
	const { moments, words, entries, lines, speech, ...season } = JSON.parse(text) as PackedSeason;
	return {
		...season,
		speech: speech.map(({ id, values }) => ({
			id,
			values: values.map((value) => (value === unknown ? null : value))
		})),
		entries: entries.map((entry) => toEntry(entry, moments, words)),
		lines: lines.map(({ agreed, ...line }) => ({
			...line,
			agreed: agreed ? toValues(agreed) : entries.map(() => null),
			layers: line.layers.map((layer) => ({
				...layer,
				values: toValues(layer.values),
				line: layer.line.map((piece) => toPoints(piece, moments))
			}))
		}))
	};
}

const toEntry = (
	entry: PackedEntry,
	moments: readonly number[],
	words: readonly string[]
): EntryView => ({
	interviewId: entry[0],
	roundId: entry[1],
	kind: words[entry[3]] as EntryView['kind'],
	finishedAt: new Date(moments[entry[2]]!).toISOString(),
	date: words[entry[4]]!,
	visibility: words[entry[5]] as EntryView['visibility'],
	withNames: entry[8].map((name) => words[name]!),
	nextStep: words[entry[6]]!,
	answers: entry[7]
});

const toPackedValues = (values: readonly (number | null)[]): PackedValue[] =>
	values.map((value) => value ?? 0);

const toValues = (values: readonly PackedValue[]): (number | null)[] =>
	values.map((value) => (value === 0 ? null : value));

function toPoints(numbers: readonly number[], moments: readonly number[]): LinePoint[] {
	const points: LinePoint[] = [];
	for (let index = 0; index < numbers.length; index += 4)
		points.push({
			at: moments[numbers[index]!]!,
			value: numbers[index + 1]!,
			low: numbers[index + 2]!,
			high: numbers[index + 3]!
		});
	return points;
}

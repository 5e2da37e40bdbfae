import { kindNames } from '../interview/words.ts';
import { toFigure } from './means.ts';
import { seriesIds, toValue, type SeasonRecord } from './record.ts';
import { speechNames, toSpeech, type SpeechId } from './speech.ts';
import { seriesWords } from './series-words.ts';

/** A file has numbers alone, so their unit stands above them. */
const units: Record<SpeechId, string> = {
	length: ' (% of the target)',
	'first-sound': ' (s)',
	'longest-pause': ' (s)',
	silence: ' (%)',
	fillers: ''
};

/** The season as lines of a CSV file (RFC 4180): an interview a line, a column for each criterion and series, then the speaking figures. */
export function* toCsvLines({ entries, criteria }: SeasonRecord): Generator<string> {
	const used = seriesIds.filter((series) =>
		entries.some((entry) => toValue(entry, series, null) !== null)
	);
	const columns = [{ id: null, name: 'All criteria' }, ...criteria].flatMap(({ id, name }) =>
		used.map((series) => ({ id, series, name: `${name} (${seriesWords[series]})` }))
	);
	const agreed = criteria.filter(({ id }) => entries.some((entry) => id in entry.agreed));
	const speech = toSpeech(entries);
	yield toCsvLine([
		'Finished (UTC)',
		'Kind',
		'With',
		'Answers',
		...columns.map(({ name }) => name),
		...agreed.map(({ name }) => `${name} (agreed)`),
		...speech.map(({ id }) => `${speechNames[id]}${units[id]}`)
	]);
	for (const [index, entry] of entries.entries())
		yield toCsvLine([
			entry.finishedAt,
			kindNames[entry.kind],
			entry.withNames.join('; '),
			String(entry.answers.length),
			...columns.map(({ id, series }) => toFigure(toValue(entry, series, id)) ?? ''),
			...agreed.map(({ id }) => String(entry.agreed[id] ?? '')),
			...speech.map(({ values }) => String(values[index] ?? ''))
		]);
}

/** A cell that a spreadsheet would take for a formula is kept as text by an apostrophe. */
const toSafe = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** A line of a CSV file (RFC 4180). */
export const toCsvLine = (cells: readonly string[]) =>
	`${cells
		.map(toSafe)
		.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
		.join(',')}\r\n`;

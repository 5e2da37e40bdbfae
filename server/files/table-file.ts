import Papa from 'papaparse';

/** What is wrong with a file, and where. Lines and columns count from 1. */
export interface FileProblem {
	line: number;
	/** A column’s name, or the place in the line. */
	column: string;
	message: string;
}

export const maxFileBytes = 8 * 1024 * 1024;
export const maxProblems = 200;
/** Separators in one line: far more than there are columns, few enough to be taken apart. */
const maxSeparators = 20_000;

/** Text of a file as people save it: UTF-8 or UTF-16 with its mark. Anything else is refused by name. */
export function readText(
	bytes: Uint8Array
): { ok: true; text: string } | { ok: false; message: string } {
	if (bytes.length > maxFileBytes)
		return { ok: false, message: `The file has more than ${maxFileBytes / 1024 / 1024} MB.` };
	const [a, b, c, d] = bytes;
	if ((a === 0x50 && b === 0x4b) || (a === 0x1f && b === 0x8b))
		return { ok: false, message: 'This file is packed. Unpack it, or save it as CSV or JSON.' };
	const encoding =
		a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
	if (a === 0xff && b === 0xfe && c === 0 && d === 0)
		return { ok: false, message: 'This file is not written in UTF-8. Save it as UTF-8.' };
	try {
		const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
		return text.includes('\0')
			? { ok: false, message: 'This is not a text file.' }
			: { ok: true, text };
	} catch {
		return { ok: false, message: 'This file is not written in UTF-8. Save it as UTF-8.' };
	}
}

/** Cells that a spreadsheet would take for a formula, and those that begin with the mark itself. */
export const formula = /^['=+\-@\t\r\n]/;
const unescape = (cell: string) => (/^'['=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell);

export type ReadRow<Row> = { ok: true; row: Row } | { ok: false; problems: FileProblem[] };

export interface TableShape<Row> {
	/** Names of columns, in lower case. */
	known: readonly string[];
	required: readonly string[];
	/** Rows that a file may hold, and what they are. */
	most: number;
	things: string;
	/** `cell` gives a column's text, without the mark that keeps a spreadsheet from reckoning. */
	readRow(cell: (name: string) => string, line: number): ReadRow<Row>;
}

/** Reads a CSV table. Every problem there is comes back with its line and column, up to two hundred. */
export function readTable<Row>(
	text: string,
	{ known, required, most, things, readRow }: TableShape<Row>
): { ok: true; rows: Row[] } | { ok: false; problems: FileProblem[] } {
	const rows: Row[] = [];
	const problems: FileProblem[] = [];
	const wide = findWideLine(text);
	if (wide !== null)
		return {
			ok: false,
			problems: [{ line: wide, column: '', message: 'This line has too many cells.' }]
		};
	/** Blank lines are read over, but not without end. */
	const mostLines = most + 10_000;
	let lines = 0;
	let header: string[] | null = null;
	let line = 1;
	let cursor = 0;
	Papa.parse<string[]>(text, {
		delimiter: findDelimiter(text),
		// The fast way takes the whole file apart before the first row is looked at.
		fastMode: false,
		skipEmptyLines: false,
		step({ data, errors, meta }, parser) {
			const at = line;
			lines += 1;
			if (lines > mostLines) {
				const message = `A file has at most ${mostLines} lines. Take the blank ones out, or split it.`;
				problems.push({ line: at, column: '', message });
				parser.abort();
				return;
			}
			line += countLines(text, cursor, meta.cursor);
			cursor = meta.cursor;
			for (const { message } of errors) problems.push({ line: at, column: '', message });
			if (data.every((cell) => cell.trim() === '')) return;
			if (!header) {
				header = data.map((cell) => cell.trim().toLowerCase());
				problems.push(...findHeaderProblems(header, known, required, at).slice(0, maxProblems));
				if (problems.length > 0) parser.abort();
				return;
			}
			if (rows.length >= most) {
				const message = `A file holds at most ${most} ${things}. Split it.`;
				problems.push({ line: at, column: '', message });
				parser.abort();
				return;
			}
			const read = readCells(header, data, at, readRow);
			if (read.ok) rows.push(read.row);
			else problems.push(...read.problems);
			if (problems.length >= maxProblems) parser.abort();
		}
	});
	if (!header && problems.length === 0)
		problems.push({ line: 1, column: '', message: 'The file is empty.' });
	return problems.length > 0
		? { ok: false, problems: problems.slice(0, maxProblems) }
		: { ok: true, rows };
}

/** The first line with more separators than any table has; null: there is none. */
function findWideLine(text: string): number | null {
	let line = 1;
	let separators = 0;
	for (let at = 0; at < text.length; at += 1) {
		const sign = text[at];
		if (sign === '\n') {
			line += 1;
			separators = 0;
		} else if (sign === ',' || sign === ';' || sign === '\t') {
			separators += 1;
			if (separators > maxSeparators) return line;
		}
	}
	return null;
}

/** What parts the columns, by the header: a guess over the rows is led astray by empty ones. */
function findDelimiter(text: string): string {
	const header = /^\s*(.*)/.exec(text.slice(0, 4000))![1]!;
	const toCount = (sign: string) => header.split(sign).length;
	return [',', ';', '\t'].reduce((most, sign) => (toCount(sign) > toCount(most) ? sign : most));
}

function readCells<Row>(
	header: readonly string[],
	data: readonly string[],
	line: number,
	readRow: TableShape<Row>['readRow']
): ReadRow<Row> {
	if (data.length > header.length)
		return {
			ok: false,
			problems: [
				{
					line,
					column: String(header.length + 1),
					message: 'This line has more cells than there are columns.'
				}
			]
		};
	return readRow((name) => unescape(data[header.indexOf(name)] ?? '').trim(), line);
}

/** Line ends in a stretch of text. */
export function countLines(text: string, from: number, to: number): number {
	let lines = 0;
	for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1))
		lines += 1;
	return lines;
}

function findHeaderProblems(
	header: readonly string[],
	known: readonly string[],
	required: readonly string[],
	line: number
): FileProblem[] {
	return [
		...required
			.filter((name) => !header.includes(name))
			.map((column) => ({ line, column, message: 'This column is missing.' })),
		...header
			.filter((name) => !known.includes(name))
			.map((column) => ({
				line,
				column: column || 'without a name',
				message: 'We do not know this column.'
			})),
		...header
			.filter((name, index) => known.includes(name) && header.indexOf(name) !== index)
			.map((column) => ({ line, column, message: 'This column is there twice.' }))
	];
}

import Papa from 'papaparse';
import type { QuestionContent } from '#lib/deck/question.ts';
import { toLights } from '#lib/interview/clock.ts';
import {
	countLines,
	formula,
	maxProblems,
	readTable,
	type FileProblem,
	type ReadRow
} from '../files/table-file.ts';
import { readQuestion, type FieldProblem } from './question-schema.ts';

export type DeckFileKind = 'csv' | 'json';

/** A question as a file holds it, with a mark where it is archived. */
export type FileQuestion = QuestionContent & { isArchived?: true };

/** `lines`: where each of the questions begins. */
export type ReadDeckFile =
	{ ok: true; questions: FileQuestion[]; lines: number[] } | { ok: false; problems: FileProblem[] };

/** Prompts that differ in nothing but letters’ size and space are the same. */
export const toPromptKey = (prompt: string): string =>
	prompt.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Finds prompts that a file repeats. An archived question may have the prompt of one in use. */
function createRepeats(): (question: FileQuestion, line: number) => FileProblem[] {
	const lines = new Map<string, number>();
	return ({ prompt, isArchived }, line) => {
		const key = `${isArchived ? 'archived' : 'used'} ${toPromptKey(prompt)}`;
		const first = lines.get(key);
		if (first === undefined) lines.set(key, line);
		return first === undefined
			? []
			: [{ line, column: 'prompt', message: `This prompt stands on line ${first} already.` }];
	};
}

export const maxFileQuestions = 10_000;
const maxJsonDepth = 8;

/* ---- columns ------------------------------------------------------------------------------ */

const many = { followUps: 6, strongAnswer: 8, commonMistakes: 8 } as const;
const numbered = (name: string, most: number) =>
	Array.from({ length: most }, (_, index) => `${name}_${index + 1}`);

const columns = [
	'prompt',
	'category',
	'tags',
	'target_seconds',
	'green_seconds',
	'amber_seconds',
	'maximum_seconds',
	'difficulty',
	'star',
	'specialties',
	'paths',
	'needs_visa',
	...numbered('follow_up', many.followUps).flatMap((name) => [name, `${name}_when`]),
	...numbered('strong_answer', many.strongAnswer),
	...numbered('mistake', many.commonMistakes),
	'rule',
	'graceful_answer',
	'archived'
] as const;

const required = ['prompt', 'category', 'target_seconds'];

/** Which column a field of a question is written in. */
function toColumn({ field, index }: FieldProblem): string {
	const place = (index ?? 0) + 1;
	const names: Record<string, string> = {
		targetSeconds: 'target_seconds',
		lightSeconds: 'maximum_seconds',
		isStar: 'star',
		needsVisa: 'needs_visa',
		followUps: `follow_up_${place}`,
		followUpCues: `follow_up_${place}_when`,
		strongAnswer: `strong_answer_${place}`,
		commonMistakes: `mistake_${place}`,
		gracefulAnswer: 'graceful_answer'
	};
	return names[field] ?? (field || 'prompt');
}

/* ---- CSV ---------------------------------------------------------------------------------- */

/** A deck as a table that a spreadsheet opens and that no formula runs in. Reading it gives the same questions. */
export function writeCsv(questions: readonly FileQuestion[]): string {
	return Papa.unparse(
		{ fields: [...columns], data: questions.map(toCells) },
		{ newline: '\r\n', escapeFormulae: formula }
	);
}

function toCells(content: FileQuestion): string[] {
	const { followUps, followUpCues, lightSeconds } = content;
	const pad = (values: readonly string[], most: number) =>
		Array.from({ length: most }, (_, index) => values[index] ?? '');
	return [
		content.prompt,
		content.category,
		content.tags.join(' '),
		String(content.targetSeconds),
		lightSeconds ? String(lightSeconds.green) : '',
		lightSeconds ? String(lightSeconds.amber) : '',
		lightSeconds ? String(lightSeconds.red) : '',
		content.difficulty ? String(content.difficulty) : '',
		content.isStar ? 'yes' : 'no',
		content.specialties.join(' '),
		content.paths.join(' '),
		content.needsVisa ? 'yes' : 'no',
		...pad(followUps, many.followUps).flatMap((one, index) => [one, followUpCues?.[index] ?? '']),
		...pad(content.strongAnswer, many.strongAnswer),
		...pad(content.commonMistakes, many.commonMistakes),
		content.rule ?? '',
		content.gracefulAnswer ?? '',
		content.isArchived ? 'yes' : 'no'
	];
}

/** Reads a table. Every problem there is comes back with its line and column, up to two hundred. */
export function readCsv(text: string): ReadDeckFile {
	const findRepeats = createRepeats();
	const read = readTable(text, {
		known: columns,
		required,
		most: maxFileQuestions,
		things: 'questions',
		readRow(cell, line) {
			const row = readRow(cell, line);
			const repeats = row.ok ? findRepeats(row.row, line) : [];
			return row.ok && repeats.length === 0
				? { ok: true, row: { question: row.row, line } }
				: { ok: false, problems: row.ok ? repeats : row.problems };
		}
	});
	if (!read.ok) return read;
	return {
		ok: true,
		questions: read.rows.map(({ question }) => question),
		lines: read.rows.map(({ line }) => line)
	};
}

function readRow(cell: (name: string) => string, line: number): ReadRow<FileQuestion> {
	const problems: FileProblem[] = [];
	const words = (name: string) =>
		cell(name)
			.split(/[\s;,]+/)
			.filter(Boolean);
	const number = (name: string) => (/^\d{1,6}$/.test(cell(name)) ? Number(cell(name)) : cell(name));
	const flag = (name: string) => {
		const value = cell(name).toLowerCase();
		if (['', 'no', 'false', '0'].includes(value)) return false;
		if (!['yes', 'true', '1'].includes(value))
			problems.push({ line, column: name, message: 'This is yes or no.' });
		return true;
	};
	const isArchived = flag('archived');
	const lights = {
		green: number('green_seconds'),
		amber: number('amber_seconds'),
		red: number('maximum_seconds')
	};
	const followUps = numbered('follow_up', many.followUps).filter((name) => cell(name));
	const cues = followUps.map((name) => cell(`${name}_when`));
	const read = readQuestion({
		prompt: cell('prompt'),
		category: cell('category'),
		tags: words('tags'),
		targetSeconds: number('target_seconds'),
		...(cell('difficulty') ? { difficulty: number('difficulty') } : {}),
		followUps: followUps.map(cell),
		...(cues.some(Boolean) ? { followUpCues: cues } : {}),
		strongAnswer: numbered('strong_answer', many.strongAnswer).map(cell).filter(Boolean),
		commonMistakes: numbered('mistake', many.commonMistakes).map(cell).filter(Boolean),
		isStar: flag('star'),
		specialties: words('specialties'),
		paths: words('paths'),
		needsVisa: flag('needs_visa'),
		...(Object.values(lights).some((light) => light !== '') ? { lightSeconds: lights } : {}),
		...(cell('rule') ? { rule: cell('rule') } : {}),
		...(cell('graceful_answer') ? { gracefulAnswer: cell('graceful_answer') } : {})
	});
	if (!read.ok)
		problems.push(
			...read.problems.map((problem) => ({
				line,
				column: toColumn(problem),
				message: problem.message
			}))
		);
	if (read.ok) problems.push(...findTimeProblems(read.content, line));
	return read.ok && problems.length === 0
		? { ok: true, row: isArchived ? { ...read.content, isArchived } : read.content }
		: { ok: false, problems };
}

/** A target has to lie within the lights it will be shown with. */
function findTimeProblems(content: QuestionContent, line: number): FileProblem[] {
	return content.targetSeconds > toLights(content).red
		? [{ line, column: 'target_seconds', message: 'The target is longer than the maximum.' }]
		: [];
}

/* ---- JSON --------------------------------------------------------------------------------- */

const format = 'mock-rounds-deck';

export function writeJson(name: string, questions: readonly FileQuestion[]): string {
	return `${JSON.stringify({ format, version: 1, name, questions }, null, '\t')}\n`;
}

/** Reads what `writeJson` writes. Syntax is told by line and column, a question by the line it begins on. */
export function readJson(text: string): ReadDeckFile {
	const refuse = (line: number, column: string, message: string): ReadDeckFile => ({
		ok: false,
		problems: [{ line, column, message }]
	});
	const tooDeep = findTooDeep(text);
	if (tooDeep !== null) return refuse(toLine(text, tooDeep), '', 'This is nested too deeply.');
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\ufeff/, ''));
	} catch {
		const position = findBreak(text);
		const line = toLine(text, position);
		const column = position - (text.lastIndexOf('\n', position - 1) + 1) + 1;
		return refuse(line, String(column), 'This is not JSON from here on.');
	}
	const { format: said, questions: items } = (value ?? {}) as {
		format?: unknown;
		questions?: unknown;
	};
	if (said !== format || !Array.isArray(items))
		return refuse(1, 'format', `This is no deck: it wants "format": "${format}" and "questions".`);
	if (items.length > maxFileQuestions)
		return refuse(1, 'questions', `A file holds at most ${maxFileQuestions} questions. Split it.`);
	const lines = findItemLines(text, items.length);
	const questions: FileQuestion[] = [];
	const problems: FileProblem[] = [];
	const findRepeats = createRepeats();
	for (const [index, item] of items.entries()) {
		const line = lines[index] ?? 1;
		const { isArchived, item: unmarked } = takeMark(item);
		const read = readQuestion(unmarked);
		if (!read.ok)
			for (const { field, index: place, message } of read.problems)
				problems.push({ line, column: place === null ? field : `${field} ${place + 1}`, message });
		else {
			const question = isArchived ? { ...read.content, isArchived } : read.content;
			problems.push(...findTimeProblems(question, line), ...findRepeats(question, line));
			questions.push(question);
		}
		if (problems.length >= maxProblems) break;
	}
	return problems.length > 0
		? { ok: false, problems: problems.slice(0, maxProblems) }
		: { ok: true, questions, lines };
}

/** Takes the archived mark off a question; anything but yes or no is left there, to be refused with it. */
function takeMark(item: unknown): { isArchived: boolean; item: unknown } {
	if (!item || typeof item !== 'object' || !('isArchived' in item))
		return { isArchived: false, item };
	const { isArchived, ...rest } = item;
	return typeof isArchived === 'boolean' ? { isArchived, item: rest } : { isArchived: false, item };
}

/**
 * Where JSON stops being JSON: the longest beginning that only lacks its end. Engines tell the place of some faults and
 * not of others, so it is looked for.
 */
function findBreak(text: string): number {
	let [sound, broken] = [0, text.length + 1];
	while (broken - sound > 1) {
		const middle = (sound + broken) >> 1;
		if (isBeginning(text.slice(0, middle))) sound = middle;
		else broken = middle;
	}
	return Math.min(sound, text.length);
}

function isBeginning(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch (error) {
		const message = String(error);
		const position = /position (\d+)/.exec(message)?.[1];
		return position
			? Number(position) >= text.length || message.includes('Unterminated')
			: message.includes('end of JSON');
	}
}

const toLine = (text: string, position: number) => countLines(text, 0, position) + 1;

/** Walks the brackets outside strings; calls `visit` at each opening one with the depth it opens. */
function walkBrackets(text: string, visit: (position: number, depth: number) => boolean): void {
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const sign = text[at];
		if (sign === '"') {
			for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
		} else if (sign === '{' || sign === '[') {
			depth += 1;
			if (visit(at, depth)) return;
		} else if (sign === '}' || sign === ']') depth -= 1;
	}
}

function findTooDeep(text: string): number | null {
	let found: number | null = null;
	walkBrackets(text, (at, depth) => {
		if (depth > maxJsonDepth) found = at;
		return found !== null;
	});
	return found;
}

/** The lines on which the questions begin: objects at depth three of the file. */
function findItemLines(text: string, count: number): number[] {
	const lines: number[] = [];
	let line = 1;
	let cursor = 0;
	walkBrackets(text, (at, depth) => {
		if (depth !== 3 || text[at] !== '{') return false;
		line += countLines(text, cursor, at);
		cursor = at;
		lines.push(line);
		return lines.length >= count;
	});
	return lines;
}

export const readDeckFile = (kind: DeckFileKind, text: string): ReadDeckFile =>
	kind === 'csv' ? readCsv(text) : readJson(text);

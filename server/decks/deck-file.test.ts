import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories, paths, specialties, type QuestionContent } from '#lib/deck/question.ts';
import { readText } from '../files/table-file.ts';
import {
	readCsv,
	readDeckFile,
	readJson,
	toPromptKey,
	writeCsv,
	writeJson,
	type FileQuestion
} from './deck-file.ts';
import { starterDeck } from './starter/starter-deck.ts';

const contents = starterDeck.questions.map(({ content }) => content);
const bytes = (text: string) => new TextEncoder().encode(text);

/** Texts as people write them, with everything that a table or a spreadsheet might trip over. */
const text = (least: number) =>
	fc
		.array(
			fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', 'Why', ' ', 'é', '字', '🙂', 'now?'),
			{ minLength: least, maxLength: 20 }
		)
		.map((parts) => `${parts.join('')}.`.trim())
		.filter((value) => value.length >= least);
const unique = (least: number, most: number) => fc.uniqueArray(text(least), { maxLength: most });

const question: fc.Arbitrary<QuestionContent> = fc
	.record({
		prompt: text(12),
		category: fc.constantFrom(...categories),
		tags: fc.subarray(['conflict', 'first-day', 'größe']),
		targetSeconds: fc.integer({ min: 10, max: 60 }),
		difficulty: fc.constantFrom(undefined, 1 as const, 2 as const, 3 as const),
		followUps: unique(4, 6),
		hasCues: fc.boolean(),
		strongAnswer: unique(4, 8),
		commonMistakes: unique(4, 8),
		isStar: fc.boolean(),
		specialties: fc.subarray([...specialties]),
		paths: fc.subarray([...paths]),
		needsVisa: fc.boolean(),
		lightSeconds: fc.constantFrom(undefined, { green: 30, amber: 45, red: 90 }),
		rule: fc.option(text(4), { nil: undefined })
	})
	.map(
		({ hasCues, ...content }) =>
			JSON.parse(
				JSON.stringify({
					...content,
					...(hasCues && content.followUps.length > 0
						? { followUpCues: content.followUps.map((_, index) => `cue ${index}`) }
						: {})
				})
			) as QuestionContent
	);

/** Questions of a deck, some archived, none with the prompt of another. */
const deck = fc.uniqueArray(
	fc
		.tuple(question, fc.boolean())
		.map(([content, isArchived]): FileQuestion =>
			isArchived ? { ...content, isArchived } : content
		),
	{ maxLength: 6, selector: ({ prompt }) => toPromptKey(prompt) }
);

describe('a deck as a file', () => {
	it('reads what it wrote: the starter deck, both ways, twice', () => {
		const csv = readCsv(writeCsv(contents));
		expect(csv.ok && csv.questions).toEqual(contents);
		const json = readJson(writeJson('Starter', contents));
		expect(json.ok && json.questions).toEqual(contents);
		if (csv.ok) expect(writeCsv(csv.questions)).toBe(writeCsv(contents));
	});

	it('reads what it wrote, whatever was written', () => {
		fc.assert(
			fc.property(deck, (questions) => {
				const csv = readCsv(writeCsv(questions));
				expect(csv.ok && csv.questions).toEqual(questions);
				const json = readJson(writeJson('Any', questions));
				expect(json.ok && json.questions).toEqual(questions);
			})
		);
	});

	it('names a prompt that stands there twice by its line, and lets an archived one have the words of another', () => {
		const [first, second] = contents as [QuestionContent, QuestionContent];
		const again = { ...second, prompt: `  ${first.prompt.toUpperCase()} ` };
		const archived = { ...first, isArchived: true as const };
		const sound = [first, second, archived];
		for (const [kind, write] of [
			['csv', writeCsv],
			['json', (questions: FileQuestion[]) => writeJson('Deck', questions)]
		] as const) {
			const kept = readDeckFile(kind, write(sound));
			expect(kept.ok && kept.questions).toEqual(sound);
			const { lines } = kept as { lines: number[] };
			expect(lines).toHaveLength(3);
			const read = readDeckFile(kind, write([...sound, again, archived]));
			expect(read.ok ? [] : read.problems.map(({ column, message }) => [column, message])).toEqual([
				['prompt', `This prompt stands on line ${lines[0]} already.`],
				['prompt', `This prompt stands on line ${lines[2]} already.`]
			]);
		}
	});

	it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=1', '\n=1'])(
		'[T35] holds no cell that a spreadsheet would run: %j',
		(start) => {
			const [first] = contents;
			const file = writeCsv([
				{
					...first!,
					prompt: `${start} and the rest`,
					followUps: [`${start} again`],
					followUpCues: [start],
					strongAnswer: [start],
					commonMistakes: [start],
					rule: start,
					gracefulAnswer: start
				}
			]);
			for (const cell of file.split('\r\n')[1]!.split(','))
				expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t]/);
		}
	);

	it('names every problem by line and column', () => {
		const file = [
			'prompt,category,target_seconds,star,tags,follow_up_1',
			'"A prompt over',
			'two lines, long enough",motivation,90,yes,why,"Why, then?"',
			'Too short,motivation,90,no,,',
			'Long enough to be a prompt,cooking,ninety,perhaps,Loud,',
			''
		].join('\n');
		const read = readCsv(file);
		expect(read.ok).toBe(false);
		if (read.ok) return;
		expect(read.problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
			'2 prompt',
			'4 prompt',
			'5 star',
			'5 category',
			'5 tags',
			'5 target_seconds'
		]);
	});

	it('names columns that are missing, unknown or double', () => {
		const read = readCsv('prompt,category,category,colour\n');
		expect(read).toMatchObject({
			ok: false,
			problems: [
				{ line: 1, column: 'target_seconds' },
				{ line: 1, column: 'colour' },
				{ line: 1, column: 'category' }
			]
		});
	});

	it('tells where JSON breaks off, and on which line a bad question begins', () => {
		expect(readJson('{\n\t"format": oops\n}')).toMatchObject({
			ok: false,
			problems: [{ line: 2, column: '12' }]
		});
		const file = writeJson('Deck', [contents[0]!, { ...contents[1]!, prompt: '' }]);
		const line = file.split('\n').lastIndexOf('\t\t{') + 1;
		expect(readJson(file)).toMatchObject({ ok: false, problems: [{ line, column: 'prompt' }] });
	});

	it('takes text as spreadsheets save it', () => {
		const file = writeCsv(contents.slice(0, 2));
		const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(file, 'utf16le')]);
		for (const saved of [bytes(`\ufeff${file}`), utf16]) {
			const read = readText(saved);
			const csv = read.ok ? readCsv(read.text) : read;
			expect(csv.ok && csv.questions).toEqual(contents.slice(0, 2));
		}
	});

	const mega = 1024 * 1024;
	const head = 'prompt,category,target_seconds\n';
	const toDeck = (list: string) => `{"format":"mock-rounds-deck","version":1,"questions":${list}}`;
	const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from(
		{ length: 9 },
		(_, level) => `<!ENTITY ${'bcdefghij'[level]} "${`&${'abcdefghi'[level]};`.repeat(10)}">`
	).join('')}]><l>&j;</l>`;
	const row = 'Long enough to be a prompt,motivation,90\n';
	it.each<[string, () => Uint8Array]>([
		['a packed file', () => new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])],
		['a file packed twice', () => new Uint8Array([0x1f, 0x8b, 8, 0])],
		['bytes that are no text', () => new Uint8Array([0xc3, 0x28, 0x80])],
		['NULs', () => bytes('prompt\0,category')],
		['UTF-32', () => new Uint8Array([0xff, 0xfe, 0, 0, 0x70, 0, 0, 0])],
		['nothing', () => bytes('')],
		['blank lines', () => bytes('\n\n\n')],
		['a quote that never ends', () => bytes('prompt,category,target_seconds\n"aaaa')],
		['too many bytes', () => new Uint8Array(9 * 1024 * 1024)],
		[
			'a million rows',
			() => bytes(`prompt,category,target_seconds\n${'a,b,1\n'.repeat(1_000_000)}`)
		],
		['more rows than fit', () => bytes(`prompt,category,target_seconds\n${row.repeat(10_001)}`)],
		['a million columns', () => bytes('a,'.repeat(1_000_000))],
		['deep JSON', () => bytes('['.repeat(1_000_000))],
		[
			'deep JSON inside a deck',
			() => bytes(`{"format":"mock-rounds-deck","questions":${'['.repeat(50)}`)
		],
		['JSON of another kind', () => bytes('{"questions":[]}')],
		['a number', () => bytes('42')],
		['null', () => bytes('null')],
		[
			'a prototype',
			() => bytes('{"format":"mock-rounds-deck","questions":[{"__proto__":{"prompt":"x"}}]}')
		],
		[
			'a field too many',
			() =>
				bytes(
					JSON.stringify({
						format: 'mock-rounds-deck',
						questions: [{ ...contents[0], isBuiltIn: true }]
					})
				)
		],
		['entities', () => bytes('<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>')],
		['a billion laughs', () => bytes(laughs)],
		['an empty archive', () => new Uint8Array([0x50, 0x4b, 5, 6, ...new Uint8Array(18)])],
		['an archive in pieces', () => new Uint8Array([0x50, 0x4b, 7, 8, 0, 0])],
		['a bomb of zeros', () => new Uint8Array(gzipSync(new Uint8Array(64 * mega)))],
		['a bomb in a bomb', () => new Uint8Array(gzipSync(gzipSync(new Uint8Array(16 * mega))))],
		['a workbook', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
		['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
		['a program', () => new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
		['a document', () => bytes('%PDF-1.7\n1 0 obj\n')],
		['a page with a script', () => bytes('<script>alert(1)</script>')],
		['UTF-16 with half a character', () => new Uint8Array([0xff, 0xfe, 0x00, 0xd8])],
		['UTF-16 that ends in mid-letter', () => new Uint8Array([0xff, 0xfe, 0x70])],
		['UTF-16 without its mark', () => new Uint8Array(Buffer.from('prompt,category', 'utf16le'))],
		['an overlong slash', () => new Uint8Array([0xc0, 0xaf, 0x2c, 0x0a])],
		['a mark and nothing else', () => new Uint8Array([0xef, 0xbb, 0xbf])],
		['eight megabytes of commas', () => bytes(','.repeat(8 * mega))],
		['eight megabytes of quotes', () => bytes('"'.repeat(8 * mega - 1))],
		['eight megabytes of line ends', () => bytes('\n'.repeat(8 * mega))],
		[
			'one cell of eight megabytes',
			() => bytes(`prompt,category,target_seconds\n${'a'.repeat(8 * mega - 100)},motivation,90\n`)
		],
		['a row with more cells than columns', () => bytes(`${head}${row.trim()},x,y,z\n`)],
		['a target of a million seconds', () => bytes(`${head}${row.replace('90', '1000000')}`)],
		['a target that is a formula', () => bytes(`${head}${row.replace('90', '=1+89')}`)],
		['a target below nothing', () => bytes(`${head}${row.replace('90', '-90')}`)],
		['a column named like a method', () => bytes(`constructor,__proto__,${head}1,2,${row}`)],
		['JSON with a comment', () => bytes(`{"format":"mock-rounds-deck",/* x */"questions":[]}`)],
		['JSON that ends in the middle', () => bytes('{"format":"mock-rounds-deck","questions":[{')],
		['questions that are no list', () => bytes(toDeck('{"length":1e9}'))],
		['a list of lists', () => bytes(toDeck('[[],[],[]]'))],
		['a million nulls', () => bytes(toDeck(`[${'null,'.repeat(999_999)}null]`))],
		['a number too large for any', () => bytes(toDeck(`[{"targetSeconds":1e999}]`))],
		['a prompt that is an object', () => bytes(toDeck('[{"prompt":{"toString":"x"}}]'))]
	])('[T47] refuses %s within two seconds and 64 MB', (_, make) => {
		const file = make();
		for (const kind of ['csv', 'json'] as const) {
			const before = process.memoryUsage.rss();
			// Of this process alone: what else the machine does is no fault of the file.
			const started = process.cpuUsage();
			const read = readText(file);
			expect(read.ok && readDeckFile(kind, read.text).ok).toBe(false);
			const { user, system } = process.cpuUsage(started);
			expect((user + system) / 1000).toBeLessThan(2_000);
			expect(process.memoryUsage.rss() - before).toBeLessThan(64 * mega);
		}
	});
});

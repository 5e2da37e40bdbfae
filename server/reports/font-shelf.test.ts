import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import type * as fontkit from 'fontkit';
import { expect, test } from 'vitest';
import { drawReport } from './draw-report.ts';
import { createFontShelf, usualFont } from './font-shelf.ts';
import { spell, toPieces } from './letters.ts';

const { resolve } = createRequire(import.meta.url);
const reader = createRequire(import.meta.url)('fontkit') as typeof fontkit;
const shelf = createFontShelf(resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf'));

const names: [script: string, name: string][] = [
	['Latin with marks', 'Ọláńrewájú Ṣóyínká, Nguyễn Thị Ánh, Łukasz'],
	['Cyrillic', 'Щукина Ғалым'],
	['Arabic', 'عبد الرحمن ۱۲۳؟'],
	['Hebrew', 'דור בן־עמי'],
	['Devanagari', 'अमृता क्षत्रिय श्रीनिवास'],
	['Bengali', 'শ্রীকৃষ্ণ চট্টোপাধ্যায়'],
	['Tamil', 'ஸ்ரீநிவாசன் கௌசல்யா'],
	['Telugu', 'శ్రీనివాస్ కృష్ణమూర్తి'],
	['Kannada', 'ಶ್ರೀನಿವಾಸ ಕೃಷ್ಣಮೂರ್ತಿ'],
	['Malayalam', 'ശ്രീനിവാസൻ കൃഷ്ണൻ'],
	['Gujarati', 'શ્રીનિવાસ ક્ષત્રિય'],
	['Gurmukhi', 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ'],
	['Odia', 'ଶ୍ରୀନିବାସ'],
	['Sinhala', 'ශ්‍රී නිවාස'],
	['Burmese', 'အောင်ဆန်းစုကြည်'],
	['Khmer', 'សុខា ខ្មែរ'],
	['Lao', 'ສົມຊາຍ'],
	['Thai', 'สมชาย ใจดี'],
	['Ethiopic', 'አበበ ቢቂላ'],
	['Georgian', 'ნინო ქართველი'],
	['Armenian', 'Հայկ Պետրոսյան'],
	['Thaana', 'މުޙައްމަދު'],
	['Syriac', 'ܐܦܪܝܡ'],
	['Chinese', '张伟 欧阳娜娜 劉德華'],
	['Japanese', '髙橋さくら アマラ'],
	['Korean', '김민준'],
	['emoji', '👍 😀 👩🏽‍⚕️']
];

test.each(names)(
	'%s is set without a gap, in both weights',
	async (_, name) => {
		const spelled = spell(name, shelf);
		expect(spelled.hasCodes).toBe(false);
		for (const { text, font } of toPieces(spelled)) {
			if (font === usualFont) continue;
			for (const weight of [400, 700] as const) {
				const opened = reader.create(Buffer.from(await shelf.cut(font, weight)));
				if (!('layout' in opened)) throw new Error('a collection of fonts');
				const ids = opened.layout(text).glyphs.map(({ id }) => id);
				expect(ids.length).toBeGreaterThan(0);
				expect(ids).not.toContain(0);
			}
		}
	},
	60_000
);

test('a letter that no font has is written as its number, and the file says so', async () => {
	const spelled = spell('𞤀𞤣𞤤𞤢𞤥 Bah', shelf);
	expect(spelled.text).toBe('‹U+1E900›‹U+1E923›‹U+1E924›‹U+1E922›‹U+1E925› Bah');
	expect(spelled.hasCodes).toBe(true);
	const draw = async (title: string) =>
		toTold(await drawReport({ title, lead: 'A season.', foot: 'Mock Rounds', parts: [] }));
	// Only the note has these letters.
	expect(await draw('𞤀𞤣')).toContain('k');
	expect((await draw('Bo')).has('z')).toBe(false);
}, 60_000);

test('Chinese characters take the shape of the letters beside them', () => {
	const toFont = (text: string) => toPieces(spell(text, shelf)).at(-1)!.font.split('/')[0];
	expect(toFont('直')).toBe('noto-sans-sc');
	expect(toFont('さくら直')).toBe('noto-sans-jp');
	expect(toFont('김直')).toBe('noto-sans-kr');
});

test('scripts without spaces have places to break between words', () => {
	const words = ['ผู้', 'ป่วย', 'ที่', 'ยาก', 'ที่สุด'];
	expect(spell(words.join(''), shelf).text.split('\u200b')).toEqual(words);
});

test('digits of Arabic run from left to right', async () => {
	const font = reader.create(Buffer.from(await shelf.cut('noto-sans-arabic/arabic', 400)));
	if (!('layout' in font)) throw new Error('a collection of fonts');
	const toIds = (text: string) => font.layout(text).glyphs.map(({ id }) => id);
	expect(toIds('۱۲۳')).toEqual(['۱', '۲', '۳'].flatMap(toIds));
});

test('names can be copied from the file in which they are written', async () => {
	const whole = [
		'张伟',
		'髙橋さくら',
		'김민준',
		'ნინო',
		'Հայկ',
		'አበበ',
		'สมชาย',
		'Щукина',
		'דור',
		'عبد'
	];
	const bytes = await drawReport({
		title: whole.join(' '),
		lead: whole.join(' '),
		foot: 'Mock Rounds',
		parts: []
	});
	const told = toTold(bytes);
	for (const letter of whole.join('')) expect(told, letter).toContain(letter);
	expect(bytes.length).toBeLessThan(200_000);
}, 60_000);

/** Letters that the file's fonts say their glyphs stand for. */
function toTold(pdf: Uint8Array): Set<string> {
	const bytes = Buffer.from(pdf);
	const found = new Set<string>();
	for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 1)) {
		const end = bytes.indexOf('endstream', at);
		if (bytes.subarray(at - 3, at).toString() === 'end' || end < 0) continue;
		const text = toInflated(bytes.subarray(at + 7, end));
		if (!text.includes('beginbfrange')) continue;
		for (const [, hex] of text.matchAll(/<([0-9a-f ]+)>/g))
			for (const letter of Buffer.from(hex!.replaceAll(' ', ''), 'hex')
				.swap16()
				.toString('utf16le'))
				found.add(letter);
	}
	return found;
}

function toInflated(bytes: Buffer): string {
	try {
		return inflateSync(bytes).toString('latin1');
	} catch {
		return '';
	}
}

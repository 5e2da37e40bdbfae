import { expect, test } from 'vitest';
import { hasRightToLeft, toDrawn, toVisualLines } from './visual-lines.ts';

/** Lines as they stand on the page, except that the letters of an Arabic or Hebrew word are in reading order. */
const toTexts = (text: string, most = 80) =>
	toVisualLines(text, most).lines.map((line) => line.map(({ text }) => text).join(''));
/** The same words, from left to right. */
const fromLeft = (...words: string[]) => words.join(' ');

test('an Arabic name inside a Latin one is turned word by word', () => {
	expect(toTexts('Dr عبد الرحمن Osei')).toEqual([fromLeft('Dr', 'الرحمن', 'عبد', 'Osei')]);
});

test('brackets in a right-to-left stretch still open towards what they hold', () => {
	expect(toTexts('\u2068כהן (Haifa)\u2069')).toEqual([fromLeft('(Haifa)', 'כהן')]);
	expect(toTexts('כהן (לוי)')).toEqual([fromLeft('(לוי)', 'כהן')]);
});

test('a paragraph has the direction of its first strong letter', () => {
	expect(toVisualLines('سؤال one', 80).isRightToLeft).toBe(true);
	expect(toVisualLines('one سؤال', 80).isRightToLeft).toBe(false);
});

test('lines are broken in reading order before they are turned', () => {
	expect(toTexts('אחת שתיים שלוש', 10)).toEqual([fromLeft('שתיים', 'אחת'), 'שלוש']);
	expect(toTexts('אבגדהוז', 3)).toEqual(['אבג', 'דהו', 'ז']);
});

test('each letter has a font that knows it', () => {
	const [line] = toVisualLines('Dr כהן و', 80).lines;
	const fonts = line!.filter(({ text }) => text.trim()).map(({ font }) => font);
	expect(fonts).toEqual(['Roboto', 'Arabic', 'Hebrew']);
});

test('marks of direction are not drawn', () => {
	expect(toDrawn('\u2068Dr Osei\u2069')).toBe('Dr Osei');
	expect(hasRightToLeft('Łukasz Ψάρρος Щука')).toBe(false);
});

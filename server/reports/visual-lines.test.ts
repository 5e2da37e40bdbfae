import { expect, test } from 'vitest';
import { spell, toDrawn } from './letters.ts';
import { hasRightToLeft, toVisualLines } from './visual-lines.ts';

/** A shelf of three fonts, told apart by script. */
const shelf = {
	find(letters: string) {
		if (/\p{Script=Arabic}/u.test(letters)) return 'Arabic';
		return /\p{Script=Hebrew}/u.test(letters) ? 'Hebrew' : 'Roboto';
	}
};

/** Lines as they stand on the page, except that the letters of an Arabic or Hebrew word are in reading order. */
const toTexts = (text: string, most = 80) =>
	toVisualLines(spell(text, shelf), most).lines.map((line) =>
		line.map(({ text }) => text).join('')
	);
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
	expect(toVisualLines(spell('سؤال one', shelf), 80).isRightToLeft).toBe(true);
	expect(toVisualLines(spell('one سؤال', shelf), 80).isRightToLeft).toBe(false);
});

test('lines are broken in reading order before they are turned', () => {
	expect(toTexts('אחת שתיים שלוש', 10)).toEqual([fromLeft('שתיים', 'אחת'), 'שלוש']);
	expect(toTexts('אבגדהוז', 3)).toEqual(['אבג', 'דהו', 'ז']);
});

test('each letter has a font that knows it', () => {
	const [line] = toVisualLines(spell('Dr כהן و', shelf), 80).lines;
	const fonts = line!.filter(({ text }) => text.trim()).map(({ font }) => font);
	expect(fonts).toEqual(['Roboto', 'Arabic', 'Hebrew']);
});

test('marks of direction are not drawn', () => {
	expect(toDrawn('\u2068Dr Osei\u2069')).toBe('Dr Osei');
	expect(hasRightToLeft('Łukasz Ψάρρος Щука')).toBe(false);
});

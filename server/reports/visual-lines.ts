import bidiFactory from 'bidi-js';
import { toLetterWidth } from '#lib/report/letter-width.ts';
import { usualFont } from './font-shelf.ts';
import { isTurn, type Piece, type Spelled } from './letters.ts';

const bidi = bidiFactory();
const rightToLeft =
	/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
export const hasRightToLeft = (text: string): boolean => rightToLeft.test(text);

/**
 * A text with right-to-left letters as lines of at most `most` letters in the order of the page, by the Unicode
 * bidirectional algorithm (UAX 9). A stretch of Arabic or Hebrew stays in reading order: the font turns it as it joins
 * its letters.
 */
export function toVisualLines(
	{ text, fonts }: Pick<Spelled, 'text' | 'fonts'>,
	most: number
): { isRightToLeft: boolean; lines: Piece[][] } {
	const direction = bidi.getEmbeddingLevels(text).paragraphs[0]?.level === 1 ? 'rtl' : 'ltr';
	const lines = toLines(text, most).map(({ from, to }) =>
		toLinePieces(text.slice(from, to), fonts.slice(from, to), direction)
	);
	return { isRightToLeft: direction === 'rtl', lines };
}

/** Where lines begin and end: broken at spaces, where a word is not longer than a line. */
function toLines(text: string, most: number): { from: number; to: number }[] {
	const lines: { from: number; to: number }[] = [];
	let room = 0;
	for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
		const width = toWidth(word);
		const last = lines.at(-1);
		if (last && width + 1 <= room) {
			last.to = index + word.length;
			room -= width + 1;
			continue;
		}
		room = 0;
		let at = index;
		for (const letter of word) {
			if (room < toWidth(letter)) {
				lines.push({ from: at, to: at });
				room = most;
			}
			at += letter.length;
			room -= toWidth(letter);
			lines.at(-1)!.to = at;
		}
	}
	return lines;
}

const toWidth = (text: string) => [...text].reduce((sum, letter) => sum + toLetterWidth(letter), 0);

function toLinePieces(line: string, fonts: readonly string[], direction: 'ltr' | 'rtl'): Piece[] {
	const result = bidi.getEmbeddingLevels(line, direction);
	const mirrored = bidi.getMirroredCharactersMap(line, result.levels);
	const groups: { key: string; isTurned: boolean; font: string; letters: string[] }[] = [];
	for (const index of bidi.getReorderedIndices(line, result)) {
		const letter = line[index]!;
		if (isTurn(letter)) continue;
		const font = fonts[index]!;
		const isTurned = result.levels[index]! % 2 === 1 && font !== usualFont;
		// Words of a turned stretch are laid from left to right by the drawer: each is a piece of its own.
		const key = `${font} ${isTurned} ${/\s/.test(letter)}`;
		const last = groups.at(-1);
		if (last?.key === key) last.letters.push(mirrored.get(index) ?? letter);
		else groups.push({ key, isTurned, font, letters: [mirrored.get(index) ?? letter] });
	}
	return groups.map(({ isTurned, font, letters }) => ({
		text: (isTurned ? letters.reverse() : letters).join(''),
		font
	}));
}

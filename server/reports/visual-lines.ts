import bidiFactory from 'bidi-js';

/** A stretch of one line that is set in one font, in the order in which it stands on the page. */
export interface Piece {
	text: string;
	font: 'Roboto' | 'Arabic' | 'Hebrew';
}

const bidi = bidiFactory();
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
/** Marks that turn the direction of what is around them: read by the algorithm, never drawn. */
const controls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export const hasRightToLeft = (text: string): boolean => rightToLeft.test(text);

export const toDrawn = (text: string): string => text.replace(controls, '');

/**
 * A text with right-to-left letters as lines of at most `most` characters in the order of the page, by the Unicode
 * bidirectional algorithm (UAX 9). A stretch of Arabic or Hebrew stays in reading order: the font turns it as it joins
 * its letters.
 */
export function toVisualLines(
	text: string,
	most: number
): { isRightToLeft: boolean; lines: Piece[][] } {
	const direction = bidi.getEmbeddingLevels(text).paragraphs[0]?.level === 1 ? 'rtl' : 'ltr';
	const lines = toLines(text, most).map((line) => toPieces(line, direction));
	return { isRightToLeft: direction === 'rtl', lines };
}

/** Broken at spaces, where a word is not longer than a line. */
function toLines(text: string, most: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/\s+/).filter(Boolean)) {
		const line = lines.at(-1);
		if (line !== undefined && line.length + 1 + word.length <= most)
			lines[lines.length - 1] = `${line} ${word}`;
		else
			for (let from = 0; from < word.length; from += most)
				lines.push(word.slice(from, from + most));
	}
	return lines;
}

function toPieces(line: string, direction: 'ltr' | 'rtl'): Piece[] {
	const result = bidi.getEmbeddingLevels(line, direction);
	const mirrored = bidi.getMirroredCharactersMap(line, result.levels);
	const groups: { key: string; isTurned: boolean; font: Piece['font']; letters: string[] }[] = [];
	for (const index of bidi.getReorderedIndices(line, result)) {
		const letter = line[index]!;
		if (letter.search(controls) === 0) continue;
		const font = toFont(letter);
		const isTurned = result.levels[index]! % 2 === 1 && font !== 'Roboto';
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

function toFont(letter: string): Piece['font'] {
	if (/[\p{Script=Arabic}\u064b-\u0655\u0670]/u.test(letter) || letter === '\u060c')
		return 'Arabic';
	return /[\p{Script=Hebrew}]/u.test(letter) ? 'Hebrew' : 'Roboto';
}

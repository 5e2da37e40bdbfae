import { usualFont, type FontShelf, type Region } from './font-shelf.ts';

/** A stretch of text in one font. */
export interface Piece {
	text: string;
	font: string;
}

/** A text with the font of each of its UTF-16 units. */
export interface Spelled {
	text: string;
	fonts: readonly string[];
	/** Whether some of it is written as code points, because no font has it. */
	hasCodes: boolean;
}

/** Marks that turn the direction of what is around them: read by the bidirectional algorithm, never drawn. */
const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** What has no shape of its own and no place in a line of text. */
const noise = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u2060\ufeff]/gu;
/** Scripts that are written without spaces and may be broken between words alone. */
const spaceless = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

export const isTurn = (letter: string): boolean => letter.search(turns) === 0;
export const toDrawn = (text: string): string => text.replace(turns, '');

/** Letters that no font has, so that nobody takes a gap for nothing: `‹U+1E900›`. */
const toCode = (letter: string) =>
	`‹U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`;

/** One paragraph as it can be set: composed, with a font for each letter and code points where there is none. */
export function spell(paragraph: string, shelf: Pick<FontShelf, 'find'>): Spelled {
	const plain = paragraph.normalize('NFC').replace(noise, '').replace(/\s+/gu, ' ').trim();
	const region = toRegion(plain);
	const found: Piece[] = [];
	let hasCodes = false;
	const take = (letters: string): boolean => {
		const font = shelf.find(letters, region, found.at(-1)?.font);
		if (font) found.push({ text: letters, font });
		return font !== null;
	};
	for (const { segment } of clusters.segment(toBreakable(plain))) {
		if (isTurn(segment)) found.push({ text: segment, font: found.at(-1)?.font ?? usualFont });
		else if (!take(segment))
			for (const letter of segment)
				if (!take(letter)) {
					found.push({ text: toCode(letter), font: usualFont });
					hasCodes = true;
				}
	}
	return {
		text: found.map(({ text }) => text).join(''),
		fonts: found.flatMap(({ text, font }) => Array.from({ length: text.length }, () => font)),
		hasCodes
	};
}

function toRegion(text: string): Region {
	if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'jp';
	return /\p{Script=Hangul}/u.test(text) ? 'kr' : 'sc';
}

/** With a place to break, of no width, between words that have no space between them. */
function toBreakable(text: string): string {
	if (!spaceless.test(text)) return text;
	const parts = [...words.segment(text)];
	return parts
		.map(({ segment }, index) => {
			const next = parts[index + 1]?.segment ?? '';
			return spaceless.test(segment.at(-1)!) && spaceless.test(next.charAt(0))
				? `${segment}\u200b`
				: segment;
		})
		.join('');
}

/** From left to right as written, for texts of one direction. */
export function toPieces({ text, fonts }: Pick<Spelled, 'text' | 'fonts'>): Piece[] {
	const pieces: Piece[] = [];
	for (let index = 0; index < text.length; index += 1) {
		const [letter, font] = [text[index]!, fonts[index]!];
		if (isTurn(letter)) continue;
		const last = pieces.at(-1);
		if (last?.font === font) last.text += letter;
		else pieces.push({ text: letter, font });
	}
	return pieces;
}

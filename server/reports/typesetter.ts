import type { ContentStack, TFontDictionary } from 'pdfmake/interfaces.js';
import { usualFont, type FontShelf, type Weight } from './font-shelf.ts';
import { spell, toPieces, type Piece } from './letters.ts';
import { hasRightToLeft, toVisualLines } from './visual-lines.ts';

export interface TextStyle {
	fontSize?: number;
	bold?: boolean;
	color?: string;
	margin?: [number, number, number, number];
	noWrap?: boolean;
	/** Points that a line has. */
	room: number;
}

/** Sets the texts of one report and knows what they need. */
export interface Typesetter {
	/** A text in its own direction, whatever is beside it, each letter in a font that has it. */
	set(text: string, style: TextStyle): ContentStack;
	/** Whether something had to be written as code points. */
	hasCodes(): boolean;
	/** Fonts beside the usual one that what was set so far needs, and their bytes by name. */
	cut(): Promise<{ fonts: TFontDictionary; files: Map<string, Uint8Array> }>;
}

export const usualSize = 9.5;
/** Letters of these fonts take less than this share of their size on average over a line. */
const letterWidth = 0.52;

export function createTypesetter(shelf: FontShelf): Typesetter {
	let isCoded = false;
	const needed = new Map<string, Set<Weight>>();

	function note({ font }: Piece, weight: Weight): void {
		if (font === usualFont) return;
		needed.set(font, (needed.get(font) ?? new Set<Weight>()).add(weight));
	}

	return {
		set(text, { room, margin, ...style }) {
			const weight = style.bold ? 700 : 400;
			const stack = text
				.split(/\r?\n/)
				.filter((one) => one.trim())
				.map((paragraph) => {
					const spelled = spell(paragraph, shelf);
					isCoded ||= spelled.hasCodes;
					for (const piece of toPieces(spelled)) note(piece, weight);
					if (!hasRightToLeft(spelled.text)) return { text: toPieces(spelled), ...style };
					const most = Math.floor(room / ((style.fontSize ?? usualSize) * letterWidth));
					const { lines, isRightToLeft } = toVisualLines(spelled, most);
					return {
						stack: lines.map((pieces) => ({
							text: pieces.map((piece) => ({ ...piece, noWrap: true })),
							alignment: isRightToLeft ? ('right' as const) : ('left' as const),
							...style
						}))
					};
				});
			return { stack, ...(margin ? { margin } : {}) };
		},

		hasCodes: () => isCoded,

		async cut() {
			const [fonts, files]: [TFontDictionary, Map<string, Uint8Array>] = [{}, new Map()];
			for (const [font, weights] of needed) {
				const toName = (weight: Weight) => `${font}/${weight}`;
				for (const weight of weights) files.set(toName(weight), await shelf.cut(font, weight));
				const normal = toName(weights.has(400) ? 400 : 700);
				const bold = toName(weights.has(700) ? 700 : 400);
				fonts[font] = { normal, bold, italics: normal, bolditalics: bold };
			}
			return { fonts, files };
		}
	};
}

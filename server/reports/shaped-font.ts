import { createRequire } from 'node:module';
import type * as fontkit from 'fontkit';
import * as hb from 'harfbuzzjs';

/** The reader of fonts that the drawer asks: its own copy of the library, not the one that `import` gives. */
const reader = createRequire(import.meta.url)('fontkit') as Pick<typeof fontkit, 'create'> & {
	registerFormat(format: {
		new (stream: { buffer: Uint8Array }): object;
		probe(bytes: Uint8Array): boolean;
	}): void;
};

const mark = Buffer.from('HarfBuzz');
/** Roboto's, so that a line is as high with a name in another script as without. */
const [ascent, descent] = [0.928, -0.244];
/** What has a direction of its own: digits run from left to right in every script. */
const letter = /[\p{L}\p{M}]/u;

/** A TrueType font whose letters HarfBuzz joins and places: the drawer's own rules fail on many scripts. */
export const toShaped = (font: Uint8Array): Uint8Array => Buffer.concat([mark, font]);

class ShapedFont {
	static probe(bytes: Uint8Array): boolean {
		return mark.equals(bytes.subarray(0, mark.length));
	}

	constructor({ buffer }: { buffer: Uint8Array }) {
		const bytes = Buffer.from(buffer.subarray(mark.length));
		const font = reader.create(bytes) as fontkit.Font;
		const shaper = new hb.Font(new hb.Face(new hb.Blob(bytes)));
		const toHeight = (share: number) => ({ value: share * font.unitsPerEm });
		return Object.defineProperties(font, {
			layout: { value: (text: string) => shape(font, shaper, text) },
			ascent: toHeight(ascent),
			descent: toHeight(descent),
			lineGap: toHeight(0)
		});
	}
}
reader.registerFormat(ShapedFont);

/** Glyphs from left to right with their places, in units of the font. */
function shape(font: fontkit.Font, shaper: hb.Font, text: string) {
	const buffer = new hb.Buffer();
	buffer.addText(text);
	buffer.guessSegmentProperties();
	if (!letter.test(text)) buffer.setDirection(hb.Direction.LTR);
	hb.shape(shaper, buffer);
	const clusters = Map.groupBy(buffer.getGlyphInfos(), ({ cluster }) => cluster);
	const starts = [...clusters.keys()].sort((a, b) => a - b);
	const glyphs = [...clusters].flatMap(([start, infos]) => {
		const letters = [...text.slice(start, starts[starts.indexOf(start) + 1] ?? text.length)];
		const told = toTold(
			letters,
			infos.map(({ codepoint: glyphId }) => font.stringsForGlyph(glyphId))
		);
		return infos.map(({ codepoint: glyphId }, index) =>
			font.getGlyph(
				glyphId,
				told[index]!.map((letter) => letter.codePointAt(0)!)
			)
		);
	});
	const positions = buffer.getGlyphPositions();
	return {
		glyphs,
		positions,
		get advanceWidth() {
			return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
		}
	};
}

/**
 * What each glyph of a cluster stands for when text is copied: the letter that it is the shape of, and the first one
 * that is no letter's shape for those that are left.
 */
function toTold(letters: string[], shapes: readonly string[][]): string[][] {
	const left = [...letters];
	const told = shapes.map((own) => {
		const at = left.findIndex((letter) => own.includes(letter));
		return at < 0 ? [] : left.splice(at, 1);
	});
	told.find((one) => one.length === 0)?.push(...left);
	return told;
}

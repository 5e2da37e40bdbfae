import { planeWidth, toX, type Domain } from './chart.ts';
import type { SeriesId } from './record.ts';

/** The accent and the second hue of the light theme, written out: a file has no theme. */
export const hues: Record<SeriesId, string> = {
	mentor: '#14525a',
	peer: '#14525a',
	self: '#83306b',
	solo: '#83306b'
};
export const paper = '#fbf9f5';
export const quietInk = '#5c5548';
export const ink = '#2a2520';
export const rule = '#dcd7cd';

export const pictureWidth = 960;
const fontSize = 13;
const lineHeight = 18;
/** Letters of the sentence that fit beside each other. */
const lettersInLine = 112;

export const toSafe = (text: string) =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/\p{Cc}/gu, '');

/** A name above a sentence, broken into lines, and what is drawn below them. */
export interface Picture {
	title: string;
	sentence: string;
	/** Height of what is drawn, without title and sentence. */
	height: number;
	/** Draws it, given where it begins. */
	draw: (top: number) => string[];
}

/** An SVG file of `pictureWidth`; its texts are escaped here, those that `draw` gives by `draw`. */
export function toPicture({ title, sentence, height: body, draw }: Picture): string {
	const lines = toLines(sentence);
	const top = 46 + lines.length * lineHeight;
	const height = top + body;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pictureWidth} ${height}" width="${pictureWidth}" height="${height}" font-family="Inter, system-ui, sans-serif" font-size="${fontSize}" fill="${quietInk}">`,
		`<rect width="${pictureWidth}" height="${height}" fill="${paper}"/>`,
		`<text x="40" y="28" font-size="17" font-weight="600" fill="${ink}">${toSafe(title)}</text>`,
		...lines.map(
			(line, index) => `<text x="40" y="${48 + index * lineHeight}">${toSafe(line)}</text>`
		),
		...draw(top),
		'</svg>'
	].join('');
}

function toLines(text: string): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ').filter(Boolean)) {
		const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
		if (lines.length > 0 && longer.length <= lettersInLine) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}

/** Where a moment lies in a picture whose field goes from `left` over `wide`. */
export const toPictureX = (at: number, domain: Domain, left: number, wide: number): number =>
	left + (toX(at, domain) / planeWidth) * wide;

/** A mark of a series in a file: hollow for peers and alone, square for one's own. */
export function toMark(series: SeriesId, x: number, y: number, size = 7): string {
	const hue = hues[series];
	const isHollow = series === 'peer' || series === 'solo';
	const look = isHollow ? `fill="${paper}" stroke="${hue}" stroke-width="2"` : `fill="${hue}"`;
	const half = (isHollow ? size - 1 : size) / 2;
	return series === 'self' || series === 'solo'
		? `<rect x="${x - half}" y="${y - half}" width="${half * 2}" height="${half * 2}" ${look}/>`
		: `<circle cx="${x}" cy="${y}" r="${half}" ${look}/>`;
}

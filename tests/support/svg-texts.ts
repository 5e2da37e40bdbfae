/** A text of an SVG file as it lies in the picture; widths by the room that a letter of Inter takes at most on average. */
export interface SvgText {
	words: string;
	left: number;
	right: number;
	top: number;
	bottom: number;
}

const letterWidth = 0.58;

/** The texts of a file of ours: each an element of its own, with attributes in quotes. */
export function toSvgTexts(svg: string): SvgText[] {
	const usual = Number(/<svg[^>]*font-size="([\d.]+)"/.exec(svg)?.[1]);
	return [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(
		([, attributes = '', escaped = '']) => {
			const toValue = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
			const words = escaped.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(+code));
			const size = Number(toValue('font-size') ?? usual);
			const width = words.length * size * letterWidth;
			const [x, y] = [Number(toValue('x')), Number(toValue('y'))];
			const anchor = toValue('text-anchor') ?? 'start';
			const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
			return { words, left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.2 };
		}
	);
}

/** What is wrong with a picture: a number that is none, a text that leaves it, or two that lie over each other. */
export function findPictureFaults(svg: string): string[] {
	const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
	const texts = toSvgTexts(svg);
	const faults = svg.match(/NaN|undefined|Infinity|null/g)?.map((one) => `says ${one}`) ?? [];
	for (const { words, left, right, top, bottom } of texts)
		if (left < 0 || right > width! || top < 0 || bottom > height!) faults.push(`outside: ${words}`);
	texts.forEach((one, index) => {
		for (const other of texts.slice(index + 1)) {
			const isBeside = one.right <= other.left || other.right <= one.left;
			const isBelow = one.bottom <= other.top || other.bottom <= one.top;
			if (!isBeside && !isBelow) faults.push(`overlap: ${one.words} | ${other.words}`);
		}
	});
	for (const [, x, y] of svg.matchAll(/<(?:circle|rect)[^>]* c?x="([^"]*)" c?y="([^"]*)"/g))
		if (!(+x! >= 0 && +x! <= width! && +y! >= 0 && +y! <= height!))
			faults.push(`mark at ${x} ${y}`);
	return faults;
}

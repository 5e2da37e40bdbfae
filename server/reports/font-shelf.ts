import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import subsetFont from 'subset-font';
import { toShaped } from './shaped-font.ts';

/** The font that sets what it has letters for; others stand in where it has none. */
export const usualFont = 'Roboto';

export type Weight = 400 | 700;

export interface FontShelf {
	/**
	 * The name of a font that has all of this: the usual one, else `last`, else the first of the shelf. Letters that are
	 * Chinese, Japanese and Korean alike are taken in the shape of `region`. Null: no font has it.
	 */
	find(letters: string, region: Region, last?: string | null): string | null;
	/** A font of the shelf in one weight, as the drawer takes it. */
	cut(font: string, weight: Weight): Promise<Uint8Array>;
}

/** Whose shapes Chinese characters take: said by the letters that stand beside them. */
export const regions = ['sc', 'jp', 'kr', 'tc'] as const;
export type Region = (typeof regions)[number];

/** Packages of one font each, in many files by range of letters, so that only what a text needs is read. */
const packages = [
	'noto-sans',
	...regions.map((region) => `noto-sans-${region}`),
	...['arabic', 'armenian', 'bengali', 'devanagari', 'ethiopic', 'georgian', 'gujarati'].map(
		(script) => `noto-sans-${script}`
	),
	...['gurmukhi', 'hebrew', 'kannada', 'khmer', 'lao', 'malayalam', 'myanmar', 'oriya'].map(
		(script) => `noto-sans-${script}`
	),
	...['sinhala', 'syriac', 'tamil', 'telugu', 'thaana', 'thai'].map(
		(script) => `noto-sans-${script}`
	),
	'noto-emoji'
];

const { resolve } = createRequire(import.meta.url);
const toPath = (name: string, part: string) => resolve(`@fontsource-variable/${name}/${part}`);

interface FontFile {
	font: string;
	package: string;
	path: string;
	/** What it is said to have, as pairs of first and last code point. */
	ranges: readonly (readonly [number, number])[];
}

function readFiles(name: string): FontFile[] {
	const parts = JSON.parse(readFileSync(toPath(name, 'unicode.json'), 'utf8')) as Record<
		string,
		string
	>;
	return Object.entries(parts).map(([key, ranges]) => {
		const part = key.replace(/^\[|\]$/g, '');
		return {
			font: `${name}/${part}`,
			package: name,
			path: toPath(name, `files/${name}-${part}-wght-normal.woff2`),
			ranges: ranges.split(',').map((range) => {
				const [from, to] = range.trim().slice(2).split('-');
				return [Number.parseInt(from!, 16), Number.parseInt(to ?? from!, 16)] as const;
			})
		};
	});
}

/** Marks that shape what is around them and are never drawn: joiners and selectors of a variant. */
const unseen = /[\u200b-\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Fonts for every script that has one here. `usualPath` is the usual font's file. */
export function createFontShelf(usualPath: string): FontShelf {
	const files = packages.flatMap(readFiles);
	const fileOf = new Map(files.map((file) => [file.font, file]));
	const usual = toLetters(usualPath);
	/** What a file has in truth: its list of ranges names some that it has not. */
	const lettersOf = new Map<string, ReadonlySet<number>>();

	function has(file: FontFile, codes: readonly number[]): boolean {
		const isSaid = (code: number) => file.ranges.some(([from, to]) => code >= from && code <= to);
		if (!codes.every(isSaid)) return false;
		const letters = lettersOf.get(file.font) ?? toLetters(file.path);
		lettersOf.set(file.font, letters);
		return codes.every((code) => letters.has(code));
	}

	return {
		find(letters, region, last = null) {
			const codes = [...letters.replace(unseen, '')].map((letter) => letter.codePointAt(0)!);
			if (codes.every((code) => usual.has(code))) return usualFont;
			const lastFile = last === null ? undefined : fileOf.get(last);
			if (lastFile && has(lastFile, codes)) return lastFile.font;
			const near = files.filter((file) => file.package === `noto-sans-${region}`);
			return [...near, ...files].find((file) => has(file, codes))?.font ?? null;
		},

		cut: async (font, weight) =>
			toShaped(
				await subsetFont(readFileSync(fileOf.get(font)!.path), null, {
					keepAllGlyphs: true,
					targetFormat: 'truetype',
					variationAxes: { wght: weight }
				})
			)
	};
}

function toLetters(path: string): ReadonlySet<number> {
	const font = create(readFileSync(path));
	if (!('characterSet' in font)) throw new Error(`${path} is a collection of fonts, not one.`);
	return new Set(font.characterSet);
}

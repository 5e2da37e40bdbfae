import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { Content, ContentStack, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { ReportStep } from '#lib/report/making.ts';
import type { Part, Report } from '#lib/report/report.ts';
import { toChartContent } from './draw-chart.ts';
import { createFontShelf, usualFont } from './font-shelf.ts';
import { toDrawn } from './letters.ts';
import { createTypesetter, usualSize, type TextStyle } from './typesetter.ts';

const { resolve } = createRequire(import.meta.url);
const toRoboto = (name: string) => resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`);
const usual = {
	normal: toRoboto('Regular'),
	bold: toRoboto('Medium'),
	italics: toRoboto('Italic'),
	bolditalics: toRoboto('MediumItalic')
};
const usualFiles = new Set(Object.values(usual));

const ink = '#2a2520';
const quiet = '#5c5548';
const rule = '#dcd7cd';
const accent = '#14525a';
const codesNote =
	'Letters in angle brackets, such as ‹U+1E900›, are Unicode numbers: this file has no font for them.';
/** The width between the margins of a sheet of A4, in points. */
const width = 595 - 2 * 48;

pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path: string) => usualFiles.has(path));
const shelf = createFontShelf(usual.normal);

/** A report as a PDF of A4, with every letter's font inside; `onStep` is told what is begun. */
export async function drawReport(
	report: Report,
	onStep: (step: ReportStep) => void = () => undefined
): Promise<Uint8Array> {
	onStep({ step: 'letters' });
	const setter = createTypesetter(shelf);
	const toText = (text: string, style: Partial<TextStyle> = {}) =>
		setter.set(text, { room: width, ...style });
	const content = [
		toText(report.title, { fontSize: 20, bold: true }),
		toText(report.lead, { fontSize: 10.5, color: quiet, margin: [0, 2, 0, 10] }),
		...report.parts.map((part) => toContent(part, toText))
	];
	const foot = toText(report.foot, { fontSize: 7.5, color: quiet, room: width - 40 });
	if (setter.hasCodes()) content.push(toText(codesNote, { color: quiet, margin: [0, 6, 0, 0] }));
	const definition: TDocumentDefinitions = {
		pageSize: 'A4',
		pageMargins: [48, 44, 48, 52],
		info: { title: toDrawn(`${report.title}: ${report.lead}`), creator: 'Mock Rounds' },
		defaultStyle: { font: usualFont, fontSize: usualSize, lineHeight: 1.2, color: ink },
		content,
		footer: (page, pages) => ({
			margin: [48, 14, 48, 0],
			columns: [
				structuredClone(foot),
				{ text: `${page} of ${pages}`, width: 40, alignment: 'right', fontSize: 7.5, color: quiet }
			]
		})
	};
	const { fonts, files } = await setter.cut();
	onStep({ step: 'pages' });
	pdfmake.setFonts({ [usualFont]: { ...usual }, ...fonts });
	// Both are read before the first wait of the drawer: another report may be set meanwhile.
	Object.assign(pdfmake, { virtualfs: toFileSystem(files) });
	return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}

/** Fonts of one report by name, as the drawer reads them. */
const toFileSystem = (files: ReadonlyMap<string, Uint8Array>) => ({
	existsSync: (name: string) => files.has(name),
	readFileSync: (name: string) => files.get(name)
});

type ToText = (text: string, style?: Partial<TextStyle>) => ContentStack;

function toContent(part: Part, toText: ToText): Content {
	switch (part.kind) {
		case 'heading':
			return toText(part.text, { fontSize: 12, bold: true, margin: [0, 10, 0, 3] });
		case 'sentence':
			return toText(part.text, { margin: [0, 1, 0, 3] });
		case 'words':
			return {
				margin: [0, 2, 0, 4],
				columns: [
					{ text: part.label, width: 70, bold: true, color: accent },
					{ ...toText(part.text, { room: width - 80 }), width: '*' }
				]
			};
		case 'table':
			return toTable(part, toText);
		case 'chart':
			return toChartContent(part, width, quiet);
	}
}

function toTable({ head, rows }: Extract<Part, { kind: 'table' }>, toText: ToText): Content {
	const room = width / head.length;
	/** Names and sentences are broken, figures not. */
	const isWide = (column: number) => column === 0 || column === 2;
	return {
		table: {
			headerRows: 1,
			widths: head.map((_, column) => (isWide(column) ? '*' : 'auto')),
			body: [
				head.map((cell) => ({ text: cell, bold: true, color: quiet, fontSize: 8 })),
				...rows.map((row) =>
					row.map((cell, column) => toText(cell, { fontSize: 8.5, room, noWrap: !isWide(column) }))
				)
			]
		},
		layout: {
			hLineWidth: (line: number) => (line === 0 ? 0 : 0.5),
			vLineWidth: () => 0,
			hLineColor: () => rule,
			paddingLeft: (column: number) => (column === 0 ? 0 : 6),
			paddingRight: () => 6,
			paddingTop: () => 1.5,
			paddingBottom: () => 1
		}
	};
}

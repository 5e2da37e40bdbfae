import { kindNames } from '../interview/words.ts';
import {
	ink,
	pictureWidth,
	quietInk,
	rule,
	toMark,
	toPicture,
	toPictureX,
	toSafe
} from './picture.ts';
import { toSeriesId } from './record.ts';
import { toTimelineSentence, type Timeline } from './timeline.ts';
import type { EntryView } from './view.ts';

const left = 180;
const wide = pictureWidth - left - 40;
const rowHeight = 34;
/** A pause as wide as this has room for its words. */
const wordsWidth = 70;

/** The season over time as a picture of its own. */
export function toTimelineSvg(
	timeline: Timeline,
	entries: readonly Pick<EntryView, 'finishedAt'>[],
	reader: { timeZone: string; now: string }
): string {
	const { axis, rows, pauses, real, labels } = timeline;
	const tall = rows.length * rowHeight;
	const toLeft = (moment: number) => toPictureX(moment, axis.domain, left, wide);
	const draw = (above: number): string[] => {
		const top = above + 20;
		const bands = pauses.flatMap(({ from, to, words }) => {
			const [x, width] = [toLeft(from), toLeft(to) - toLeft(from)];
			const band = `<rect x="${x}" y="${top}" width="${width}" height="${tall}" fill="#f1ede5"/>`;
			const said = `<text x="${x + width / 2}" y="${top + tall + 14}" text-anchor="middle" font-size="11">${words}</text>`;
			return width >= wordsWidth ? [band, said] : [band];
		});
		const names = rows.flatMap(({ kind, indexes }, row) => {
			const y = top + (row + 0.5) * rowHeight;
			const size = indexes.length > 120 ? 5 : indexes.length > 48 ? 6 : 8;
			return [
				`<path d="M${left} ${y}h${wide}" stroke="${rule}"/>`,
				`<text x="40" y="${y + 4}" fill="${ink}">${kindNames[kind]} (${indexes.length})</text>`,
				...indexes.map((index) =>
					toMark(
						toSeriesId(kind, kind === 'solo' ? 'self' : 'interviewer')!,
						toLeft(Date.parse(entries[index]!.finishedAt)),
						y,
						size
					)
				)
			];
		});
		const dates = labels.map(
			({ at, text, align }) =>
				`<text x="${toLeft(at)}" y="${top + tall + 34}" text-anchor="${align}">${toSafe(text)}</text>`
		);
		return [...bands, ...names, ...dates, ...toReal(real, toLeft, top, tall)];
	};
	return toPicture({
		title: 'Interviews over time',
		sentence: toTimelineSentence(timeline, reader),
		height: tall + 72,
		draw
	});
}

function toReal(
	real: Timeline['real'],
	toLeft: (moment: number) => number,
	top: number,
	tall: number
): string[] {
	if (!real?.isDrawn) return [];
	const x = toLeft(real.at);
	const align = x > left + wide / 2 ? 'end' : 'start';
	return [
		`<path d="M${x} ${top}v${tall}" stroke="${ink}" stroke-width="1.5"/>`,
		`<text x="${x}" y="${top - 7}" text-anchor="${align}" fill="${quietInk}">Real interview, ${toSafe(real.date)}</text>`
	];
}

import { categories, type Category } from '../deck/question.ts';
import { toWallTime } from '../time/zone.ts';
import { toShortDate } from './dates.ts';
import type { SeasonEntry } from './record.ts';

/** Answers by category and time. */
export interface Heat {
	columns: string[];
	rows: { category: Category; counts: number[]; total: number }[];
	/** The largest cell: the darkest tone. */
	most: number;
}

const weekMs = 7 * 86_400_000;
const mostWeeks = 13;

/** Columns are weeks for a season, months for longer; empty ones stay, they are the gaps. SPEC 7.1. */
export function toHeat(entries: readonly SeasonEntry[], zone: string, now: string): Heat {
	const [first, last] = [entries[0], entries.at(-1)];
	if (!first || !last) return { columns: [], rows: [], most: 0 };
	const [start, end] = [Date.parse(first.finishedAt), Date.parse(last.finishedAt)];
	const isWeekly = end - start < mostWeeks * weekMs;
	const toMonth = (at: number) => {
		const { year, month } = toWallTime(at, zone);
		return year * 12 + month - 1;
	};
	const toColumn = (at: number) =>
		isWeekly ? Math.floor((at - start) / weekMs) : toMonth(at) - toMonth(start);
	const columns = Array.from({ length: toColumn(end) + 1 }, (_, column) => {
		if (isWeekly) return toShortDate(new Date(start + column * weekMs).toISOString(), zone, now);
		const month = toMonth(start) + column;
		return toMonthLabel(month % 12, Math.floor(month / 12));
	});
	const rows = categories.flatMap((category) => {
		const counts = columns.map(() => 0);
		for (const { answers, finishedAt } of entries) {
			const column = toColumn(Date.parse(finishedAt));
			counts[column]! += answers.filter((answer) => answer.category === category).length;
		}
		const total = counts.reduce((sum, count) => sum + count, 0);
		return total > 0 ? [{ category, counts, total }] : [];
	});
	return { columns, rows, most: Math.max(0, ...rows.flatMap(({ counts }) => counts)) };
}

const shortMonths = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const toMonthLabel = (month: number, year: number) =>
	`${shortMonths[month]} ’${String(year % 100).padStart(2, '0')}`;

import { categories, type Category } from '../deck/question.ts';
import { toStartOfMonth } from '../time/day.ts';
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
	const columns =
		end - start < mostWeeks * weekMs ? toWeeks(start, end, zone, now) : toMonths(start, end, zone);
	const toColumn = (at: number) => columns.findLastIndex((column) => column.from <= at);
	const countsOf = new Map(categories.map((category) => [category, columns.map(() => 0)]));
	for (const { answers, finishedAt } of entries) {
		const column = toColumn(Date.parse(finishedAt));
		for (const { category } of answers) countsOf.get(category)![column]! += 1;
	}
	const rows = [...countsOf].flatMap(([category, counts]) => {
		const total = counts.reduce((sum, count) => sum + count, 0);
		return total > 0 ? [{ category, counts, total }] : [];
	});
	return {
		columns: columns.map(({ label }) => label),
		rows,
		most: Math.max(0, ...rows.flatMap(({ counts }) => counts))
	};
}

/** Columns with the moments at which they begin; the first holds everything before it. */
type Column = { from: number; label: string };

function toWeeks(start: number, end: number, zone: string, now: string): Column[] {
	const count = Math.floor((end - start) / weekMs) + 1;
	return Array.from({ length: count }, (_, week) => {
		const from = start + week * weekMs;
		return { from, label: toShortDate(new Date(from).toISOString(), zone, now) };
	});
}

const shortMonths = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function toMonths(start: number, end: number, zone: string): Column[] {
	const toMonth = ({ year, month }: { year: number; month: number }) => year * 12 + month - 1;
	const first = toMonth(toWallTime(start, zone));
	const count = toMonth(toWallTime(end, zone)) - first + 1;
	return Array.from({ length: count }, (_, index) => {
		const [year, month] = [Math.floor((first + index) / 12), (first + index) % 12];
		return {
			from: toStartOfMonth(year, month, zone),
			label: `${shortMonths[month]} ’${String(year % 100).padStart(2, '0')}`
		};
	});
}

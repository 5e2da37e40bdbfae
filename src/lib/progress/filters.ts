import { seriesIds, type SeasonEntry, type SeriesId } from './record.ts';

export const spans = ['all', '12w', '4w'] as const;
export type Span = (typeof spans)[number];

export const spanNames: Record<Span, string> = {
	all: 'Everything',
	'12w': 'Last 12 weeks',
	'4w': 'Last 4 weeks'
};

const spanWeeks: Record<Span, number> = { all: Infinity, '12w': 12, '4w': 4 };

/** What the page shows, as its address says. */
export interface Filters {
	/** Laid over each other, in the fixed order; empty: what there is most use for. */
	series: SeriesId[];
	span: Span;
	/** The line as if everybody rated alike. */
	isRaw: boolean;
	/** One criterion alone; null: all. */
	criterionId: string | null;
	view: 'charts' | 'table';
}

/** Reads the address; what it does not know is left out, so that an old link still opens. */
export function readFilters(search: URLSearchParams): Filters {
	const asked = new Set(search.getAll('series').flatMap((one) => one.split(',')));
	const span = search.get('span');
	return {
		series: seriesIds.filter((id) => asked.has(id)),
		span: spans.find((one) => one === span) ?? 'all',
		isRaw: search.get('line') === 'raw',
		criterionId: search.get('criterion') || null,
		view: search.get('view') === 'table' ? 'table' : 'charts'
	};
}

/** The address for filters: `?series=mentor,self&span=12w`; empty for what is shown anyhow. `more` stands behind them. */
export function toSearch(filters: Filters, more: Record<string, string> = {}): string {
	const search = new URLSearchParams();
	if (filters.series.length > 0) search.set('series', filters.series.join(','));
	if (filters.span !== 'all') search.set('span', filters.span);
	if (filters.isRaw) search.set('line', 'raw');
	if (filters.criterionId) search.set('criterion', filters.criterionId);
	if (filters.view !== 'charts') search.set('view', filters.view);
	for (const [name, value] of Object.entries(more)) search.set(name, value);
	return search.size > 0 ? `?${search.toString().replaceAll('%2C', ',')}` : '';
}

/** The series that are shown when none is asked for: interviewers', else one's own; beside the first, one's own. */
export function toShownSeries(
	asked: readonly SeriesId[],
	entries: readonly Pick<SeasonEntry, 'cards'>[]
): SeriesId[] {
	if (asked.length > 0) return [...asked];
	const has = (id: SeriesId) =>
		entries.some(({ cards }) =>
			cards.some(({ series, marks }) => series === id && Object.keys(marks).length > 0)
		);
	const main = seriesIds.find(has);
	if (!main) return [];
	return main === 'mentor' || main === 'peer'
		? [main, ...(has('self') ? ['self' as const] : [])]
		: [main];
}

/** Entries of the span, counted back from `now`. */
export function toSpanEntries<Entry extends Pick<SeasonEntry, 'finishedAt'>>(
	entries: readonly Entry[],
	span: Span,
	now: string
): Entry[] {
	const from = Date.parse(now) - spanWeeks[span] * 7 * 86_400_000;
	return entries.filter(({ finishedAt }) => Date.parse(finishedAt) >= from);
}

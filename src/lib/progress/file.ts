import { toSvg } from './svg.ts';
import { toTimelineSvg } from './timeline-svg.ts';
import { toTimeline } from './timeline.ts';
import type { SeasonView } from './view.ts';

/** A response that a browser keeps as a file; it is nobody else's, so no cache holds it. */
export const toFile = (body: BodyInit, type: string, name: string): Response =>
	new Response(body, {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store'
		}
	});

/** A report, shown by the browser before it is kept. */
export const toPdf = (bytes: Uint8Array, name: string): Response =>
	new Response(bytes as Uint8Array<ArrayBuffer>, {
		headers: {
			'content-type': 'application/pdf',
			'content-length': String(bytes.byteLength),
			'content-disposition': `inline; filename="${name}"`,
			'cache-control': 'private, no-store'
		}
	});

/** Text as it is asked for. A byte order mark tells spreadsheets that names are in UTF-8. */
export function toStream(
	lines: Iterable<string> | AsyncIterable<string>
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	const rest =
		Symbol.asyncIterator in lines ? lines[Symbol.asyncIterator]() : lines[Symbol.iterator]();
	let isFirst = true;
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await rest.next();
			if (done) return controller.close();
			controller.enqueue(encoder.encode(isFirst ? `\ufeff${value}` : value));
			isFirst = false;
		},
		async cancel() {
			await rest.return?.();
		}
	});
}

/**
 * The first line that the filters leave, as a picture, or with `?picture=timeline` its interviews over time; null where
 * nothing is left.
 */
export function toChartFile(
	{ lines, entries, realInterviewOn }: SeasonView,
	search: URLSearchParams,
	reader: { timeZone: string; now: string }
): string | null {
	if (search.get('picture') === 'timeline')
		return entries.length > 0
			? toTimelineSvg(toTimeline(entries, realInterviewOn, reader), entries, reader)
			: null;
	const [line] = lines;
	if (!line) return null;
	const at = entries.map(({ finishedAt }) => Date.parse(finishedAt));
	const dates = entries.map(({ date }) => date);
	return toSvg(line, at, dates, reader.timeZone);
}

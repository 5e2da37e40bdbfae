import type { RequestEvent } from '@sveltejs/kit';
import { toPdf } from '#lib/progress/file.ts';
import { logFault } from './fault.ts';
import { makingType, type ReportLine, type ReportStep } from '#lib/report/making.ts';

type Make = (onStep: (step: ReportStep) => void) => Promise<Uint8Array | null>;

/**
 * A report as a PDF, or, for whoever asks for it, its steps as they begin and then the PDF. Null: there is none, which is
 * known before the first step.
 */
export async function toReportResponse(
	event: RequestEvent,
	name: string,
	make: Make
): Promise<Response | null> {
	if (!event.request.headers.get('accept')?.includes(makingType)) {
		const bytes = await make(() => undefined);
		return bytes && toPdf(bytes, name);
	}
	const { readable, send, end } = createLines();
	const begun = Promise.withResolvers<'begun'>();
	const made = make((step) => {
		send(step);
		begun.resolve('begun');
	});
	if ((await Promise.race([begun.promise, made])) === null) return null;
	made
		.then(
			(bytes): ReportLine =>
				bytes ? { step: 'done', pdf: Buffer.from(bytes).toString('base64') } : { step: 'failed' },
			(error: unknown): ReportLine => {
				logFault(error, event, 'request-failed');
				return { step: 'failed' };
			}
		)
		.then(end, () => undefined);
	return new Response(readable, {
		headers: { 'content-type': makingType, 'cache-control': 'private, no-store' }
	});
}

/** Lines as they come; once nobody reads them they lead nowhere. */
function createLines() {
	const encoder = new TextEncoder();
	let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
	const readable = new ReadableStream<Uint8Array>({
		start: (opened) => void (controller = opened),
		cancel: () => void (controller = null)
	});
	const send = (line: ReportLine) =>
		controller?.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
	const end = (line: ReportLine) => {
		send(line);
		controller?.close();
	};
	return { readable, send, end };
}

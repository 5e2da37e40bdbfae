import { parentPort } from 'node:worker_threads';
import type { Report } from '#lib/report/report.ts';
import { drawReport } from './draw-report.ts';

/** A thread of its own: setting two pages takes longer than a room may wait for its next letter. */
parentPort!.on('message', ({ id, report }: { id: number; report: Report }) => {
	drawReport(report).then(
		(bytes) => parentPort!.postMessage({ id, bytes }, [bytes.buffer as ArrayBuffer]),
		(error: unknown) => parentPort!.postMessage({ id, fault: String(error) })
	);
});

import { parentPort } from 'node:worker_threads';
import type { Report } from '#lib/report/report.ts';
import { drawReport } from './draw-report.ts';
import type { PressAnswer } from './report-press.ts';

const answer = (one: PressAnswer, given: ArrayBuffer[] = []) => parentPort!.postMessage(one, given);

async function draw(id: number, report: Report): Promise<void> {
	try {
		const bytes = await drawReport(report, (step) => answer({ id, step }));
		answer({ id, bytes }, [bytes.buffer as ArrayBuffer]);
	} catch (error) {
		answer({ id, fault: String(error) });
	}
}

let last = Promise.resolve();

/** A thread of its own: setting two pages takes longer than a room may wait for its next letter. One at a time. */
parentPort!.on('message', ({ id, report }: { id: number; report: Report }) => {
	last = last.then(() => draw(id, report));
});

import { Worker } from 'node:worker_threads';
import type { Report } from '#lib/report/report.ts';
import { toThreadFile } from '../root.ts';

/** Draws reports one after another in a thread that is started for the first one. Must be closed. */
export interface ReportPress {
	draw(report: Report): Promise<Uint8Array>;
	close(): Promise<void>;
}

type Answer = { id: number; bytes: Uint8Array } | { id: number; fault: string };

export function createReportPress(): ReportPress {
	let worker: Worker | null = null;
	let count = 0;
	const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>();

	function open(): Worker {
		const opened = new Worker(toThreadFile('report-worker', import.meta.url));
		opened.unref();
		opened.on('message', (answer: Answer) => {
			const wait = waiting.get(answer.id);
			waiting.delete(answer.id);
			if ('bytes' in answer) wait?.resolve(answer.bytes);
			else wait?.reject(new Error(answer.fault));
			if (waiting.size === 0) opened.unref();
		});
		opened.on('error', (error) => fail(opened, error));
		opened.on('exit', () => fail(opened, new Error('the thread that draws reports ended')));
		return opened;
	}

	/** What waits for a thread that is gone is told; the next report starts another one. */
	function fail(failed: Worker, error: unknown): void {
		if (worker !== failed) return;
		worker = null;
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	}

	return {
		draw(report) {
			worker ??= open();
			worker.ref();
			const id = (count += 1);
			const wait = Promise.withResolvers<Uint8Array>();
			waiting.set(id, wait);
			worker.postMessage({ id, report });
			return wait.promise;
		},
		async close() {
			await worker?.terminate();
		}
	};
}

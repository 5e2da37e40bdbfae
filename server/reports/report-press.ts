import { Worker } from 'node:worker_threads';
import type { ReportStep } from '#lib/report/making.ts';
import type { Report } from '#lib/report/report.ts';
import { toThreadFile } from '../root.ts';

/** Draws reports one after another in a thread that is started for the first one. Must be closed. */
export interface ReportPress {
	/** `onStep` is told how far it is. */
	draw(report: Report, onStep?: (step: ReportStep) => void): Promise<Uint8Array>;
	close(): Promise<void>;
}

/** What the thread says of the report with this id. */
export type PressAnswer =
	| { id: number; step: ReportStep }
	| { id: number; bytes: Uint8Array }
	| { id: number; fault: string };

interface Waiting extends PromiseWithResolvers<Uint8Array> {
	onStep: (step: ReportStep) => void;
	isBegun: boolean;
}

export function createReportPress(): ReportPress {
	let worker: Worker | null = null;
	let count = 0;
	/** In the order in which they are drawn. */
	const waiting = new Map<number, Waiting>();

	function open(): Worker {
		const opened = new Worker(toThreadFile('report-worker', import.meta.url));
		opened.unref();
		opened.on('message', (answer: PressAnswer) => hear(opened, answer));
		opened.on('error', (error) => fail(opened, error));
		opened.on('exit', () => fail(opened, new Error('the thread that draws reports ended')));
		return opened;
	}

	function hear(opened: Worker, answer: PressAnswer): void {
		const wait = waiting.get(answer.id);
		if ('step' in answer) {
			if (wait) wait.isBegun = true;
			wait?.onStep(answer.step);
			return;
		}
		waiting.delete(answer.id);
		if ('bytes' in answer) wait?.resolve(answer.bytes);
		else wait?.reject(new Error(answer.fault));
		[...waiting.values()].forEach(tellPlace);
		if (waiting.size === 0) opened.unref();
	}

	function tellPlace({ isBegun, onStep }: Waiting, ahead: number): void {
		if (!isBegun && ahead > 0) onStep({ step: 'waiting', ahead });
	}

	/** What waits for a thread that is gone is told; the next report starts another one. */
	function fail(failed: Worker, error: unknown): void {
		if (worker !== failed) return;
		worker = null;
		for (const { reject } of waiting.values()) reject(error);
		waiting.clear();
	}

	return {
		draw(report, onStep = () => undefined) {
			worker ??= open();
			worker.ref();
			const id = (count += 1);
			const wait = { ...Promise.withResolvers<Uint8Array>(), onStep, isBegun: false };
			waiting.set(id, wait);
			tellPlace(wait, waiting.size - 1);
			worker.postMessage({ id, report });
			return wait.promise;
		},
		async close() {
			await worker?.terminate();
		}
	};
}

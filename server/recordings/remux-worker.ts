import { parentPort, workerData } from 'node:worker_threads';
import { remux, type RemuxJob } from './remux.ts';

/** A thread of its own: an hour's frames take longer than a room may wait for its next letter. */
remux(workerData as RemuxJob).then(
	(result) => parentPort!.postMessage({ result }),
	(error: unknown) => parentPort!.postMessage({ fault: String(error) })
);

import type { Database } from '#server/db/open.ts';
import { countChunks } from '#server/recordings/recording-queries.ts';
import { createRecordingService } from '#server/recordings/recording-service.ts';
import { remux } from '#server/recordings/remux.ts';
import { openInterviews } from './given.ts';

const silent = { info() {}, warn() {}, error() {} };

/** The services around an interview, with recordings that are kept in `folder`. */
export async function openRecordings(folder: string, database?: Database) {
	const settings = { isOn: true, folder, organisationBytes: 2 ** 40, freeBytes: 0 };
	const running = new Set<Promise<void>>();
	let makeFile = remux;
	let canSettle = true;
	const given = await openInterviews(database, {
		onRecordingOver(recordingId) {
			const run = recordings.followEnd(recordingId).finally(() => running.delete(run));
			running.add(run);
		}
	});
	const recordings = createRecordingService({
		db: given.db,
		settings,
		settle: async (interviewId) => {
			if (!canSettle) throw new Error('cannot be brought in line');
			return given.rooms.settleRecording(interviewId);
		},
		refreshStage: given.rooms.refreshStage,
		log: silent,
		now: given.now,
		remux: (job) => makeFile(job)
	});
	/** What follows the end of a recording has been done. */
	async function settled() {
		while (running.size > 0) await Promise.all(running);
	}
	return {
		...given,
		recordings,
		settled,
		countKept: (recordingId: string, part: number) => countChunks(given.db, recordingId, part),
		/** Bytes that are to stay free from now on. */
		setFreeFloor: (bytes: number) => (settings.freeBytes = bytes),
		setOn: (isOn: boolean) => (settings.isOn = isOn),
		/** How files are made from now on; null: as always. */
		setRemux: (other: typeof remux | null) => (makeFile = other ?? remux),
		failSettle: (isFailing: boolean) => (canSettle = !isFailing),
		async [Symbol.asyncDispose]() {
			await settled();
			await given[Symbol.asyncDispose]();
		}
	};
}

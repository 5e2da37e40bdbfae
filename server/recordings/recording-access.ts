import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/open.ts';
import { findParticipant } from '../interviews/interview-queries.ts';
import { findOpenRounds, findScopes } from '../progress/sharing-queries.ts';
import { findRecording, type RecordingRow } from './recording-queries.ts';

/** Who may know of a recording, and who may watch it. */
export function createRecordingAccess(db: Db, now: () => Date) {
	/** The recording, and how this person stands to it; null: there is none, or not in this interview. */
	async function findFor(actor: Actor, interviewId: string, recordingId: string) {
		if (actor.isGuest && actor.guestInterviewId !== interviewId) return null;
		const row = await findRecording(db, recordingId);
		if (!row || row.interviewId !== interviewId || row.state === 'deleted') return null;
		const place = await findParticipant(db, interviewId, actor.userId);
		return { row, isOnList: place !== null, isOwner: row.ownerId === actor.userId };
	}

	async function mayWatch(actor: Actor, row: RecordingRow, isOnList: boolean): Promise<boolean> {
		if (row.retainUntil && row.retainUntil <= now()) return false;
		if (row.ownerId === actor.userId) return true;
		if (row.visibility === 'private') return false;
		if (isOnList) return true;
		if (row.visibility !== 'advisor' || actor.isGuest) return false;
		const scopes = await findScopes(db, actor.userId, row.ownerId, now());
		const asAdvisor = scopes.filter(({ relation }) => relation === 'advisor');
		// An interview that is kept private takes its recordings along.
		return (await findOpenRounds(db, [row.roundId], asAdvisor)).length > 0;
	}

	/** The recording whose file this person may watch at this moment; null: there is none. */
	async function findWatchable(actor: Actor, interviewId: string, recordingId: string) {
		const found = await findFor(actor, interviewId, recordingId);
		if (!found?.row.preparedAt) return null;
		return (await mayWatch(actor, found.row, found.isOnList)) ? found : null;
	}

	return { findFor, mayWatch, findWatchable };
}

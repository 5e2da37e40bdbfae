/** `asking` until everybody in the call has agreed; `interrupted` ended without its last piece. */
export const recordingStates = [
	'asking',
	'recording',
	'paused',
	'stopped',
	'interrupted',
	'deleted'
] as const;
export type RecordingState = (typeof recordingStates)[number];

/** Why a recording is over. */
export const recordingEnds = [
	'stopped',
	'refused',
	'withdrawn',
	'finished',
	'left',
	'failed',
	'full',
	'deleted',
	'expired',
	'empty'
] as const;
export type RecordingEnd = (typeof recordingEnds)[number];

/** Who may watch beside the candidate; each includes those before it. */
export const recordingVisibilities = ['private', 'participants', 'advisor'] as const;
export type RecordingVisibility = (typeof recordingVisibilities)[number];

export const recordingVisibilityNames: Record<RecordingVisibility, string> = {
	private: 'Only me',
	participants: 'Everybody who was in it',
	advisor: 'They and my advisor'
};

export const defaultRetentionDays = 180;
export const mostRetentionDays = 1_825;

/** Voices and faces are asked for, recorded and paused in these states; afterwards it is kept or gone. */
export const isUnderWay = (state: RecordingState): boolean =>
	state === 'asking' || state === 'recording' || state === 'paused';

/** What `toNextState` decides by: ids of people. */
export interface RecordingFacts {
	state: RecordingState;
	/** In the call now. */
	present: readonly string[];
	/** Who has agreed and not taken it back. */
	agreed: readonly string[];
	/** Whose browser can record, in the order in which they are asked to. */
	able: readonly string[];
	recorderId: string | null;
}

export interface NextState {
	state: RecordingState;
	recorderId: string | null;
	/** In the call and not asked, or not yet decided. */
	waitingFor: string[];
}

/**
 * The one rule of consent (T32): it records while everybody in the call has agreed and somebody who has is there to do
 * it, and at no other time. Who begins stays the recorder while they are there; then the next who is able takes over.
 */
export function toNextState({
	state,
	present,
	agreed,
	able,
	recorderId
}: RecordingFacts): NextState {
	const waitingFor = present.filter((userId) => !agreed.includes(userId));
	if (!isUnderWay(state)) return { state, recorderId: null, waitingFor: [] };
	const canRecord = (userId: string) => present.includes(userId) && agreed.includes(userId);
	const recorder =
		recorderId !== null && canRecord(recorderId)
			? recorderId
			: (able.find((userId) => canRecord(userId)) ?? null);
	const mayRun = waitingFor.length === 0 && recorder !== null;
	if (mayRun) return { state: 'recording', recorderId: recorder, waitingFor };
	return { state: state === 'asking' ? 'asking' : 'paused', recorderId: null, waitingFor };
}

/** What everybody in the room may see of a recording. Times are the server's, in ms since the epoch. */
export interface RecordingStage {
	id: string;
	state: RecordingState;
	proposedById: string;
	/** The candidate of the round: it is theirs. */
	ownerId: string;
	recorderId: string | null;
	/** The tab that records; null: none does yet. */
	tab: string | null;
	/** Counts the unbroken pieces, from 1; 0: none was begun. */
	part: number;
	agreed: string[];
	waitingFor: string[];
	retentionDays: number;
	startedAt: number | null;
	ended: RecordingEnd | null;
}

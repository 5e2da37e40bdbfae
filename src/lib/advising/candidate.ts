/** A candidate as their advisor's list shows them, in one organisation. Times are ISO 8601. */
export interface FollowedCandidate {
	userId: string;
	name: string;
	organisationId: string;
	organisationName: string;
	/** Finished interviews. */
	interviews: number;
	lastFinishedAt: string | null;
	/** Mean over the criteria that interviewers rated in the last one; null where none was. */
	lastOverall: number | null;
	/** The next appointment. */
	nextAt: string | null;
}

/** Days without an interview after which somebody may have stalled: a working default. */
export const quietDays = 14;

const dayMs = 86_400_000;

/** Whole days since the last finished interview; null before the first. */
export function toDaysSince({ lastFinishedAt }: FollowedCandidate, now: string): number | null {
	if (lastFinishedAt === null) return null;
	return Math.max(0, Math.floor((Date.parse(now) - Date.parse(lastFinishedAt)) / dayMs));
}

/** Why to look at somebody today; null when nothing asks for it. */
export function toReason(candidate: FollowedCandidate, now: string): string | null {
	if (candidate.nextAt !== null) return null;
	const days = toDaysSince(candidate, now);
	if (days === null) return 'No interview yet';
	return days >= quietDays ? `${days} days without one` : null;
}

/** Those with a reason first, the longest without an interview before the others; then by name. */
export function sortByNeed(
	candidates: readonly FollowedCandidate[],
	now: string
): FollowedCandidate[] {
	const weight = (candidate: FollowedCandidate) => {
		if (toReason(candidate, now) === null) return -1;
		return toDaysSince(candidate, now) ?? Number.MAX_SAFE_INTEGER;
	};
	return [...candidates].sort(
		(a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name, 'en')
	);
}

import { toClockFace } from './clock.ts';
import type { Half, StageView } from './stage.ts';

/** What the present part of the interview is called. */
export function toPhaseLabel(
	stage: Pick<StageView, 'phase' | 'isRevealed' | 'scoring' | 'round'>
): string {
	switch (stage.phase) {
		case 'scheduled':
		case 'open':
			return 'Arriving';
		case 'live':
			return 'Questions';
		case 'debrief':
			if (stage.round && stage.round.ordinal < stage.round.total)
				return stage.scoring === 'together' ? 'Rate this half' : 'Rate in silence';
			if (stage.scoring === 'together') return 'Talk it over';
			return stage.isRevealed ? 'Talk it over' : 'Rate alone';
		case 'finished':
			return 'Finished';
		case 'cancelled':
			return 'Cancelled';
		case 'missed':
			return 'Missed';
	}
}

/** `14:20 left`, `0:40 over`, or null where the phase has no share of the time. */
export function toTimeLeft(phaseEndsAt: number | null, now: number): string | null {
	if (phaseEndsAt === null) return null;
	const leftMs = phaseEndsAt - now;
	// A second that has begun still counts as left, so that the line starts at the whole share.
	return leftMs > 0
		? `${toClockFace(Math.ceil(leftMs / 1000) * 1000)} left`
		: `${toClockFace(-leftMs)} over`;
}

/** Whether the room proposes the debrief: the time for questions is over or the plan is dealt, and nobody is answering. */
export function isDebriefProposed(stage: StageView, now: number): boolean {
	if (stage.phase !== 'live') return false;
	const clock = stage.question?.clock;
	if (clock && clock.stoppedAt === null) return false;
	const isTimeOver = stage.phaseEndsAt !== null && now >= stage.phaseEndsAt;
	const isPlanDealt = stage.plan.dealt >= stage.plan.total && stage.answered.length > 0;
	return isTimeOver || isPlanDealt;
}

/** So long before the time for questions is over, the interviewer is told. */
const nearMs = 2 * 60_000;

/**
 * What the interviewer is told near the end of the time for questions, calmly and to the minute; null where there is
 * nothing to tell.
 */
export function toDebriefProposal(stage: StageView, now: number): string | null {
	if (stage.phase !== 'live') return null;
	const clock = stage.question?.clock;
	const isAnswering = !!clock && clock.stoppedAt === null;
	const then = isAnswering
		? 'After this answer it is time to talk it over.'
		: 'Time to talk it over.';
	const leftMs = (stage.phaseEndsAt ?? Infinity) - now;
	if (leftMs <= 0) return `The time for questions is over. ${then}`;
	if (leftMs <= nearMs / 2) return `Less than a minute is left for questions. ${then}`;
	if (leftMs <= nearMs) return `Two minutes are left for questions. ${then}`;
	return isDebriefProposed(stage, now)
		? 'Every step of the plan was asked. Time to talk it over.'
		: null;
}

/** A half's time, used and left: `4:10 used · 14:50 left`, `19:30 used · 0:30 over`, `19:00 to come`. */
export function toHalfTime({ startedAt, endedAt, budgetMs }: Half, now: number): string {
	if (startedAt === null) return `${toClockFace(budgetMs)} to come`;
	const usedMs = Math.max(0, (endedAt ?? now) - startedAt);
	const leftMs = budgetMs - usedMs;
	const rest = leftMs >= 0 ? `${toClockFace(leftMs)} left` : `${toClockFace(-leftMs)} over`;
	return `${toClockFace(usedMs)} used · ${rest}`;
}

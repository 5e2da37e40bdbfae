import { toClockFace } from './clock.ts';
import type { StageView } from './stage.ts';

/** What the present part of the interview is called. */
export function toPhaseLabel(stage: Pick<StageView, 'phase' | 'isRevealed' | 'scoring'>): string {
	switch (stage.phase) {
		case 'scheduled':
		case 'open':
			return 'Arriving';
		case 'live':
			return 'Questions';
		case 'debrief':
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

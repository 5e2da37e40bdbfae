import { toFirstPoint, toNextFirst } from '#lib/interview/words.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { interviews, outcomes, practices, reviews } = event.locals.services;
	const now = new Date().toISOString();
	const [{ next: ahead, past }, assigned, unread, comments] = await Promise.all([
		interviews.list(actor),
		practices.own(actor),
		reviews.unread(actor),
		outcomes.unreadComments(actor)
	]);
	const next = toNextFirst(ahead, now);
	const finished = past.filter(({ phase }) => phase === 'finished');
	// What somebody works on comes from their own turns; a mentor sees what was last agreed instead.
	const last = finished.find(({ myRole }) => myRole === 'candidate') ?? finished[0];
	const outcome = last ? await outcomes.get(actor, last.id) : null;
	const round =
		outcome?.rounds.findLast(({ candidate }) => candidate?.userId === actor.userId) ??
		outcome?.rounds.at(-1);
	const strength = toFirstPoint(round?.strengths ?? '');
	const nextStep = toFirstPoint(round?.nextSteps ?? '');
	return {
		next: next.slice(0, 3),
		moreAhead: Math.max(0, next.length - 3),
		lastFive: finished.slice(0, 5),
		work:
			last && (strength || nextStep)
				? {
						interview: last,
						isMine: last.myRole === 'candidate',
						strength,
						nextStep
					}
				: null,
		/** Those that wait. */
		practices: assigned.filter(({ state }) => state === 'open' || state === 'overdue'),
		unread,
		comments,
		isFirstTime: next.length + past.length === 0,
		name: actor.name,
		myId: actor.userId,
		timeZone: actor.timeZone,
		now
	};
};

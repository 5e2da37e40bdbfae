import { toNextFirst } from '#lib/interview/words.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { next, past } = await event.locals.services.interviews.list(actor);
	const now = new Date().toISOString();
	return {
		next: toNextFirst(next, now),
		past,
		myId: actor.userId,
		timeZone: actor.timeZone,
		now
	};
};

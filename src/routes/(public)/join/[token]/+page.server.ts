import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { needsAccount } from '#lib/interview/seats.ts';
import { toWhyKnock } from '#lib/knock/words.ts';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { isTimeZone } from '#lib/time/zone.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const noLink = {
	not_found:
		'This link is not one of ours. Perhaps it was copied only in part: ask whoever sent it for the whole link.',
	revoked: 'This link was taken back. Ask whoever sent it for a new one.',
	ended:
		'The interview behind this link is over, or the link is older than 14 days. Ask whoever sent it for a new one.'
} as const;

const statuses = { not_found: 404, revoked: 410, ended: 410 } as const;

async function findLink(event: RequestEvent) {
	const link = await event.locals.services.interviews.findLink(event.params.token);
	if (!link.ok) error(statuses[link.code], noLink[link.code]);
	return link;
}

/** A guest's session opens one interview: at another one's link that person is as good as signed out. */
function findVisitor(event: RequestEvent, interviewId: string) {
	const { actor } = event.locals;
	if (actor?.guestInterviewId && actor.guestInterviewId !== interviewId) return null;
	return actor;
}

export const load: PageServerLoad = async (event) => {
	const { role, interview } = await findLink(event);
	const actor = findVisitor(event, interview.id);
	const { interviews, knocks } = event.locals.services;
	const mine = actor && (await interviews.get(actor, interview.id));
	return {
		// Whoever is on the list keeps the part they have, whichever link they open.
		role: mine?.myRole ?? role,
		isOnList: mine !== null,
		interview,
		/** Null: this link lets them walk in. */
		door: mine ? null : await knocks.findDoor(actor, event.params.token),
		visitor: actor && { name: actor.name, timeZone: actor.timeZone },
		/** A candidate needs an account: the progress is theirs. */
		mayBeGuest: !needsAccount(interview.kind, role),
		next: `/join/${event.params.token}`,
		now: new Date().toISOString()
	};
};

const refusals: Record<string, string> = {
	...noLink,
	removed:
		'You were taken off the list of this interview, so its links do not open it for you. Ask whoever sent you the link.',
	declined: 'You asked, and were not let in. Ask whoever sent you the link.',
	full: 'Several people wait to be let in already. Try again in a few minutes.',
	may_walk_in: 'There is a seat for you now. Press Join room.',
	too_many_attempts:
		'Many people have come in from your network just now. Wait a minute and try again.'
};

function refusalOf(code: string, link: Awaited<ReturnType<typeof findLink>>): string {
	const { role, interview } = link;
	if (code === 'seat_taken') return toWhyKnock(interview.kind, role, 'seats');
	if (code === 'must_knock') return toWhyKnock(interview.kind, role, 'removed');
	return refusals[code] ?? 'This link does not let you in.';
}

const statusOf = (code: string): number => (code === 'too_many_attempts' ? 429 : 409);

const guestSchema = v.strictObject({ name: fields.name, timeZone: v.string() });

export const actions: Actions = {
	/** Takes the seat for whoever is signed in. */
	join: async (event) => {
		const link = await findLink(event);
		const actor = findVisitor(event, link.interview.id);
		if (!actor) redirect(303, `/join/${event.params.token}`);
		const form = await readForm(event, v.strictObject({}));
		if (!form.ok) return form.failure;
		const joined = await event.locals.services.interviews.joinByLink(actor, event.params.token);
		if (!joined.ok) return form.refuse({}, refusalOf(joined.code, link), 409);
		redirect(303, `/interviews/${joined.interviewId}/room`);
	},

	/** Takes the seat for somebody without an account: a name, and a session that opens this interview only. */
	guest: async (event) => {
		const link = await findLink(event);
		const { role, interview } = link;
		const form = await readForm(event, guestSchema);
		if (!form.ok) return form.failure;
		if (role === 'candidate')
			return form.refuse({}, 'A candidate needs an account: sign in, or make one.', 403);
		const { name } = form.data;

		const { accounts, interviews } = event.locals.services;
		const timeZone = isTimeZone(form.data.timeZone) ? form.data.timeZone : interview.hostZone;
		const guest = await accounts.createGuest(
			{ name, timeZone, interviewId: interview.id },
			event.getClientAddress()
		);
		if (!guest.ok) return form.refuse({}, refusalOf(guest.code, link), 429);
		const actor = await accounts.readActor(guest.token);
		if (!actor) throw new Error('a guest’s session was not found right after it was made');
		const joined = await interviews.joinByLink(actor, event.params.token);
		if (!joined.ok) return form.refuse({}, refusalOf(joined.code, link), 409);
		setSessionCookie(event, guest.token, guest.expiresAt);
		redirect(303, `/interviews/${joined.interviewId}/room`);
	},

	/** Asks to be let in: whoever is signed in. */
	knock: async (event) => {
		const link = await findLink(event);
		const actor = findVisitor(event, link.interview.id);
		if (!actor) redirect(303, `/join/${event.params.token}`);
		const form = await readForm(event, v.strictObject({}));
		if (!form.ok) return form.failure;
		const { knocks } = event.locals.services;
		const kept = await knocks.knock(actor, event.params.token, event.getClientAddress());
		if (!kept.ok) return form.refuse({}, refusalOf(kept.code, link), statusOf(kept.code));
		redirect(303, `/join/${event.params.token}`);
	},

	/** The same by a name alone. */
	knockAsGuest: async (event) => {
		const link = await findLink(event);
		const form = await readForm(event, guestSchema);
		if (!form.ok) return form.failure;
		const { name } = form.data;
		const timeZone = isTimeZone(form.data.timeZone) ? form.data.timeZone : link.interview.hostZone;
		const { knocks } = event.locals.services;
		const kept = await knocks.knockAsGuest(
			{ name, timeZone },
			event.params.token,
			event.getClientAddress()
		);
		if (!kept.ok) return form.refuse({}, refusalOf(kept.code, link), statusOf(kept.code));
		setSessionCookie(event, kept.token, kept.expiresAt);
		redirect(303, `/join/${event.params.token}`);
	},

	giveUp: async (event) => {
		const link = await findLink(event);
		const actor = findVisitor(event, link.interview.id);
		const form = await readForm(event, v.strictObject({}));
		if (!form.ok) return form.failure;
		if (actor) await event.locals.services.knocks.giveUp(actor, event.params.token);
		redirect(303, `/join/${event.params.token}`);
	}
};

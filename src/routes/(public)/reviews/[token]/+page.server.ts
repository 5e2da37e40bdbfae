import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const nothing = 'There is nothing at this address.';

/** A guest of something else is as good as signed out here. */
function toVisitor(actor: Actor | null, interviewId: string): Actor | null {
	return actor?.guestInterviewId && actor.guestInterviewId !== interviewId ? null : actor;
}

export const load: PageServerLoad = async ({ locals, params }) => {
	const { reviews } = locals.services;
	const door = await reviews.door(params.token, locals.actor);
	if (!door) error(404, nothing);
	const place = await reviews.findGuestPlace(params.token);
	const visitor = place && toVisitor(locals.actor, place);
	return { door, visitorName: visitor ? visitor.name : null };
};

const schemas = {
	known: v.strictObject({}),
	guest: v.strictObject({ name: fields.name, timeZone: fields.guessedTimeZone })
};

export const actions: Actions = {
	/** Takes the link up, signed in or by a name alone. */
	open: async (event) => {
		const { reviews } = event.locals.services;
		const { token } = event.params;
		const place = await reviews.findGuestPlace(token);
		if (!place) error(404, nothing);
		const visitor = toVisitor(event.locals.actor, place);
		return visitor ? openAs(event, visitor) : openAsGuest(event, place);
	}
};

async function openAs(event: RequestEvent, visitor: Actor) {
	const form = await readForm(event, schemas.known);
	if (!form.ok) return form.failure;
	const opened = await event.locals.services.reviews.open(event.params.token, visitor);
	if (!opened.ok) return form.refuse({}, refusals[opened.code], 409);
	redirect(303, `/reviews/${event.params.token}`);
}

async function openAsGuest(event: RequestEvent, interviewId: string) {
	const form = await readForm(event, schemas.guest);
	if (!form.ok) return form.failure;
	const { accounts, reviews } = event.locals.services;
	const guest = await accounts.createGuest({ ...form.data, interviewId }, event.getClientAddress());
	if (!guest.ok)
		return form.refuse(
			{},
			'Many people have come in from your network just now. Wait a minute and try again.',
			429
		);
	const actor = await accounts.readActor(guest.token);
	if (!actor) throw new Error('a guest’s session was not found right after it was made');
	const opened = await reviews.open(event.params.token, actor);
	if (!opened.ok) return form.refuse({}, refusals[opened.code], 409);
	setSessionCookie(event, guest.token, guest.expiresAt);
	redirect(303, `/reviews/${event.params.token}`);
}

const refusals = {
	not_found: 'This link does not work any more. Ask whoever sent it for a new one.',
	own: 'This is your own practice: send the link to somebody else.',
	full: 'Too many people have opened this link. Ask whoever sent it for a new one.'
} as const;

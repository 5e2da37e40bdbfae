import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actor, Membership } from '#server/auth/actor.ts';
import type { MemberRole } from '../account/account.ts';

/**
 * Whoever is signed in, guests of any interview included. Sends people who are not to the door, and back here
 * afterwards; machines get 401.
 */
export function requireSignedIn(event: RequestEvent): Actor {
	const { actor } = event.locals;
	if (actor) return actor;
	if (!isPageRequest(event)) error(401, 'Sign in first.');
	const { pathname, search } = event.url;
	const here = event.request.method === 'GET' ? pathname + search : pathname;
	redirect(303, `/sign-in?next=${encodeURIComponent(here)}`);
}

/**
 * The actor of a page: a full account, or the guest of this very interview. Which interview that is, the route under
 * `/interviews/[id]` says, or `guestOf`; everywhere else guests are refused.
 */
export function requireActor(event: RequestEvent, options: { guestOf?: string } = {}): Actor {
	const actor = requireSignedIn(event);
	const guestOf = options.guestOf ?? findInterviewId(event);
	if (actor.isGuest && (guestOf === undefined || actor.guestInterviewId !== guestOf))
		error(403, 'As a guest you are in one interview. Keep your account to see more.');
	return actor;
}

/** The actor with a full account, never a guest. */
export function requireMember(event: RequestEvent): Actor {
	const actor = requireSignedIn(event);
	if (actor.isGuest)
		error(403, 'As a guest you are in one interview. Keep your account to see more.');
	return actor;
}

/** The actor's membership of an organisation, in one of these roles; strangers get the same 404 as for nothing. */
export function requireMembership(
	event: RequestEvent,
	organisationId: string,
	roles?: readonly MemberRole[]
): { actor: Actor; membership: Membership } {
	const actor = requireMember(event);
	const membership = actor.memberships.find((one) => one.organisationId === organisationId);
	if (!membership) error(404, 'There is nothing at this address.');
	if (roles && !roles.includes(membership.role))
		error(403, 'This is for people with another role in the organisation.');
	return { actor, membership };
}

function findInterviewId(event: RequestEvent): string | undefined {
	return event.route.id?.includes('/interviews/[id]') ? event.params.id : undefined;
}

/** A page, its data, or a form of it: something whose reader can be led elsewhere. */
function isPageRequest(event: RequestEvent): boolean {
	const { headers } = event.request;
	return (
		event.isDataRequest ||
		headers.has('x-sveltekit-action') ||
		(headers.get('accept') ?? '').includes('text/html')
	);
}

import type { Handle, HandleServerError } from '@sveltejs/kit';
import { themeCookie, toTheme } from '#lib/shell/theme.ts';
import { logFault } from '#lib/server/fault.ts';
import { setSecurityHeaders } from '#lib/server/security-headers.ts';
import { isForeignRequest } from '#lib/server/same-origin.ts';
import { findSessionCookie, setSessionCookie } from '#lib/server/session-cookie.ts';
import type { Services } from '#server/services.ts';

/** Machines that sign their requests themselves and have no Origin. */
const signedPaths = new Set(['/api/livekit/webhook']);

/** Services are made once in `server/index.ts`; this bundle is another module graph and finds them here. */
function getServices(): Services {
	const services = (globalThis as { [key: symbol]: unknown })[Symbol.for('mock-rounds.services')];
	if (!services)
		throw new Error(
			'The services are not there: start through server/index.ts, or what is built of it'
		);
	return services as Services;
}

/** Where files come in, whole or in pieces; the server’s own limit (server/env.ts) is theirs, and what each says. */
const uploadRoutes = new Set([
	'/(app)/interviews/[id]',
	'/(app)/organisations/[id]/invite',
	'/(app)/decks/[id]/import',
	'/(app)/solo/[id]/requests/[requestId]/answers/[mediaId]/chunks/[ordinal]',
	'/(app)/interviews/[id]/recordings/[recordingId]/parts/[part]/[number]'
]);
const maxBodyBytes = 512 * 1024;

/** A body that does not say its length is held to the server’s limit alone. */
function isTooLong(request: Request, routeId: string | null): boolean {
	const length = Number(request.headers.get('content-length') ?? 0);
	return length > maxBodyBytes && !uploadRoutes.has(routeId ?? '');
}

export const handle: Handle = async ({ event, resolve }) => {
	const { locals, request, url } = event;
	locals.services = getServices();
	locals.actor = null;
	const refuse = (status: number, message: string) =>
		setSecurityHeaders(Response.json({ message }, { status }), {
			isHttps: url.protocol === 'https:',
			isPersonal: false
		});
	if (!signedPaths.has(url.pathname) && isForeignRequest(request, url.origin))
		return refuse(403, 'This request came from another site.');
	// No address of ours holds a NUL, and PostgreSQL takes none in a text.
	if (`${url.pathname}${url.search}`.includes('%00')) return refuse(404, 'There is no such page.');
	if (isTooLong(request, event.route.id)) return refuse(413, 'This is more than we take at once.');

	const token = findSessionCookie(event);
	if (token) {
		try {
			const session = await locals.services.accounts.readSession(token);
			locals.actor = session?.actor ?? null;
			if (session?.renewedUntil) setSessionCookie(event, token, session.renewedUntil);
		} catch (fault) {
			logFault(fault, event, 'session-not-read');
			return setSecurityHeaders(
				new Response(
					'We cannot reach the database right now. What was shown as saved is safe: load the page again in a moment.',
					{ status: 503, headers: { 'retry-after': '5' } }
				),
				{ isHttps: url.protocol === 'https:', isPersonal: true }
			);
		}
	}

	const theme = toTheme(event.cookies.get(themeCookie));
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%theme%', theme)
	});
	return setSecurityHeaders(response, {
		isHttps: url.protocol === 'https:',
		videoUrl: locals.services.video.publicUrl,
		isPersonal: token !== undefined || event.cookies.get(themeCookie) !== undefined
	});
};

/** People are told a reference, never a stack, a query or a path. */
export const handleError: HandleServerError = ({ error: fault, event, status, message }) => {
	if (status < 500) return { message };
	const reference = logFault(fault, event, 'request-failed');
	return { message: 'Something broke on our side.', reference };
};

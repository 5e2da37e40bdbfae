import type { Cookies } from '@sveltejs/kit';
import { sessionCookieName } from '../account/session-cookie.ts';

interface CookieEvent {
	url: URL;
	cookies: Cookies;
}

/** Puts a session's token into the browser, out of reach of scripts, until the session ends. */
export function setSessionCookie(event: CookieEvent, token: string, expiresAt: Date): void {
	const isHttps = event.url.protocol === 'https:';
	event.cookies.set(sessionCookieName(isHttps), token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isHttps,
		expires: expiresAt
	});
}

export function clearSessionCookie(event: CookieEvent): void {
	const isHttps = event.url.protocol === 'https:';
	event.cookies.delete(sessionCookieName(isHttps), {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isHttps
	});
}

export function findSessionCookie(event: CookieEvent): string | undefined {
	return event.cookies.get(sessionCookieName(event.url.protocol === 'https:'));
}

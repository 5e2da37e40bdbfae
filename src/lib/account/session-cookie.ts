const name = 'mock_rounds_session';

/**
 * The session cookie's name. Over https it has the `__Host-` prefix, which a browser accepts only from this host, with
 * Secure and for the whole site; plain http on loopback cannot have that.
 */
export function sessionCookieName(isHttps: boolean): string {
	return isHttps ? `__Host-${name}` : name;
}

/** The session token in a `Cookie` header, for requests that do not pass through the pages (sockets). */
export function findSessionToken(
	cookieHeader: string | undefined,
	isHttps: boolean
): string | undefined {
	const wanted = sessionCookieName(isHttps);
	for (const pair of (cookieHeader ?? '').split(';')) {
		const at = pair.indexOf('=');
		if (at > 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim();
	}
	return undefined;
}

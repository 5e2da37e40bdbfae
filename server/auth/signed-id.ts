import { createHmac, timingSafeEqual } from 'node:crypto';

const sign = (secret: string, purpose: string, id: string): string =>
	createHmac('sha256', secret).update(`${purpose}:${id}`).digest('base64url').slice(0, 32);

/** The token of a link: its id and an HMAC over it for one purpose, so that the page can show the link again. */
export const toSignedId = (secret: string, purpose: string, id: string): string =>
	id + sign(secret, purpose, id);

/** The id behind a token, or null where the token was not made here for this purpose. */
export function readSignedId(secret: string, purpose: string, token: string): string | null {
	if (!/^[a-z0-9]{20}[\w-]{32}$/.test(token)) return null;
	const id = token.slice(0, 20);
	const expected = Buffer.from(sign(secret, purpose, id));
	return timingSafeEqual(expected, Buffer.from(token.slice(20))) ? id : null;
}

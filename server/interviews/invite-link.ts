import { createHmac, timingSafeEqual } from 'node:crypto';

/** Undated interviews keep their links this long. */
export const undatedLinkDays = 14;

const sign = (secret: string, linkId: string): string =>
	createHmac('sha256', secret).update(`invite-link:${linkId}`).digest('base64url').slice(0, 32);

/** The token of an invite link: its id and an HMAC over it, so that the page can show the link again. */
export const toInviteToken = (secret: string, linkId: string): string =>
	linkId + sign(secret, linkId);

/** The link's id behind a token, or null where the token was not made here. */
export function readInviteToken(secret: string, token: string): string | null {
	if (!/^[a-z0-9]{20}[\w-]{32}$/.test(token)) return null;
	const linkId = token.slice(0, 20);
	const expected = Buffer.from(sign(secret, linkId));
	return timingSafeEqual(expected, Buffer.from(token.slice(20))) ? linkId : null;
}

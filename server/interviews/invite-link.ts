import { readSignedId, toSignedId } from '../auth/signed-id.ts';

/** Undated interviews keep their links this long. */
export const undatedLinkDays = 14;

const purpose = 'invite-link';

/** The token of an invite link. */
export const toInviteToken = (secret: string, linkId: string): string =>
	toSignedId(secret, purpose, linkId);

/** The link's id behind a token, or null where the token was not made here. */
export const readInviteToken = (secret: string, token: string): string | null =>
	readSignedId(secret, purpose, token);

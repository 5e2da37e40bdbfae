import { memberRoleNames, type MemberRole } from '#lib/account/account.ts';
import { createToken, toTokenHash } from '../auth/token.ts';
import type { Letter } from '../mail/mail.ts';

/** So long an invitation's link works. */
const invitationMs = 72 * 3_600_000;
export const maxOpenInvitations = 500;

/** What somebody who is invited reads. */
export const toInvitationLetter = (invitation: {
	to: string;
	from: string;
	organisation: string;
	role: MemberRole;
	url: string;
}): Letter => {
	const { to, from, organisation, role, url } = invitation;
	return {
		to,
		subject: `${from} invites you to ${organisation} on Mock Rounds`,
		text: [
			`${from} invites you to ${organisation} as ${memberRoleNames[role].toLowerCase()}.`,
			'',
			'To accept, open this link:',
			'',
			url,
			'',
			'It works once, within 72 hours, for this address.'
		].join('\n')
	};
};

/** An invitation as it is kept, and the token of its link, which is kept nowhere. */
export function createInvitation(
	invitation: { organisationId: string; email: string; role: MemberRole; createdBy: string },
	now: Date
) {
	const token = createToken();
	const row = {
		...invitation,
		tokenHash: toTokenHash(token),
		expiresAt: new Date(now.getTime() + invitationMs)
	};
	return { token, row };
}

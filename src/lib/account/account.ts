/** Limits of what a person may type about an account; messages name them. */
export const maxNameLength = 80;
export const maxEmailLength = 254;
export const minPasswordLength = 10;
export const maxPasswordLength = 200;

export const memberRoles = ['candidate', 'mentor', 'advisor', 'admin'] as const;
/** Somebody's part in an organisation (the part in one interview is another word: role). */
export type MemberRole = (typeof memberRoles)[number];

export const memberRoleNames: Record<MemberRole, string> = {
	candidate: 'Candidate',
	mentor: 'Mentor',
	advisor: 'Advisor',
	admin: 'Admin'
};

/** What a role may do, in a sentence beside its choice. */
export const memberRoleHints: Record<MemberRole, string> = {
	candidate: 'Practises, and sees the own progress.',
	mentor: 'Interviews candidates of this organisation.',
	advisor: 'Follows the candidates assigned to them.',
	admin: 'Invites people, sets roles, makes reset links.'
};

export const organisationKinds = ['school', 'programme', 'advising', 'circle'] as const;
export type OrganisationKind = (typeof organisationKinds)[number] | 'personal';

export const organisationKindNames: Record<OrganisationKind, string> = {
	school: 'School',
	programme: 'Programme',
	advising: 'Advising service',
	circle: 'Circle of friends',
	personal: 'Personal space'
};

/** How an e-mail address is stored and compared. */
export function toEmail(typed: string): string {
	return typed.trim().normalize('NFC').toLowerCase();
}

/**
 * Where to go after signing in: `next` when it is a path on this site, else `fallback`. Anything that a browser could
 * read as another site (`//host`, `/\host`, a scheme) is not a path.
 */
export function toLocalPath(next: string | null | undefined, fallback: string): string {
	if (!next || next.length > 1000 || !/^\/(?![/\\])/.test(next)) return fallback;
	if (/[\\\p{Cc}]/u.test(next)) return fallback;
	const origin = 'http://local.invalid';
	const url = URL.canParse(next, origin) ? new URL(next, origin) : null;
	// Only once the dots are resolved does `/a/..//host` show what it is.
	if (!url || url.origin !== origin || url.pathname.startsWith('//')) return fallback;
	return `${url.pathname}${url.search}${url.hash}`;
}

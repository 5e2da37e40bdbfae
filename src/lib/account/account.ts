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

/** Control characters, and those that turn the direction of the text around them. */
export const hidden = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
export const hiddenMessage =
	'There are characters in it that cannot be seen. Type it instead of pasting.';

const emailShape = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/u;

/** Why this is no e-mail address, as `toEmail` gives it; null: it is one. */
export function findEmailProblem(email: string): string | null {
	if (email === '') return 'Type an e-mail address.';
	if (email.length > maxEmailLength)
		return `An e-mail address has at most ${maxEmailLength} characters; this has ${[...email].length}.`;
	if (hidden.test(email)) return hiddenMessage;
	return emailShape.test(email)
		? null
		: 'This does not look like an e-mail address, such as name@example.org.';
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

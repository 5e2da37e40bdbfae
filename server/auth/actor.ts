import type { MemberRole, OrganisationKind } from '#lib/account/account.ts';

/** Who a request or a socket comes from, read from the database each time, never from the cookie. */
export interface Actor {
	userId: string;
	/** The hashed id, as in the table. */
	sessionId: string;
	name: string;
	/** Null for a guest. */
	email: string | null;
	/** IANA name. */
	timeZone: string;
	isGuest: boolean;
	/** A guest's one interview. */
	guestInterviewId: string | null;
	isDemo: boolean;
	memberships: Membership[];
}

export interface Membership {
	organisationId: string;
	organisationName: string;
	kind: OrganisationKind;
	role: MemberRole;
}

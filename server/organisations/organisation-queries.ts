import { alias } from 'drizzle-orm/pg-core';
import { and, asc, count, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { MemberRole, OrganisationKind } from '#lib/account/account.ts';
import { createId } from '../db/id.ts';
import type { Executor, Tx } from '../db/open.ts';
import {
	assignments,
	invitations,
	memberships,
	organisations,
	passwordResets,
	users
} from '../db/schema.ts';
import { isRunning } from './assignment-queries.ts';

export interface OrganisationSummary {
	id: string;
	name: string;
	kind: OrganisationKind;
	myRole: MemberRole;
	peopleCount: number;
}

export interface PersonRow {
	userId: string;
	name: string;
	email: string | null;
	role: MemberRole;
	isDisabled: boolean;
	since: Date;
}

export interface InvitationRow {
	/** The hash of the link's token: names the invitation, opens nothing. */
	id: string;
	email: string;
	role: MemberRole;
	expiresAt: Date;
}

export interface InvitationDetails {
	organisationId: string;
	organisationName: string;
	email: string;
	role: MemberRole;
	invitedBy: string | null;
	state: 'open' | 'used' | 'expired';
}

export async function findOrganisations(
	db: Executor,
	userId: string
): Promise<OrganisationSummary[]> {
	const mine = alias(memberships, 'mine');
	return db
		.select({
			id: organisations.id,
			name: organisations.name,
			kind: organisations.kind,
			myRole: mine.role,
			peopleCount: count(memberships.userId)
		})
		.from(mine)
		.innerJoin(organisations, eq(organisations.id, mine.organisationId))
		.innerJoin(memberships, eq(memberships.organisationId, organisations.id))
		.where(and(eq(mine.userId, userId), ne(organisations.kind, 'personal')))
		.groupBy(organisations.id, mine.role)
		.orderBy(asc(organisations.name), asc(organisations.id));
}

/** An organisation as one of its people knows it; null for strangers and for personal spaces. */
export async function findOrganisation(db: Executor, organisationId: string, userId: string) {
	const [row] = await db
		.select({
			id: organisations.id,
			name: organisations.name,
			kind: organisations.kind,
			recordingDays: organisations.recordingDays,
			myRole: memberships.role
		})
		.from(organisations)
		.innerJoin(
			memberships,
			and(eq(memberships.organisationId, organisations.id), eq(memberships.userId, userId))
		)
		.where(and(eq(organisations.id, organisationId), ne(organisations.kind, 'personal')));
	return row ?? null;
}

/**
 * The same inside a change: holds the organisation until the transaction ends, so that two admins cannot, at the same
 * moment, each take the other's role away.
 */
export async function lockOrganisation(tx: Tx, organisationId: string, userId: string) {
	await tx
		.select({ id: organisations.id })
		.from(organisations)
		.where(eq(organisations.id, organisationId))
		.for('update');
	return findOrganisation(tx, organisationId, userId);
}

export async function insertOrganisation(
	db: Executor,
	organisation: { name: string; kind: OrganisationKind },
	adminId: string
): Promise<string> {
	const id = createId();
	await db.insert(organisations).values({ id, ...organisation });
	await db.insert(memberships).values({ organisationId: id, userId: adminId, role: 'admin' });
	return id;
}

export async function renameOrganisation(db: Executor, id: string, name: string): Promise<void> {
	await db.update(organisations).set({ name }).where(eq(organisations.id, id));
}

/** Sets for how many days recordings are kept, and brings dates that lie later forward: people agreed to the longer time. */
export async function setRecordingDays(tx: Tx, id: string, days: number): Promise<void> {
	await tx.update(organisations).set({ recordingDays: days }).where(eq(organisations.id, id));
	await tx.execute(sql`update recordings
		set retention_days = least(retention_days, ${days}),
			retain_until = least(retain_until, stopped_at + ${days} * interval '1 day')
		from interviews
		where interviews.id = recordings.interview_id
			and interviews.organisation_id = ${id}
			and recordings.state <> 'deleted'`);
}

export async function findPeople(db: Executor, organisationId: string): Promise<PersonRow[]> {
	return db
		.select({
			userId: users.id,
			name: users.name,
			email: users.email,
			role: memberships.role,
			isDisabled: sql<boolean>`${users.disabledAt} is not null`,
			since: memberships.createdAt
		})
		.from(memberships)
		.innerJoin(users, eq(users.id, memberships.userId))
		.where(eq(memberships.organisationId, organisationId))
		.orderBy(asc(sql`lower(${users.name})`), asc(users.id));
}

/**
 * Those of an organisation's people whose accounts are also somebody else's business: they belong to an organisation
 * that this admin does not run.
 */
export async function findPeopleElsewhere(
	db: Executor,
	organisationId: string,
	adminId: string
): Promise<Set<string>> {
	const elsewhere = alias(memberships, 'elsewhere');
	const rows = await db
		.selectDistinct({ userId: memberships.userId })
		.from(memberships)
		.innerJoin(elsewhere, eq(elsewhere.userId, memberships.userId))
		.innerJoin(organisations, eq(organisations.id, elsewhere.organisationId))
		.where(
			and(
				eq(memberships.organisationId, organisationId),
				ne(organisations.kind, 'personal'),
				sql`not exists (select 1 from ${memberships} as run where run.organisation_id = ${elsewhere.organisationId} and run.user_id = ${adminId} and run.role = 'admin')`
			)
		);
	return new Set(rows.map(({ userId }) => userId));
}

/**
 * What an admin may do to a person's whole account. Null when the admin runs no organisation of theirs; `isWhole` when
 * the admin runs every one of them, personal space aside.
 */
export async function findAccountReach(
	db: Executor,
	adminId: string,
	userId: string
): Promise<{ name: string; email: string; isWhole: boolean } | null> {
	if (adminId === userId) return null;
	const run = alias(memberships, 'run');
	const [row] = await db
		.select({
			name: users.name,
			email: users.email,
			shared: count(run.userId),
			all: count(memberships.organisationId)
		})
		.from(memberships)
		.innerJoin(users, eq(users.id, memberships.userId))
		.innerJoin(
			organisations,
			and(eq(organisations.id, memberships.organisationId), ne(organisations.kind, 'personal'))
		)
		.leftJoin(
			run,
			and(
				eq(run.organisationId, memberships.organisationId),
				eq(run.userId, adminId),
				eq(run.role, 'admin')
			)
		)
		.where(eq(memberships.userId, userId))
		.groupBy(users.id);
	if (!row?.email || row.shared === 0) return null;
	return { name: row.name, email: row.email, isWhole: row.shared === row.all };
}

export async function findMemberRole(
	db: Executor,
	organisationId: string,
	userId: string
): Promise<MemberRole | null> {
	const [row] = await db
		.select({ role: memberships.role })
		.from(memberships)
		.where(and(eq(memberships.organisationId, organisationId), eq(memberships.userId, userId)));
	return row?.role ?? null;
}

/** Whether somebody besides this person, and not disabled, is an admin there. */
export async function hasOtherAdmin(
	db: Executor,
	organisationId: string,
	userId: string
): Promise<boolean> {
	const [row] = await db
		.select({ userId: memberships.userId })
		.from(memberships)
		.innerJoin(users, eq(users.id, memberships.userId))
		.where(
			and(
				eq(memberships.organisationId, organisationId),
				eq(memberships.role, 'admin'),
				ne(memberships.userId, userId),
				isNull(users.disabledAt)
			)
		)
		.limit(1);
	return row !== undefined;
}

export async function setRole(
	db: Executor,
	organisationId: string,
	userId: string,
	role: MemberRole
): Promise<void> {
	await db
		.update(memberships)
		.set({ role })
		.where(and(eq(memberships.organisationId, organisationId), eq(memberships.userId, userId)));
}

export async function deleteMembership(
	db: Executor,
	organisationId: string,
	userId: string
): Promise<void> {
	await db
		.delete(memberships)
		.where(and(eq(memberships.organisationId, organisationId), eq(memberships.userId, userId)));
}

/** What hung on a role that a person no longer has: followings, and invitations not yet taken. */
export async function endWhatRoleGave(
	db: Executor,
	organisationId: string,
	userId: string,
	endedById: string,
	now: Date
): Promise<void> {
	await db
		.update(assignments)
		.set({ endsAt: now, endedById })
		.where(
			and(
				eq(assignments.organisationId, organisationId),
				or(eq(assignments.advisorId, userId), eq(assignments.candidateId, userId)),
				isRunning(now)
			)
		);
	await db
		.delete(invitations)
		.where(
			and(
				eq(invitations.organisationId, organisationId),
				eq(invitations.createdBy, userId),
				isNull(invitations.usedAt)
			)
		);
}

export async function setDisabled(
	db: Executor,
	userId: string,
	disabledAt: Date | null
): Promise<void> {
	await db.update(users).set({ disabledAt }).where(eq(users.id, userId));
	if (disabledAt)
		await db
			.update(passwordResets)
			.set({ usedAt: disabledAt })
			.where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)));
}

export async function findInvitations(
	db: Executor,
	organisationId: string,
	now: Date
): Promise<InvitationRow[]> {
	return db
		.select({
			id: invitations.tokenHash,
			email: invitations.email,
			role: invitations.role,
			expiresAt: invitations.expiresAt
		})
		.from(invitations)
		.where(
			and(
				eq(invitations.organisationId, organisationId),
				isNull(invitations.usedAt),
				gt(invitations.expiresAt, now)
			)
		)
		.orderBy(asc(invitations.createdAt));
}

export async function isMemberAddress(
	db: Executor,
	organisationId: string,
	email: string
): Promise<boolean> {
	const [row] = await db
		.select({ userId: users.id })
		.from(users)
		.innerJoin(memberships, eq(memberships.userId, users.id))
		.where(and(eq(users.email, email), eq(memberships.organisationId, organisationId)));
	return row !== undefined;
}

/** The newest invitation of an address is the one that counts. */
export async function replaceInvitations(
	db: Executor,
	organisationId: string,
	rows: (typeof invitations.$inferInsert)[]
): Promise<void> {
	if (rows.length === 0) return;
	await db.delete(invitations).where(
		and(
			eq(invitations.organisationId, organisationId),
			inArray(
				invitations.email,
				rows.map(({ email }) => email)
			),
			isNull(invitations.usedAt)
		)
	);
	await db.insert(invitations).values(rows);
}

export async function deleteInvitation(
	db: Executor,
	organisationId: string,
	id: string
): Promise<boolean> {
	const rows = await db
		.delete(invitations)
		.where(
			and(
				eq(invitations.tokenHash, id),
				eq(invitations.organisationId, organisationId),
				isNull(invitations.usedAt)
			)
		)
		.returning({ id: invitations.tokenHash });
	return rows.length > 0;
}

export async function findInvitation(
	db: Executor,
	tokenHash: string,
	now: Date
): Promise<InvitationDetails | null> {
	const [row] = await db
		.select({
			organisationId: organisations.id,
			organisationName: organisations.name,
			email: invitations.email,
			role: invitations.role,
			invitedBy: users.name,
			usedAt: invitations.usedAt,
			expiresAt: invitations.expiresAt
		})
		.from(invitations)
		.innerJoin(organisations, eq(organisations.id, invitations.organisationId))
		.leftJoin(users, eq(users.id, invitations.createdBy))
		.where(eq(invitations.tokenHash, tokenHash));
	if (!row) return null;
	const { usedAt, expiresAt, ...invitation } = row;
	return { ...invitation, state: usedAt ? 'used' : expiresAt <= now ? 'expired' : 'open' };
}

/** Takes the invitation for its own address: of several at once exactly one gets it. */
export async function useInvitation(
	db: Executor,
	tokenHash: string,
	email: string,
	now: Date
): Promise<{ organisationId: string; role: MemberRole } | null> {
	const [row] = await db
		.update(invitations)
		.set({ usedAt: now })
		.where(
			and(
				eq(invitations.tokenHash, tokenHash),
				eq(invitations.email, email),
				isNull(invitations.usedAt),
				gt(invitations.expiresAt, now)
			)
		)
		.returning({ organisationId: invitations.organisationId, role: invitations.role });
	return row ?? null;
}

/** Somebody who is in already keeps the role they have. */
export async function insertMembership(
	db: Executor,
	membership: { organisationId: string; userId: string; role: MemberRole }
): Promise<void> {
	await db.insert(memberships).values(membership).onConflictDoNothing();
}

/** Past followings older than this are listed no more. */

/** Roles of two people at once, for an assignment. */
export async function findMemberRoles(
	db: Executor,
	organisationId: string,
	userIds: string[]
): Promise<Map<string, MemberRole>> {
	const rows = await db
		.select({ userId: memberships.userId, role: memberships.role })
		.from(memberships)
		.where(
			and(eq(memberships.organisationId, organisationId), inArray(memberships.userId, userIds))
		);
	return new Map(rows.map(({ userId, role }) => [userId, role]));
}

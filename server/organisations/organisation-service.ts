import type { Logger } from 'pino';
import { toEmail, type MemberRole, type OrganisationKind } from '#lib/account/account.ts';
import { toEndOfDay } from '#lib/time/day.ts';
import type { AccountService, RightsMatch } from '../accounts/account-service.ts';
import type { Actor } from '../auth/actor.ts';
import { createSignInSessions, type OpenedSession } from '../auth/sign-in-sessions.ts';
import { toTokenHash } from '../auth/token.ts';
import type { Db, Tx } from '../db/open.ts';
import type { Mail } from '../mail/mail.ts';
import { createInvitation, maxOpenInvitations, toInvitationLetter } from './invitation-letter.ts';
import {
	endAssignment,
	findAssignments,
	insertAssignment,
	type Assignment,
	type AssignmentDetails
} from './assignment-queries.ts';
import * as queries from './organisation-queries.ts';

export interface OrganisationDetails {
	id: string;
	name: string;
	kind: OrganisationKind;
	myRole: MemberRole;
	/** For how long recordings are kept. */
	recordingDays: number;
	/** Whether the reader may invite, change roles and so on. */
	canManage: boolean;
	people: PersonDetails[];
	/** Open ones; only for admins. */
	invitations: { id: string; email: string; role: MemberRole; expiresAt: string }[];
	/** Who follows whom now; only for admins, and an advisor's own. */
	assignments: AssignmentDetails[];
	/** The same, of what ended within a year. */
	pastAssignments: AssignmentDetails[];
}

export interface PersonDetails {
	userId: string;
	name: string;
	/** Only for admins, and the reader's own. */
	email: string | null;
	role: MemberRole;
	isMe: boolean;
	isDisabled: boolean;
	/** Whether the reader may make a reset link for the whole account, or disable it. */
	canManageAccount: boolean;
	/** ISO 8601. */
	since: string;
}

type Refused<Code extends string> = { ok: false; code: Code };
/** `not_found` for strangers, `not_allowed` for those of its people who are not admins. */
type NotAdmin = 'not_found' | 'not_allowed';
/** `session` is set when the actor's own role changed: the session got a new id and the cookie wants it. */
type RoleChanged = { ok: true; session: OpenedSession | null };

export interface OrganisationServiceOptions {
	db: Db;
	accounts: Pick<AccountService, 'signUp' | 'readActor'>;
	linkOrigin: string;
	mail: Mail;
	log: Pick<Logger, 'info' | 'warn' | 'error'>;
	onRightsChanged: (match: RightsMatch) => void | Promise<void>;
	now?: () => Date;
}

export interface OrganisationService {
	/** Without the personal space. */
	list(actor: Actor): Promise<queries.OrganisationSummary[]>;
	/** Null for strangers. */
	get(actor: Actor, organisationId: string): Promise<OrganisationDetails | null>;
	create(
		actor: Actor,
		input: { name: string; kind: Exclude<OrganisationKind, 'personal'> }
	): Promise<{ ok: true; id: string } | Refused<'not_allowed' | 'too_many'>>;
	rename(
		actor: Actor,
		organisationId: string,
		name: string
	): Promise<{ ok: true } | Refused<NotAdmin>>;
	/** For how many days recordings are kept. A shorter time holds for those that are there as well, a longer one does not. */
	setRecordingDays(
		actor: Actor,
		organisationId: string,
		days: number
	): Promise<{ ok: true } | Refused<NotAdmin>>;
	/** A link that works once, within 72 hours, for this address and role; mailed as well where there is mail. */
	invite(
		actor: Actor,
		organisationId: string,
		input: { email: string; role: MemberRole }
	): Promise<
		| { ok: true; path: string; isMailed: boolean }
		| Refused<NotAdmin | 'already_member' | 'too_many'>
	>;
	revokeInvitation(
		actor: Actor,
		organisationId: string,
		invitationId: string
	): Promise<{ ok: true } | Refused<NotAdmin>>;
	/** What an invitation's page shows to whoever has the link. */
	findInvitation(token: string): Promise<queries.InvitationDetails | null>;
	acceptInvitation(
		actor: Actor,
		token: string
	): Promise<
		| { ok: true; organisationId: string; session: OpenedSession }
		| Refused<'not_found' | 'used' | 'expired' | 'other_address'>
	>;
	/** Makes the account for the invitation's address and accepts in one step. */
	acceptAsNewPerson(
		token: string,
		input: { name: string; password: string; timeZone: string },
		address: string
	): Promise<
		| { ok: true; organisationId: string; session: OpenedSession }
		| Refused<'not_found' | 'used' | 'expired' | 'other_address' | 'email_taken'>
		| { ok: false; code: 'too_many_attempts'; retryAfterSeconds: number }
	>;
	/** Ends the person's sessions; the actor's own goes on under a new id. The last admin stays one. */
	changeRole(
		actor: Actor,
		organisationId: string,
		userId: string,
		role: MemberRole
	): Promise<RoleChanged | Refused<NotAdmin | 'last_admin'>>;
	/** An admin removes anybody, everybody else only themselves. */
	removePerson(
		actor: Actor,
		organisationId: string,
		userId: string
	): Promise<RoleChanged | Refused<NotAdmin | 'last_admin'>>;
	/** Locks an account, or opens it again. `belongs_elsewhere` as for reset links. */
	setDisabled(
		actor: Actor,
		organisationId: string,
		userId: string,
		isDisabled: boolean
	): Promise<{ ok: true } | Refused<NotAdmin | 'belongs_elsewhere'>>;
	/**
	 * Lets an advisor (or an admin) follow a candidate, until the end of the day `endsOn` (`2026-12-04`, where the actor
	 * lives; null: no end is planned). Said again of somebody who follows already, the new end counts. `over`: that day
	 * is past.
	 */
	assign(
		actor: Actor,
		organisationId: string,
		assignment: Assignment & { endsOn: string | null }
	): Promise<{ ok: true } | Refused<NotAdmin | 'wrong_role' | 'over'>>;
	unassign(
		actor: Actor,
		organisationId: string,
		assignment: Assignment
	): Promise<{ ok: true } | Refused<NotAdmin>>;
}

const maxOrganisations = 50;

export function createOrganisationService(
	options: OrganisationServiceOptions
): OrganisationService {
	const { db, accounts, linkOrigin, mail, log, onRightsChanged } = options;
	const now = options.now ?? (() => new Date());

	/** Runs a change while holding the organisation, if the actor is its admin at this moment. */
	function asAdmin<T>(
		actor: Actor,
		organisationId: string,
		change: (tx: Tx, organisation: { id: string; name: string }) => Promise<T>
	): Promise<T | Refused<NotAdmin>> {
		return db.transaction(async (tx) => {
			const organisation = await queries.lockOrganisation(tx, organisationId, actor.userId);
			if (!organisation || actor.isGuest) return { ok: false, code: 'not_found' };
			if (organisation.myRole !== 'admin') return { ok: false, code: 'not_allowed' };
			return change(tx, organisation);
		});
	}

	/** New ids for a person whose role changed: others sign in again, the actor goes on in a new session. */
	async function rotateSessions(
		tx: Tx,
		actor: Actor,
		userId: string
	): Promise<OpenedSession | null> {
		const sessions = createSignInSessions(tx);
		await sessions.closeAll(userId);
		return userId === actor.userId ? sessions.open(userId) : null;
	}

	async function acceptInvitation(actor: Actor, token: string) {
		if (actor.isGuest || !actor.email) return { ok: false, code: 'other_address' } as const;
		const { userId, email } = actor;
		const tokenHash = toTokenHash(token);
		const accepted = await db.transaction(async (tx) => {
			const taken = await queries.useInvitation(tx, tokenHash, email, now());
			if (!taken) return null;
			await queries.insertMembership(tx, { ...taken, userId });
			const session = await rotateSessions(tx, actor, userId);
			return session && { organisationId: taken.organisationId, session };
		});
		if (accepted) {
			await onRightsChanged({ userId });
			return { ok: true, ...accepted } as const;
		}
		const invitation = await queries.findInvitation(db, tokenHash, now());
		if (!invitation) return { ok: false, code: 'not_found' } as const;
		if (invitation.state !== 'open') return { ok: false, code: invitation.state } as const;
		return { ok: false, code: 'other_address' } as const;
	}

	return {
		async list(actor) {
			return actor.isGuest ? [] : queries.findOrganisations(db, actor.userId);
		},

		async get(actor, organisationId) {
			if (actor.isGuest) return null;
			const organisation = await queries.findOrganisation(db, organisationId, actor.userId);
			if (!organisation) return null;
			const canManage = organisation.myRole === 'admin';
			const isAdvisor = organisation.myRole === 'advisor';
			const findFollowings = (which: 'running' | 'past') =>
				canManage || isAdvisor
					? findAssignments(db, organisationId, which, now(), canManage ? undefined : actor.userId)
					: [];
			const [people, elsewhere, invitations, assignments, pastAssignments] = await Promise.all([
				queries.findPeople(db, organisationId),
				canManage ? queries.findPeopleElsewhere(db, organisationId, actor.userId) : null,
				canManage ? queries.findInvitations(db, organisationId, now()) : [],
				findFollowings('running'),
				findFollowings('past')
			]);
			return {
				...organisation,
				canManage,
				people: people
					.filter(({ isDisabled }) => canManage || !isDisabled)
					.map(({ email, since, ...person }) => {
						const isMe = person.userId === actor.userId;
						return {
							...person,
							email: canManage || isMe ? email : null,
							isMe,
							canManageAccount: !isMe && elsewhere !== null && !elsewhere.has(person.userId),
							since: since.toISOString()
						};
					}),
				invitations: invitations.map(({ expiresAt, ...invitation }) => ({
					...invitation,
					expiresAt: expiresAt.toISOString()
				})),
				assignments,
				pastAssignments
			};
		},

		async create(actor, input) {
			if (actor.isGuest) return { ok: false, code: 'not_allowed' };
			if (actor.memberships.length >= maxOrganisations) return { ok: false, code: 'too_many' };
			const { name, kind } = input;
			const id = await db.transaction((tx) =>
				queries.insertOrganisation(tx, { name, kind }, actor.userId)
			);
			return { ok: true, id };
		},

		rename: (actor, organisationId, name) =>
			asAdmin(actor, organisationId, async (tx) => {
				await queries.renameOrganisation(tx, organisationId, name);
				return { ok: true };
			}),

		setRecordingDays: (actor, organisationId, days) =>
			asAdmin(actor, organisationId, async (tx) => {
				await queries.setRecordingDays(tx, organisationId, days);
				return { ok: true };
			}),

		async invite(actor, organisationId, input) {
			const email = toEmail(input.email);
			const { role } = input;
			const { token, row } = createInvitation(
				{ organisationId, email, role, createdBy: actor.userId },
				now()
			);
			const made = await asAdmin(actor, organisationId, async (tx, { name }) => {
				if (await queries.isMemberAddress(tx, organisationId, email))
					return { ok: false, code: 'already_member' } as const;
				const open = await queries.findInvitations(tx, organisationId, now());
				if (open.length >= maxOpenInvitations) return { ok: false, code: 'too_many' } as const;
				await queries.replaceInvitations(tx, organisationId, [row]);
				return { ok: true, name } as const;
			});
			if (!made.ok) return made;
			const path = `/invitations/${token}`;
			if (!mail.isOn) return { ok: true, path, isMailed: false };
			try {
				const url = `${linkOrigin}${path}`;
				const { name: organisation } = made;
				await mail.send(
					toInvitationLetter({ to: email, from: actor.name, organisation, role, url })
				);
				return { ok: true, path, isMailed: true };
			} catch (error) {
				const reason = error instanceof Error ? error.name : 'unknown';
				log.error({ event: 'invitation-mail-failed', reason }, 'An invitation was not mailed');
				return { ok: true, path, isMailed: false };
			}
		},

		revokeInvitation: (actor, organisationId, invitationId) =>
			asAdmin(actor, organisationId, async (tx) =>
				(await queries.deleteInvitation(tx, organisationId, invitationId))
					? ({ ok: true } as const)
					: ({ ok: false, code: 'not_found' } as const)
			),

		findInvitation: (token) => queries.findInvitation(db, toTokenHash(token), now()),

		acceptInvitation,

		async acceptAsNewPerson(token, input, address) {
			const invitation = await queries.findInvitation(db, toTokenHash(token), now());
			if (!invitation) return { ok: false, code: 'not_found' };
			if (invitation.state !== 'open') return { ok: false, code: invitation.state };
			const signed = await accounts.signUp({ ...input, email: invitation.email }, address);
			if (!signed.ok) return signed;
			const actor = await accounts.readActor(signed.token);
			return actor ? acceptInvitation(actor, token) : { ok: false, code: 'not_found' };
		},

		async changeRole(actor, organisationId, userId, role) {
			const changed = await asAdmin(actor, organisationId, async (tx) => {
				const before = await queries.findMemberRole(tx, organisationId, userId);
				if (!before) return { ok: false, code: 'not_found' } as const;
				if (before === role) return { ok: true, session: null, isSame: true } as const;
				if (before === 'admin' && !(await queries.hasOtherAdmin(tx, organisationId, userId)))
					return { ok: false, code: 'last_admin' } as const;
				await queries.setRole(tx, organisationId, userId, role);
				await queries.endWhatRoleGave(tx, organisationId, userId, actor.userId, now());
				const session = await rotateSessions(tx, actor, userId);
				return { ok: true, session, isSame: false } as const;
			});
			if (!changed.ok) return changed;
			if (!changed.isSame) await onRightsChanged({ userId });
			return { ok: true, session: changed.session };
		},

		async removePerson(actor, organisationId, userId) {
			const removed = await db.transaction(async (tx) => {
				const organisation = await queries.lockOrganisation(tx, organisationId, actor.userId);
				if (!organisation || actor.isGuest) return { ok: false, code: 'not_found' } as const;
				if (organisation.myRole !== 'admin' && userId !== actor.userId)
					return { ok: false, code: 'not_allowed' } as const;
				const role = await queries.findMemberRole(tx, organisationId, userId);
				if (!role) return { ok: false, code: 'not_found' } as const;
				if (role === 'admin' && !(await queries.hasOtherAdmin(tx, organisationId, userId)))
					return { ok: false, code: 'last_admin' } as const;
				await queries.deleteMembership(tx, organisationId, userId);
				await queries.endWhatRoleGave(tx, organisationId, userId, actor.userId, now());
				return { ok: true, session: await rotateSessions(tx, actor, userId) } as const;
			});
			if (removed.ok) await onRightsChanged({ userId });
			return removed;
		},

		async setDisabled(actor, organisationId, userId, isDisabled) {
			const changed = await asAdmin(actor, organisationId, async (tx) => {
				if (!(await queries.findMemberRole(tx, organisationId, userId)))
					return { ok: false, code: 'not_found' } as const;
				const reach = await queries.findAccountReach(tx, actor.userId, userId);
				if (!reach) return { ok: false, code: 'not_allowed' } as const;
				if (!reach.isWhole) return { ok: false, code: 'belongs_elsewhere' } as const;
				await queries.setDisabled(tx, userId, isDisabled ? now() : null);
				if (isDisabled) await createSignInSessions(tx).closeAll(userId);
				return { ok: true } as const;
			});
			if (changed.ok) {
				log.info(
					{ event: isDisabled ? 'person-disabled' : 'person-enabled', by: actor.userId, userId },
					'Account locked or opened'
				);
				await onRightsChanged({ userId });
			}
			return changed;
		},

		async assign(actor, organisationId, assignment) {
			const { advisorId, candidateId, endsOn } = assignment;
			const endsAt = endsOn ? new Date(toEndOfDay(endsOn, actor.timeZone)) : null;
			const assigned = await asAdmin(actor, organisationId, async (tx) => {
				const roles = await queries.findMemberRoles(tx, organisationId, [advisorId, candidateId]);
				const advisorRole = roles.get(advisorId);
				if (!advisorRole || !roles.has(candidateId))
					return { ok: false, code: 'not_found' } as const;
				if (advisorRole !== 'advisor' && advisorRole !== 'admin')
					return { ok: false, code: 'wrong_role' } as const;
				if (roles.get(candidateId) !== 'candidate')
					return { ok: false, code: 'wrong_role' } as const;
				if (endsAt && endsAt <= now()) return { ok: false, code: 'over' } as const;
				const following = { advisorId, candidateId, endsAt, assignedById: actor.userId };
				await insertAssignment(tx, organisationId, following, now());
				return { ok: true } as const;
			});
			if (assigned.ok) {
				const ends = endsAt?.toISOString() ?? null;
				const who = { by: actor.userId, organisationId, advisorId, candidateId };
				log.info({ event: 'following-begun', ...who, ends }, 'An advisor follows a candidate');
				await onRightsChanged({ userId: advisorId });
			}
			return assigned;
		},

		async unassign(actor, organisationId, assignment) {
			const { advisorId, candidateId } = assignment;
			const ended = await asAdmin(actor, organisationId, async (tx) => {
				const { userId } = actor;
				const isEnded = await endAssignment(tx, organisationId, assignment, userId, now());
				return { ok: true, isEnded } as const;
			});
			if (!ended.ok) return ended;
			if (ended.isEnded) {
				const who = { by: actor.userId, organisationId, advisorId, candidateId };
				log.info({ event: 'following-ended', ...who }, 'An advisor follows a candidate no more');
			}
			await onRightsChanged({ userId: advisorId });
			return { ok: true };
		}
	};
}

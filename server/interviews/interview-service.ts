import { and, eq, isNull } from 'drizzle-orm';
import * as v from 'valibot';
import type { Role } from '#lib/interview/interview.ts';
import { isEnterable } from '#lib/interview/phase.ts';
import { isSeatFree } from '#lib/interview/seats.ts';
import type {
	InterviewDetails,
	InterviewSummary,
	LinkView,
	PersonView
} from '#lib/interview/views.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { Db, Tx } from '#server/db/open.ts';
import { interviews, inviteLinks, participants, rounds, users } from '#server/db/schema.ts';
import { toCalendarFile } from './calendar.ts';
import { forgetSideTalk } from './finish.ts';
import {
	findInterview,
	findInterviewsOf,
	findLinks,
	findParticipant,
	findPeople,
	findPlace,
	getRubricVersion,
	lockInterview,
	mayManage,
	takePlace,
	type InterviewRow,
	type Person
} from './interview-queries.ts';
import {
	endWait,
	endWaitsOfLink,
	findKnock,
	isLinkOfRemoved
} from '#server/knocks/knock-queries.ts';
import { raiseEpoch } from '#server/livekit/video-queries.ts';
import { freeSittingSeats } from '#server/progress/sharing-queries.ts';
import {
	createInterviewMaker,
	insertLinks,
	invalid,
	minutesSchema,
	scheduledAtSchema,
	type Invalid
} from './make-interview.ts';
import { readInviteToken, toInviteToken, undatedLinkDays } from './invite-link.ts';

export interface InterviewServiceOptions {
	db: Db;
	/** Signs invite links. */
	appSecret: string;
	now: () => Date;
	/** After the COMMIT that removed somebody and raised the epoch: their sockets and everybody's video end. */
	onRemoved: (interviewId: string, userId: string) => Promise<void>;
	/** After the list of people or the appointment changed. */
	onChanged: (interviewId: string) => Promise<void>;
	/** After a cancellation. */
	onCancelled: (interviewId: string) => Promise<void>;
}

export type InterviewService = ReturnType<typeof createInterviewService>;

/** The longest list of interviews that a page is given. */
const mostInList = 200;

type NotFound = { ok: false; code: 'not_found' };
type WrongPhase = { ok: false; code: 'wrong_phase' };

const notFound: NotFound = { ok: false, code: 'not_found' };
const wrongPhase: WrongPhase = { ok: false, code: 'wrong_phase' };

/** Interviews as appointments: made (make-interview.ts), listed, moved, cancelled, and who may come in by which link. */
export function createInterviewService(options: InterviewServiceOptions) {
	const { db, appSecret, now, onRemoved, onChanged, onCancelled } = options;

	/** What is next (soonest first) and what is past (newest first), of everything the person is on the list of. */
	async function list(
		actor: Actor
	): Promise<{ next: InterviewSummary[]; past: InterviewSummary[] }> {
		const rows = await findInterviewsOf(db, actor.userId, mostInList);
		const people = await findPeople(
			db,
			rows.map((row) => row.interview.id)
		);
		const all = rows
			.filter(({ interview }) => mayOpen(actor, interview.id))
			.map(({ interview, role }) => toSummary(interview, role, people.get(interview.id)!));
		const time = (one: InterviewSummary) => one.scheduledAt ?? one.createdAt;
		const next = all.filter((one) => isEnterable(one.phase));
		return {
			next: next.sort((a, b) => time(a).localeCompare(time(b))),
			past: all.filter((one) => !isEnterable(one.phase))
		};
	}

	/** The interview as its page shows it, or null for those who are not on its list. */
	async function get(actor: Actor, id: string): Promise<InterviewDetails | null> {
		const found = await findMine(actor, id);
		if (!found) return null;
		const { interview, role } = found;
		const people = (await findPeople(db, [id])).get(id)!;
		const rubric = await getRubricVersion(db, interview.rubricVersionId);
		const isHost = mayManage(actor, interview, role);
		const isAhead = isEnterable(interview.phase) && interview.phase !== 'debrief';
		return {
			...toSummary(interview, role, people),
			scoring: interview.scoring,
			promptShown: interview.promptShown,
			rubricName: rubric.name,
			steps: interview.plan.map(({ label }) => ({ label })),
			links: isHost && isEnterable(interview.phase) ? toLinkViews(await findLinks(db, id)) : [],
			canInvite: isHost && isEnterable(interview.phase),
			canReschedule: isHost && (interview.phase === 'scheduled' || interview.phase === 'missed'),
			canCancel: isHost && isAhead,
			canRemovePeople: isHost && isEnterable(interview.phase)
		};
	}

	/** One link per role: the newest. */
	function toLinkViews(links: Awaited<ReturnType<typeof findLinks>>): LinkView[] {
		const newest = new Map(links.map((link) => [link.role, link]));
		return [...newest.values()].map((link) => ({
			role: link.role,
			path: `/join/${toInviteToken(appSecret, link.id)}`,
			isRevoked: link.revokedAt !== null
		}));
	}

	async function findMine(actor: Actor, id: string) {
		if (!mayOpen(actor, id)) return null;
		const interview = await findInterview(db, id);
		const place = interview && (await findParticipant(db, id, actor.userId));
		return place ? { interview, role: place.role } : null;
	}

	/** Runs a change for a host of the interview under its lock. */
	async function manage<T extends { ok: true } | WrongPhase>(
		actor: Actor,
		id: string,
		change: (tx: Tx, interview: InterviewRow) => Promise<T>
	): Promise<T | NotFound> {
		if (!mayOpen(actor, id)) return notFound;
		return db.transaction(async (tx) => {
			const interview = await lockInterview(tx, id);
			const place = interview && (await findParticipant(tx, id, actor.userId));
			// Nobody is brought into a practice alone, and it is no appointment.
			if (!place || interview.solo || !mayManage(actor, interview, place.role)) return notFound;
			return change(tx, interview);
		});
	}

	/** Moves the appointment; a missed one is scheduled again by it. */
	async function reschedule(
		actor: Actor,
		id: string,
		input: { scheduledAt: string | null; minutes: number }
	): Promise<{ ok: true } | Invalid | NotFound | WrongPhase> {
		const at = v.safeParse(scheduledAtSchema, input.scheduledAt);
		if (!at.success) return invalid('scheduledAt', at.issues[0].message);
		const minutes = v.safeParse(minutesSchema, input.minutes);
		if (!minutes.success) return invalid('minutes', minutes.issues[0].message);
		const result = await manage(actor, id, async (tx, { phase }) => {
			if (phase !== 'scheduled' && phase !== 'missed') return wrongPhase;
			await tx
				.update(interviews)
				.set({ scheduledAt: at.output, minutes: minutes.output, phase: 'scheduled' })
				.where(eq(interviews.id, id));
			return { ok: true as const };
		});
		return result;
	}

	/** Calls the interview off. Not once it is in the debrief: then it is finished. */
	async function cancel(actor: Actor, id: string): Promise<{ ok: true } | NotFound | WrongPhase> {
		const result = await manage(actor, id, async (tx, { phase }) => {
			if (phase === 'cancelled') return { ok: true as const };
			if (!isEnterable(phase) || phase === 'debrief') return wrongPhase;
			await forgetSideTalk(tx, id);
			await tx.update(interviews).set({ phase: 'cancelled' }).where(eq(interviews.id, id));
			return { ok: true as const };
		});
		if (result.ok) await onCancelled(id);
		return result;
	}

	/** Makes the links of a role worthless; whoever waits by one waits no longer. */
	async function revokeLink(
		actor: Actor,
		id: string,
		role: Role
	): Promise<{ ok: true } | NotFound | WrongPhase> {
		let hadWaiting = false;
		const result = await manage(actor, id, async (tx) => {
			const revoked = await tx
				.update(inviteLinks)
				.set({ revokedAt: now() })
				.where(
					and(
						eq(inviteLinks.interviewId, id),
						eq(inviteLinks.role, role),
						isNull(inviteLinks.revokedAt)
					)
				)
				.returning({ id: inviteLinks.id });
			hadWaiting = await endWaitsOfLink(
				tx,
				revoked.map((link) => link.id)
			);
			return { ok: true as const };
		});
		if (hadWaiting) await onChanged(id);
		return result;
	}

	/** Revokes a role's link and makes a new one. */
	async function renewLink(
		actor: Actor,
		id: string,
		role: Role
	): Promise<{ ok: true } | NotFound | WrongPhase> {
		const revoked = await revokeLink(actor, id, role);
		if (!revoked.ok) return revoked;
		return manage(actor, id, async (tx) => {
			await insertLinks(tx, id, actor.userId, [role]);
			return { ok: true as const };
		});
	}

	/** Takes somebody else off the list. Their documents, pages and video end at once. */
	async function removePerson(
		actor: Actor,
		id: string,
		userId: string
	): Promise<{ ok: true } | NotFound | WrongPhase> {
		if (userId === actor.userId) return notFound;
		const result = await manage(actor, id, async (tx, interview) => {
			if (!isEnterable(interview.phase)) return wrongPhase;
			await tx
				.update(participants)
				.set({ removedAt: now() })
				.where(and(eq(participants.interviewId, id), eq(participants.userId, userId)));
			const emptied = await tx
				.update(rounds)
				.set({ candidateId: null })
				.where(and(eq(rounds.interviewId, id), eq(rounds.candidateId, userId)))
				.returning({ id: rounds.id });
			// Who sits in by that candidate's sharing has no right to see the next one.
			const freed = emptied.length > 0 ? await freeSittingSeats(tx, id) : [];
			await raiseEpoch(tx, id);
			return { ok: true as const, gone: [userId, ...freed] };
		});
		if (!result.ok) return result;
		for (const gone of result.gone) await onRemoved(id, gone);
		return { ok: true };
	}

	/** What a link opens, for the page behind it. `ended`: the interview is over, or an undated link is too old. */
	async function findLink(token: string) {
		const linkId = readInviteToken(appSecret, token);
		const [row] = linkId
			? await db
					.select({
						link: inviteLinks,
						interview: interviews,
						hostName: users.name,
						hostZone: users.timeZone
					})
					.from(inviteLinks)
					.innerJoin(interviews, eq(interviews.id, inviteLinks.interviewId))
					.innerJoin(users, eq(users.id, interviews.createdBy))
					.where(eq(inviteLinks.id, linkId))
			: [];
		if (!row) return { ok: false as const, code: 'not_found' as const };
		const { link, interview, hostName, hostZone } = row;
		if (link.revokedAt) return { ok: false as const, code: 'revoked' as const };
		const ageMs = now().getTime() - link.createdAt.getTime();
		const isTooOld = !interview.scheduledAt && ageMs > undatedLinkDays * 86_400_000;
		if (!isEnterable(interview.phase) || isTooOld)
			return { ok: false as const, code: 'ended' as const };
		return {
			ok: true as const,
			linkId: link.id,
			role: link.role,
			interview: {
				id: interview.id,
				kind: interview.kind,
				phase: interview.phase,
				scheduledAt: interview.scheduledAt?.toISOString() ?? null,
				minutes: interview.minutes,
				hostName,
				hostZone
			}
		};
	}

	/**
	 * Takes the seat that a link gives. Somebody who is on the list keeps the place they have; `seat_taken`: as many as
	 * the interview has seats for sit there in that role; `must_knock`: somebody who came by this link was taken off the
	 * list, or this person was sent away; `removed`: the host took this person off the list.
	 */
	async function joinByLink(actor: Actor, token: string) {
		const found = await findLink(token);
		if (!found.ok) return found;
		const { role, interview, linkId } = found;
		const id = interview.id;
		if (!mayOpen(actor, id)) return { ok: false as const, code: 'not_found' as const };
		const taken = await db.transaction(async (tx) => {
			await lockInterview(tx, id);
			const { userId } = actor;
			const place = await findPlace(tx, id, userId);
			if (place?.removedAt) return 'removed' as const;
			if (place) return null;
			const people = (await findPeople(tx, [id])).get(id)!;
			if (!isSeatFree(interview.kind, role, people)) return 'seat_taken' as const;
			const knock = await findKnock(tx, id, userId);
			const isDeclined = knock?.state === 'declined' && knock.linkId === linkId;
			if (isDeclined || (await isLinkOfRemoved(tx, linkId))) return 'must_knock' as const;
			await takePlace(tx, interview, { userId, role, linkId });
			// A seat came free while they waited.
			if (knock) await endWait(tx, knock.id, 'admitted');
			return null;
		});
		if (taken) return { ok: false as const, code: taken };
		await onChanged(id);
		return { ok: true as const, interviewId: id };
	}

	/** The appointment as a calendar file; null for strangers and where nothing is dated. */
	async function toCalendar(actor: Actor, id: string, origin: string): Promise<string | null> {
		const found = await findMine(actor, id);
		if (!found?.interview.scheduledAt) return null;
		const { interview } = found;
		const people = (await findPeople(db, [id])).get(id)!;
		const others = people.filter((person) => person.userId !== actor.userId);
		return toCalendarFile({
			interviewId: id,
			title: others.length
				? `Mock interview with ${others.map((person) => person.name).join(', ')}`
				: 'Mock interview',
			scheduledAt: interview.scheduledAt!.toISOString(),
			minutes: interview.minutes,
			url: `${origin}/interviews/${id}`,
			people: people.map(({ name, timeZone }) => ({ name, timeZone })),
			isCancelled: interview.phase === 'cancelled',
			now: now().toISOString()
		});
	}

	return {
		...createInterviewMaker({ db, now }),
		list,
		get,
		reschedule,
		cancel,
		revokeLink,
		renewLink,
		removePerson,
		findLink,
		joinByLink,
		toCalendar
	};
}

/** A guest's session opens one interview and nothing else. */
const mayOpen = (actor: Actor, interviewId: string): boolean =>
	!actor.guestInterviewId || actor.guestInterviewId === interviewId;

const toPersonView = ({ userId, name, role, timeZone, isGuest }: Person): PersonView => ({
	userId,
	name,
	role,
	timeZone,
	isGuest
});

export const toSummary = (
	interview: InterviewRow,
	myRole: Role,
	people: Person[]
): InterviewSummary => ({
	id: interview.id,
	kind: interview.kind,
	phase: interview.phase,
	myRole,
	scheduledAt: interview.scheduledAt?.toISOString() ?? null,
	createdAt: interview.createdAt.toISOString(),
	finishedAt: interview.finishedAt?.toISOString() ?? null,
	minutes: interview.minutes,
	planName: interview.planName,
	people: people.map(toPersonView)
});

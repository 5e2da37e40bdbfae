import { and, desc, eq, gt, inArray, isNull, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import { visibleTo, type ViewedThing, type Visibility } from '#lib/progress/visibility.ts';
import { createId } from '../db/id.ts';
import type { Executor } from '../db/open.ts';
import {
	assignments,
	interviews,
	memberships,
	organisations,
	participants,
	rounds,
	users,
	viewings
} from '../db/schema.ts';

/** What a reader may see of a candidate's finished rounds in one organisation. */
export interface Scope {
	organisationId: string;
	relation: 'advisor' | 'staff';
}

/** An assignment that runs at this time. */
export const isRunning = (at: Date) =>
	and(lte(assignments.startsAt, at), or(isNull(assignments.endsAt), gt(assignments.endsAt, at)));

/** Roles that look after candidates. */
export const staffRoles = ['advisor', 'admin'] as const;

/** Joins `memberships` to an assignment: its advisor is still somebody who looks after candidates there. */
export const isStillStaff = and(
	eq(memberships.organisationId, assignments.organisationId),
	eq(memberships.userId, assignments.advisorId),
	inArray(memberships.role, [...staffRoles])
);

/**
 * How a reader stands to a candidate: `advisor` where they follow them now, else `staff` where they are advisor or
 * admin of an organisation that the candidate belongs to. Owning a personal space makes nobody either.
 */
export async function findScopes(
	db: Executor,
	readerId: string,
	candidateId: string,
	at: Date
): Promise<Scope[]> {
	const isFollowed = sql<boolean>`exists (${db
		.select({ one: sql`1` })
		.from(assignments)
		.where(
			and(
				eq(assignments.organisationId, memberships.organisationId),
				eq(assignments.advisorId, readerId),
				eq(assignments.candidateId, candidateId),
				isRunning(at)
			)
		)})`;
	const places = await db
		.select({ organisationId: memberships.organisationId, isFollowed })
		.from(memberships)
		.innerJoin(organisations, eq(organisations.id, memberships.organisationId))
		.where(
			and(
				eq(memberships.userId, readerId),
				inArray(memberships.role, [...staffRoles]),
				ne(organisations.kind, 'personal'),
				inArray(
					memberships.organisationId,
					db
						.select({ id: sql<string>`place.organisation_id` })
						.from(sql`memberships place`)
						.where(sql`place.user_id = ${candidateId}`)
				)
			)
		)
		.orderBy(memberships.organisationId);
	return places.map(({ organisationId, isFollowed }) => ({
		organisationId,
		relation: isFollowed ? 'advisor' : 'staff'
	}));
}

/** Rounds that these scopes open: the one condition behind every list, figure and file of somebody else's. */
export function isOpenTo(scopes: readonly Scope[]): SQL {
	const open = scopes.map(({ organisationId, relation }) =>
		and(
			eq(interviews.organisationId, organisationId),
			inArray(rounds.visibility, [...visibleTo[relation]])
		)
	);
	return or(...open) ?? sql`false`;
}

/** Rounds of which their candidate may show a report: a private one is in nobody else's. */
export const isShareable: SQL = ne(rounds.visibility, 'private');

/** Finished rounds of an interview with their candidates. */
export function findCandidateRounds(db: Executor, interviewId: string) {
	return db
		.select({ roundId: rounds.id, candidateId: sql<string>`${rounds.candidateId}` })
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(
			and(
				eq(interviews.id, interviewId),
				eq(interviews.phase, 'finished'),
				sql`${rounds.candidateId} is not null`
			)
		);
}

/** Which of these rounds the scopes open. */
export async function findOpenRounds(
	db: Executor,
	roundIds: readonly string[],
	scopes: readonly Scope[]
): Promise<string[]> {
	const rows = await db
		.select({ id: rounds.id })
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(and(inArray(rounds.id, [...roundIds]), isOpenTo(scopes)));
	return rows.map(({ id }) => id);
}

/** The interview of a round, if it is this person's. */
export async function findInterviewOfOwn(
	db: Executor,
	candidateId: string,
	roundId: string
): Promise<string | null> {
	const [row] = await db
		.select({ interviewId: rounds.interviewId })
		.from(rounds)
		.where(and(eq(rounds.id, roundId), eq(rounds.candidateId, candidateId)));
	return row?.interviewId ?? null;
}

/** Takes the seats of advisors who sit in on an interview; gives who they were. */
export async function freeSittingSeats(db: Executor, interviewId: string): Promise<string[]> {
	const freed = await db
		.delete(participants)
		.where(
			and(
				eq(participants.interviewId, interviewId),
				eq(participants.sitsIn, true),
				isNull(participants.removedAt)
			)
		)
		.returning({ userId: participants.userId });
	return freed.map(({ userId }) => userId);
}

/** Sets who may see a round, if it is this person's; gives its interview. */
export async function setVisibility(
	db: Executor,
	candidateId: string,
	roundId: string,
	visibility: Visibility
): Promise<string | null> {
	const [changed] = await db
		.update(rounds)
		.set({ visibility })
		.where(and(eq(rounds.id, roundId), eq(rounds.candidateId, candidateId)))
		.returning({ interviewId: rounds.interviewId });
	return changed?.interviewId ?? null;
}

/** A person's own rounds, the newest first, with where they were held. */
export function findOwnRounds(db: Executor, candidateId: string) {
	return db
		.select({
			roundId: rounds.id,
			interviewId: interviews.id,
			kind: interviews.kind,
			phase: interviews.phase,
			visibility: rounds.visibility,
			organisationName: organisations.name,
			organisationKind: organisations.kind,
			at: sql<Date>`coalesce(${interviews.finishedAt}, ${interviews.scheduledAt}, ${interviews.createdAt})`.mapWith(
				interviews.createdAt
			)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.innerJoin(organisations, eq(organisations.id, interviews.organisationId))
		.where(
			and(
				eq(rounds.candidateId, candidateId),
				sql`${interviews.phase} not in ('cancelled', 'missed')`
			)
		)
		.orderBy(
			desc(
				sql`coalesce(${interviews.finishedAt}, ${interviews.scheduledAt}, ${interviews.createdAt})`
			)
		);
}

export interface Viewing {
	ownerId: string;
	viewerId: string;
	what: ViewedThing;
	interviewId: string | null;
}

/** Looks within this time of each other are one. */
const sameLookMs = 3_600_000;

/** Notes looks at somebody's, each unless the same was noted within the hour. */
export async function noteViewings(
	db: Executor,
	looks: readonly Viewing[],
	at: Date
): Promise<void> {
	const list = (values: (string | null)[]) => sql`${sql.param(values)}::text[]`;
	await db.execute(sql`insert into viewings (id, owner_id, viewer_id, what, interview_id, at)
		select look.*, ${at.toISOString()}::timestamptz
		from unnest(
			${list(looks.map(() => createId()))},
			${list(looks.map(({ ownerId }) => ownerId))},
			${list(looks.map(({ viewerId }) => viewerId))},
			${list(looks.map(({ what }) => what))},
			${list(looks.map(({ interviewId }) => interviewId))}
		) as look (id, owner_id, viewer_id, what, interview_id)
		where not exists (
			select from viewings noted
			where noted.owner_id = look.owner_id
				and noted.at > ${new Date(at.getTime() - sameLookMs).toISOString()}::timestamptz
				and noted.viewer_id = look.viewer_id
				and noted.what = look.what
				and noted.interview_id is not distinct from look.interview_id
		)`);
}

/** When one of the looks at this person's was; null: it is none of them. */
export async function findViewingTime(db: Executor, ownerId: string, id: string) {
	const [row] = await db
		.select({ id: viewings.id, at: sql<string>`${viewings.at}::text` })
		.from(viewings)
		.where(and(eq(viewings.id, id), eq(viewings.ownerId, ownerId)));
	return row ?? null;
}

/** The newest looks at this person's, or the newest of those before one. */
export function findViewings(
	db: Executor,
	ownerId: string,
	{ before, most }: { before: { id: string; at: string } | null; most: number }
) {
	return db
		.select({
			id: viewings.id,
			viewerName: users.name,
			what: viewings.what,
			interviewId: viewings.interviewId,
			at: viewings.at
		})
		.from(viewings)
		.innerJoin(users, eq(users.id, viewings.viewerId))
		.where(
			and(
				eq(viewings.ownerId, ownerId),
				before
					? sql`(${viewings.at}, ${viewings.id}) < (${before.at}::timestamptz, ${before.id})`
					: undefined
			)
		)
		.orderBy(desc(viewings.at), desc(viewings.id))
		.limit(most);
}

/** Who follows this person now, and where. */
export function findAdvisors(db: Executor, candidateId: string, at: Date) {
	return db
		.selectDistinct({ name: users.name, organisationName: organisations.name })
		.from(assignments)
		.innerJoin(users, eq(users.id, assignments.advisorId))
		.innerJoin(organisations, eq(organisations.id, assignments.organisationId))
		.innerJoin(memberships, isStillStaff)
		.where(and(eq(assignments.candidateId, candidateId), isRunning(at)));
}

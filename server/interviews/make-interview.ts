import { and, eq, inArray, isNull } from 'drizzle-orm';
import * as v from 'valibot';
import { toStepSeconds } from '#lib/deck/plan-time.ts';
import { findPlan, plans } from '#lib/deck/plans.ts';
import type { Role } from '#lib/interview/interview.ts';
import { maxMinutes, minMinutes } from '#lib/interview/schedule.ts';
import { seats } from '#lib/interview/seats.ts';
import type { Actor } from '#server/auth/actor.ts';
import { findDecks } from '#server/decks/deck-queries.ts';
import { createId } from '#server/db/id.ts';
import type { Db, Executor, Tx } from '#server/db/open.ts';
import {
	interviews,
	inviteLinks,
	memberships,
	participants,
	rounds,
	rubrics,
	rubricVersions,
	users
} from '#server/db/schema.ts';

export const scheduledAtSchema = v.nullable(
	v.pipe(
		v.string(),
		v.check((text) => !Number.isNaN(Date.parse(text)), 'Choose a date and a time.'),
		v.transform((text) => new Date(text))
	)
);
export const minutesSchema = v.pipe(
	v.number('Choose how many minutes.'),
	v.integer('Choose whole minutes.'),
	v.minValue(minMinutes, `An interview takes at least ${minMinutes} minutes.`),
	v.maxValue(maxMinutes, `An interview takes at most ${maxMinutes} minutes.`)
);

/** Interviewers of a panel beside the two who are asked for first. */
const mostAlso = seats.panel.interviewer - 1;

const createSchema = v.strictObject({
	kind: v.picklist(['mentor', 'peer', 'panel'], 'Choose a mentor mock, a peer swap or a panel.'),
	organisationId: v.string(),
	withUserId: v.nullable(v.string()),
	panelIds: v.pipe(
		v.array(v.string()),
		v.maxLength(mostAlso, `A panel has at most ${seats.panel.interviewer} interviewers.`)
	),
	myRole: v.picklist(['interviewer', 'candidate'], 'Choose your part.'),
	scheduledAt: scheduledAtSchema,
	minutes: minutesSchema,
	planId: v.string(),
	deckId: v.string(),
	rubricVersionId: v.string(),
	scoring: v.picklist(['alone', 'together'], 'Choose how scores are given.')
});

export type CreateInput = v.InferInput<typeof createSchema>;

type CreateField = keyof CreateInput;

/** What was refused: the field, and what to do about it. */
export type Invalid = { ok: false; code: 'invalid'; field: CreateField; message: string };

export const invalid = (field: CreateField, message: string): Invalid => ({
	ok: false,
	code: 'invalid',
	field,
	message
});

/** Making interviews: what can be chosen, and the making with rounds and links. */
export function createInterviewMaker({ db, now }: { db: Db; now: () => Date }) {
	/** Where somebody makes interviews when nothing is chosen: the first shared organisation, else the personal space. */
	function defaultOrganisation(actor: Actor): string | null {
		const shared = actor.memberships.find((one) => one.kind !== 'personal');
		return (shared ?? actor.memberships[0])?.organisationId ?? null;
	}

	async function findRubricChoices(organisationIds: string[]) {
		const rows = await db
			.select({
				id: rubricVersions.id,
				version: rubricVersions.version,
				rubricId: rubrics.id,
				name: rubrics.name,
				organisationId: rubrics.organisationId,
				createdAt: rubrics.createdAt
			})
			.from(rubricVersions)
			.innerJoin(rubrics, eq(rubrics.id, rubricVersions.rubricId))
			.orderBy(rubrics.createdAt, rubrics.id, rubricVersions.version);
		const newest = new Map<string, { id: string; rubricId: string; name: string }>();
		for (const row of rows)
			if (!row.organisationId || organisationIds.includes(row.organisationId))
				newest.set(row.rubricId, { id: row.id, rubricId: row.rubricId, name: row.name });
		return [...newest.values()];
	}

	/** Decks that questions may be drawn from: names only, the first is the built-in one. */
	async function findDeckChoices(organisationIds: string[]) {
		const rows = await findDecks(db, organisationIds);
		return rows
			.filter(({ deck, questions }) => !deck.archivedAt && questions > 0)
			.toSorted(
				(a, b) => Number(a.deck.organisationId !== null) - Number(b.deck.organisationId !== null)
			)
			.map(({ deck }) => ({ id: deck.id, name: deck.name }));
	}

	/** What can be chosen at Create, with defaults that are valid as they stand. */
	async function createOptions(actor: Actor) {
		const organisationIds = actor.memberships.map((one) => one.organisationId);
		const rubricChoices = await findRubricChoices(organisationIds);
		const deckChoices = await findDeckChoices(organisationIds);
		const people = await findColleagues(db, organisationIds, actor.userId);
		const defaults: CreateInput = {
			kind: 'mentor',
			organisationId: defaultOrganisation(actor) ?? '',
			withUserId: null,
			panelIds: [],
			myRole: 'interviewer',
			scheduledAt: null,
			minutes: plans[0]!.minutes,
			planId: plans[0]!.id,
			deckId: deckChoices[0]?.id ?? '',
			rubricVersionId: rubricChoices[0]?.id ?? '',
			scoring: 'alone'
		};
		return {
			plans: plans.map(({ id, name, description, minutes, steps, rubricId }) => ({
				id,
				name,
				description,
				minutes,
				steps: steps.map((step) => ({ label: step.label, seconds: toStepSeconds(step) })),
				rubricVersionId: rubricChoices.find((one) => one.rubricId === rubricId)?.id ?? null
			})),
			decks: deckChoices,
			rubrics: rubricChoices.map(({ id, name }) => ({ id, name })),
			organisations: actor.memberships.map((one) => ({
				id: one.organisationId,
				name: one.organisationName
			})),
			people,
			defaults
		};
	}

	/** Makes an interview with its rounds and its links. Refusals name the field and say what to do. */
	async function create(actor: Actor, input: unknown): Promise<{ ok: true; id: string } | Invalid> {
		const parsed = v.safeParse(createSchema, input);
		if (!parsed.success) {
			const [issue] = parsed.issues;
			const field = (v.getDotPath(issue)?.split('.')[0] ?? 'kind') as CreateField;
			return invalid(field, issue.message);
		}
		const chosen = parsed.output;
		const plan = findPlan(chosen.planId);
		if (!plan) return invalid('planId', 'Choose one of the plans.');
		if (!actor.memberships.some((one) => one.organisationId === chosen.organisationId))
			return invalid('organisationId', 'Choose an organisation that you belong to.');
		const organisationIds = actor.memberships.map((one) => one.organisationId);
		const rubric = (await findRubricChoices(organisationIds)).find(
			(one) => one.id === chosen.rubricVersionId
		);
		if (!rubric) return invalid('rubricVersionId', 'Choose one of the rubrics.');
		const colleagues = await findColleagues(db, organisationIds, actor.userId);
		const isColleague = (id: string) => colleagues.some(({ userId }) => userId === id);
		const unknown = 'Choose a person from one of your organisations, or send a link.';
		if (chosen.withUserId && !isColleague(chosen.withUserId)) return invalid('withUserId', unknown);
		const panelIds = chosen.kind === 'panel' ? chosen.panelIds : [];
		if (!panelIds.every(isColleague)) return invalid('panelIds', unknown);
		const asked = [actor.userId, ...(chosen.withUserId ? [chosen.withUserId] : []), ...panelIds];
		if (new Set(asked).size < asked.length)
			return invalid('panelIds', 'Choose each person once: everybody has one seat.');
		const deck = (await findDeckChoices(organisationIds)).find(({ id }) => id === chosen.deckId);
		if (!deck) return invalid('deckId', 'Choose one of the decks.');

		const id = createId();
		const other: Role = chosen.myRole === 'interviewer' ? 'candidate' : 'interviewer';
		const people = [{ userId: actor.userId, role: chosen.myRole as Role }];
		if (chosen.withUserId) people.push({ userId: chosen.withUserId, role: other });
		for (const userId of panelIds) people.push({ userId, role: 'interviewer' });
		await db.transaction(async (tx) => {
			await tx.insert(interviews).values({
				id,
				organisationId: chosen.organisationId,
				kind: chosen.kind,
				phase: 'scheduled',
				createdBy: actor.userId,
				scheduledAt: chosen.scheduledAt,
				minutes: chosen.minutes,
				deckId: deck.id,
				plan: plan.steps,
				planName: plan.name,
				rubricVersionId: rubric.id,
				scoring: chosen.scoring
			});
			// A millisecond apart: lists, and a panel's turns, keep the order in which they were chosen.
			await tx.insert(participants).values(
				people.map((one, index) => ({
					interviewId: id,
					...one,
					createdAt: new Date(now().getTime() + index)
				}))
			);
			// In a swap each of the two answers in a round of their own, and nobody else is to sit there.
			const isSwap = chosen.kind === 'peer';
			const answering: Role[] = isSwap ? ['candidate', 'interviewer'] : ['candidate'];
			await tx.insert(rounds).values(
				answering.map((role, index) => ({
					id: createId(),
					interviewId: id,
					ordinal: index + 1,
					candidateId: people.find((one) => one.role === role)?.userId ?? null
				}))
			);
			await insertLinks(
				tx,
				id,
				actor.userId,
				isSwap ? [other, 'observer'] : ['candidate', 'interviewer', 'observer']
			);
		});
		return { ok: true, id };
	}

	return { createOptions, create };
}

/** New links for these roles. */
export async function insertLinks(
	tx: Tx,
	interviewId: string,
	createdBy: string,
	roles: Role[]
): Promise<void> {
	await tx
		.insert(inviteLinks)
		.values(roles.map((role) => ({ id: createId(), interviewId, role, createdBy })));
}

/** The other people of these organisations, by name. */
async function findColleagues(db: Executor, organisationIds: string[], except: string) {
	if (organisationIds.length === 0) return [];
	const rows = await db
		.select({
			userId: users.id,
			name: users.name,
			timeZone: users.timeZone,
			role: memberships.role
		})
		.from(memberships)
		.innerJoin(users, eq(users.id, memberships.userId))
		.where(and(inArray(memberships.organisationId, organisationIds), isNull(users.disabledAt)))
		.orderBy(users.name);
	const people = new Map(rows.map((row) => [row.userId, row]));
	people.delete(except);
	return [...people.values()];
}

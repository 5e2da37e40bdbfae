import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { categories } from '#lib/deck/question.ts';
import type { Criterion } from '#lib/rubric/rubric.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import type { Db, Executor } from '#server/db/open.ts';
import { organisations, rubrics, rubricVersions } from '#server/db/schema.ts';
import type { RenamedMeanwhile } from '../decks/deck-service.ts';
import { findCurrentVersion } from './rubric-queries.ts';

export interface RubricSummary {
	id: string;
	name: string;
	description: string;
	/** Null: built in. */
	organisationName: string | null;
	version: number;
	criteria: number;
	canEdit: boolean;
}

export interface RubricDetails extends Omit<RubricSummary, 'criteria'> {
	criteria: Criterion[];
	/** For `rename`: rises with every change of name or description. */
	nameVersion: number;
	/** Organisations in which the reader may keep rubrics. */
	mine: { organisationId: string; name: string }[];
}

type Refused<Code extends string> = { ok: false; code: Code };
type NotEditor = Refused<'not_found' | 'not_allowed'>;
export interface CriterionProblem {
	field: string;
	message: string;
}

/** What a person writes of a criterion; its id stays as it is, so that progress can be followed. */
export interface CriterionInput {
	name: string;
	description: string;
	anchors: Record<1 | 2 | 3 | 4 | 5, string>;
	isCore: boolean;
	weight: number;
}

const hidden = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const text = (missing: string, most: number) =>
	v.pipe(
		v.string(missing),
		v.trim(),
		v.nonEmpty(missing),
		v.maxLength(most, `This has at most ${most} characters.`),
		v.check((value) => !hidden.test(value), 'There are characters in it that cannot be seen.')
	);
const anchor = text('Say what one sees or hears at this level.', 240);

const criterionSchema = v.strictObject({
	name: text('Give the criterion a name.', 60),
	description: text('Say in a sentence what to look at.', 240),
	anchors: v.strictObject({ 1: anchor, 2: anchor, 3: anchor, 4: anchor, 5: anchor }),
	isCore: v.boolean(),
	weight: v.pipe(
		v.number('A weight is 1, 2 or 3.'),
		v.integer('A weight is 1, 2 or 3.'),
		v.minValue(1, 'A weight is 1, 2 or 3.'),
		v.maxValue(3, 'A weight is 1, 2 or 3.')
	)
});

const maxRubrics = 100;
const maxCriteria = 25;

export type RubricService = ReturnType<typeof createRubricService>;

/**
 * Rubrics as an organisation keeps them. They are no secret: whoever is rated may read by what. A version never changes
 * once it is there; every edit makes the next, and an interview keeps the one that it was made with.
 */
export function createRubricService({ db, now }: { db: Db; now: () => Date }) {
	const editorOf = (actor: Actor) =>
		actor.memberships.filter(
			({ kind, role }) => kind !== 'personal' && (role === 'advisor' || role === 'admin')
		);
	const isEditor = (actor: Actor, organisationId: string | null) =>
		editorOf(actor).some((one) => one.organisationId === organisationId);

	async function findReadable(actor: Actor, rubricId: string) {
		const [row] = await db
			.select({ rubric: rubrics, organisationName: organisations.name })
			.from(rubrics)
			.leftJoin(organisations, eq(organisations.id, rubrics.organisationId))
			.where(
				and(
					eq(rubrics.id, rubricId),
					or(
						isNull(rubrics.organisationId),
						inArray(rubrics.organisationId, organisationsOf(actor))
					)
				)
			);
		return row ?? null;
	}

	const organisationsOf = (actor: Actor) =>
		actor.memberships.map(({ organisationId }) => organisationId);

	/** Every rubric that the person may be rated by. */
	async function list(actor: Actor): Promise<RubricSummary[]> {
		const rows = await db
			.selectDistinctOn([rubrics.createdAt, rubrics.id], {
				rubric: rubrics,
				organisationName: organisations.name,
				version: rubricVersions.version,
				criteria: rubricVersions.criteria
			})
			.from(rubrics)
			.innerJoin(rubricVersions, eq(rubricVersions.rubricId, rubrics.id))
			.leftJoin(organisations, eq(organisations.id, rubrics.organisationId))
			.where(
				or(isNull(rubrics.organisationId), inArray(rubrics.organisationId, organisationsOf(actor)))
			)
			.orderBy(asc(rubrics.createdAt), asc(rubrics.id), sql`${rubricVersions.version} desc`);
		return rows.map(({ rubric, organisationName, version, criteria }) => ({
			id: rubric.id,
			name: rubric.name,
			description: rubric.description,
			organisationName,
			version,
			criteria: criteria.length,
			canEdit: isEditor(actor, rubric.organisationId)
		}));
	}

	async function get(actor: Actor, rubricId: string): Promise<RubricDetails | null> {
		const row = await findReadable(actor, rubricId);
		const current = row && (await findCurrentVersion(db, rubricId));
		if (!current) return null;
		return {
			id: row.rubric.id,
			name: row.rubric.name,
			description: row.rubric.description,
			nameVersion: row.rubric.nameVersion,
			organisationName: row.organisationName,
			version: current.version,
			criteria: current.criteria,
			canEdit: isEditor(actor, row.rubric.organisationId),
			mine: editorOf(actor).map(({ organisationId, organisationName: name }) => ({
				organisationId,
				name
			}))
		};
	}

	/** One’s own organisation’s copy, to be changed. */
	async function copy(
		actor: Actor,
		rubricId: string,
		organisationId: string
	): Promise<{ ok: true; id: string } | NotEditor | Refused<'too_many'>> {
		const row = await findReadable(actor, rubricId);
		const current = row && (await findCurrentVersion(db, rubricId));
		if (!current) return { ok: false, code: 'not_found' };
		if (!isEditor(actor, organisationId)) return { ok: false, code: 'not_allowed' };
		const id = createId();
		return db.transaction(async (tx) => {
			if ((await tx.$count(rubrics, eq(rubrics.organisationId, organisationId))) >= maxRubrics)
				return { ok: false, code: 'too_many' };
			const { name, description } = row.rubric;
			await tx.insert(rubrics).values({
				id,
				organisationId,
				name: `Copy of ${name}`.slice(0, 80),
				description,
				createdAt: now()
			});
			await insertVersion(tx, id, 1, current.criteria);
			return { ok: true, id };
		});
	}

	const insertVersion = (
		executor: Executor,
		rubricId: string,
		version: number,
		criteria: Criterion[]
	) =>
		executor
			.insert(rubricVersions)
			.values({ id: createId(), rubricId, version, criteria, createdAt: now() });

	/** `changed`: somebody saved another name since `version` was read; nothing is written, and theirs comes back. */
	async function rename(
		actor: Actor,
		rubricId: string,
		version: number,
		input: { name: string; description: string }
	): Promise<{ ok: true } | NotEditor | RenamedMeanwhile> {
		const row = await findReadable(actor, rubricId);
		if (!row) return { ok: false, code: 'not_found' };
		if (!isEditor(actor, row.rubric.organisationId)) return { ok: false, code: 'not_allowed' };
		const written = await db
			.update(rubrics)
			.set({ ...input, nameVersion: version + 1 })
			.where(and(eq(rubrics.id, rubricId), eq(rubrics.nameVersion, version)))
			.returning({ id: rubrics.id });
		if (written.length > 0) return { ok: true };
		const theirs = await findReadable(actor, rubricId);
		return theirs
			? { ok: false, code: 'changed', theirs: theirs.rubric }
			: { ok: false, code: 'not_found' };
	}

	/** Makes the next version from the one that was read; `changed`: somebody else has made one since. */
	async function change(
		actor: Actor,
		rubricId: string,
		version: number,
		toCriteria: (criteria: Criterion[]) => Criterion[] | null
	): Promise<
		{ ok: true; version: number } | NotEditor | Refused<'changed' | 'no_criterion' | 'too_many'>
	> {
		const row = await findReadable(actor, rubricId);
		if (!row) return { ok: false, code: 'not_found' };
		if (!isEditor(actor, row.rubric.organisationId)) return { ok: false, code: 'not_allowed' };
		return db.transaction(async (tx) => {
			await tx
				.select({ id: rubrics.id })
				.from(rubrics)
				.where(eq(rubrics.id, rubricId))
				.for('update');
			const current = await findCurrentVersion(tx, rubricId);
			if (!current) return { ok: false, code: 'not_found' };
			if (current.version !== version) return { ok: false, code: 'changed' };
			const criteria = toCriteria(current.criteria);
			if (!criteria || !criteria.some(({ isCore }) => isCore))
				return { ok: false, code: 'no_criterion' };
			if (criteria.length > maxCriteria) return { ok: false, code: 'too_many' };
			await insertVersion(tx, rubricId, version + 1, criteria);
			return { ok: true, version: version + 1 };
		});
	}

	type Changed = Awaited<ReturnType<typeof change>>;
	type Invalid = { ok: false; code: 'invalid'; problems: CriterionProblem[] };

	/** Rewrites a criterion, or adds one at the end where `criterionId` is null. */
	async function writeCriterion(
		actor: Actor,
		rubricId: string,
		version: number,
		criterionId: string | null,
		input: CriterionInput
	): Promise<Changed | Invalid> {
		const parsed = v.safeParse(criterionSchema, input);
		if (!parsed.success)
			return {
				ok: false,
				code: 'invalid',
				problems: parsed.issues.map((issue) => ({
					field: (issue.path ?? []).map(({ key }) => String(key)).join('-'),
					message: issue.message
				}))
			};
		const { weight, ...written } = parsed.output;
		const toWritten = (old: Criterion): Criterion => {
			const { weight: _, ...rest } = { ...old, ...written };
			return weight === 1 ? rest : { ...rest, weight };
		};
		return change(actor, rubricId, version, (criteria) => {
			if (criterionId === null)
				return [
					...criteria,
					toWritten({ id: `own-${createId()}`, ...written, elicitedBy: [...categories] })
				];
			if (!criteria.some(({ id }) => id === criterionId)) return null;
			return criteria.map((old) => (old.id === criterionId ? toWritten(old) : old));
		});
	}

	/** Leaves a criterion out of the next version. What was rated by it stays. */
	const removeCriterion = (actor: Actor, rubricId: string, version: number, criterionId: string) =>
		change(actor, rubricId, version, (criteria) =>
			criteria.some(({ id }) => id === criterionId)
				? criteria.filter(({ id }) => id !== criterionId)
				: null
		);

	return { list, get, copy, rename, writeCriterion, removeCriterion };
}

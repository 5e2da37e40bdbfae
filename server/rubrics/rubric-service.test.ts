import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#server/auth/actor.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import { createId } from '#server/db/id.ts';
import { interviews, organisations, rubricVersions, users } from '#server/db/schema.ts';
import { seedBuiltIns } from '#server/db/seed.ts';
import { residencyInterview } from './built-in/built-in-rubrics.ts';
import { createRubricService, type RubricService } from './rubric-service.ts';

let database: Database;
let service: RubricService;
const organisationId = createId();

beforeAll(async () => {
	database = await openDatabase({ dataDir: 'memory://' });
	await seedBuiltIns(database.db);
	await database.db
		.insert(organisations)
		.values({ id: organisationId, name: 'Harbour School', kind: 'school' });
	service = createRubricService({ db: database.db, now: () => new Date() });
});
afterAll(() => database.close());

async function person(role: Actor['memberships'][number]['role'] | null): Promise<Actor> {
	const userId = createId();
	await database.db
		.insert(users)
		.values({ id: userId, name: 'Somebody', email: `${userId}@a.test` });
	return {
		userId,
		sessionId: createId(),
		name: 'Somebody',
		email: null,
		timeZone: 'UTC',
		isGuest: false,
		guestInterviewId: null,
		isDemo: false,
		memberships: role
			? [{ organisationId, organisationName: 'Harbour School', kind: 'school', role }]
			: []
	};
}

const input = (name: string) => ({
	name,
	description: 'What to look at.',
	anchors: { 1: 'One.', 2: 'Two.', 3: 'Three.', 4: 'Four.', 5: 'Five.' },
	isCore: true,
	weight: 2
});

async function makeCopy(admin: Actor): Promise<string> {
	const copied = await service.copy(admin, residencyInterview.id, organisationId);
	if (!copied.ok) throw new Error(copied.code);
	return copied.id;
}

describe('rubrics', () => {
	it('are read by everybody who may be rated by them, and changed by advisors and admins', async () => {
		const [admin, candidate, stranger] = [
			await person('admin'),
			await person('candidate'),
			await person(null)
		];
		const id = await makeCopy(admin);
		expect((await service.get(candidate, id))!.canEdit).toBe(false);
		expect(await service.get(stranger, id)).toBeNull();
		expect(await service.get(stranger, residencyInterview.id)).not.toBeNull();
		const rename = { name: 'Ours', description: '' };
		expect(await service.rename(candidate, id, 1, rename)).toMatchObject({ code: 'not_allowed' });
		expect(await service.rename(stranger, id, 1, rename)).toMatchObject({ code: 'not_found' });
		expect(await service.rename(admin, residencyInterview.id, 1, rename)).toMatchObject({
			code: 'not_allowed'
		});
		expect(await service.copy(candidate, id, organisationId)).toMatchObject({
			code: 'not_allowed'
		});
	});

	it('get a new version with every edit, and the old one stays word for word', async () => {
		const admin = await person('admin');
		const id = await makeCopy(admin);
		const before = (await service.get(admin, id))!;
		const edited = await service.writeCriterion(admin, id, 1, 'clarity', input('Plain words'));
		expect(edited).toEqual({ ok: true, version: 2 });
		const after = (await service.get(admin, id))!;
		expect(after.criteria.find((one) => one.id === 'clarity')).toMatchObject({
			name: 'Plain words',
			weight: 2
		});
		const versions = await database.db
			.select()
			.from(rubricVersions)
			.where(eq(rubricVersions.rubricId, id))
			.orderBy(rubricVersions.version);
		expect(versions.map(({ version }) => version)).toEqual([1, 2]);
		expect(versions[0]!.criteria).toEqual(before.criteria);
		expect(await database.db.$count(interviews)).toBe(0);
	});

	it('do not let one of two editors overwrite the other', async () => {
		const admin = await person('admin');
		const id = await makeCopy(admin);
		const edits = await Promise.all([
			service.writeCriterion(admin, id, 1, 'clarity', input('First')),
			service.writeCriterion(admin, id, 1, 'clarity', input('Second'))
		]);
		expect(edits.filter((edit) => edit.ok)).toHaveLength(1);
		expect(edits.find((edit) => !edit.ok)).toMatchObject({ code: 'changed' });
	});

	it('are renamed by one of two editors at once, and the other is told what stands now', async () => {
		const admin = await person('admin');
		const id = await makeCopy(admin);
		const names = ['First', 'Second'].map((name) => ({ name, description: `${name} said so` }));
		const results = await Promise.all(names.map((name) => service.rename(admin, id, 1, name)));
		const { name, description, nameVersion, version } = (await service.get(admin, id))!;
		expect(names).toContainEqual({ name, description });
		expect({ nameVersion, version }).toEqual({ nameVersion: 2, version: 1 });
		expect(results.filter((result) => result.ok)).toHaveLength(1);
		expect(results.find((result) => !result.ok)).toMatchObject({
			code: 'changed',
			theirs: { name, description, nameVersion: 2 }
		});
	});

	it('take a criterion more or less, and keep at least one on every card', async () => {
		const admin = await person('admin');
		const id = await makeCopy(admin);
		await service.writeCriterion(admin, id, 1, null, input('Humour'));
		expect((await service.get(admin, id))!.criteria.at(-1)!.name).toBe('Humour');
		expect(await service.removeCriterion(admin, id, 2, 'no-such')).toMatchObject({
			code: 'no_criterion'
		});
		let version = 2;
		for (const { id: criterionId } of (await service.get(admin, id))!.criteria) {
			const removed = await service.removeCriterion(admin, id, version, criterionId);
			if (removed.ok) version = removed.version;
			else expect(removed.code).toBe('no_criterion');
		}
		expect((await service.get(admin, id))!.criteria.some(({ isCore }) => isCore)).toBe(true);
	});

	it.each([
		['name', { ...input('x'), name: ' ' }],
		['weight', { ...input('x'), weight: 9 }],
		['anchors-3', { ...input('x'), anchors: { ...input('x').anchors, 3: '' } }]
	])('refuse a bad %s at its field', async (field, bad) => {
		const admin = await person('admin');
		const id = await makeCopy(admin);
		const refused = await service.writeCriterion(admin, id, 1, 'clarity', bad);
		expect(refused).toMatchObject({ code: 'invalid', problems: [{ field }] });
	});
});

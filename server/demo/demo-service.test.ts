import { PGlite } from '@electric-sql/pglite';
import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#server/auth/actor.ts';
import { createPasswordHasher } from '#server/auth/password.ts';
import { createId } from '#server/db/id.ts';
import { migrate } from '#server/db/migrate.ts';
import type { Database } from '#server/db/open.ts';
import { pgliteOptions, toDatabase } from '#server/db/pglite.ts';
import * as schema from '#server/db/schema.ts';
import { seedBuiltIns } from '#server/db/seed.ts';
import { createInterviewService } from '#server/interviews/interview-service.ts';
import { createDemoService, type DemoService } from './demo-service.ts';
import { candidate, demoPassword, demoPeople, mentor, peer, type DemoPerson } from './people.ts';

let database: Database;
let demo: DemoService;
let now = new Date('2026-11-20T15:00:00Z');
const nothing = () => Promise.resolve();

beforeAll(async () => {
	database = toDatabase(await PGlite.create(pgliteOptions), null);
	const { db } = database;
	await migrate(db);
	await seedBuiltIns(db);
	const interviews = createInterviewService({
		db,
		appSecret: 'a secret of more than thirty-two characters',
		now: () => now,
		onRemoved: nothing,
		onChanged: nothing,
		onCancelled: nothing
	});
	demo = createDemoService({ db, interviews, now: () => now });
	await demo.ensure();
});
afterAll(() => database.close());

const asActor = ({ id, name, email, timeZone }: DemoPerson): Actor => ({
	userId: id,
	sessionId: '',
	name,
	email,
	timeZone,
	isGuest: false,
	guestInterviewId: null,
	isDemo: true,
	memberships: []
});

/** Rows in every table of the schema, by name. */
async function countRows(): Promise<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const [name, table] of Object.entries(schema)) {
		const [row] = await database.db.select({ rows: count() }).from(table);
		counts[name] = row!.rows;
	}
	return counts;
}

describe('the demo', () => {
	it('is made once: the second time changes nothing', async () => {
		const before = await countRows();
		await demo.ensure();
		expect(await countRows()).toEqual(before);
		expect(before).toMatchObject({ interviews: 43, rounds: 45, users: demoPeople.length });
	});

	it('opens with the published password, and only for those who are continued as', async () => {
		const people = await database.db.select().from(schema.users);
		const passwords = createPasswordHasher();
		for (const { email, passwordHash, isDemo } of people) {
			expect(isDemo).toBe(true);
			expect(await passwords.verify(passwordHash, demoPassword)).toBe(email !== null);
		}
	});

	it('leads mentor and candidate into one interview, also when both press at once', async () => {
		const [first, second] = await Promise.all([
			demo.prepared(asActor(mentor)),
			demo.prepared(asActor(candidate))
		]);
		expect(first).not.toBeNull();
		expect(second).toEqual(first);
		expect(await demo.prepared(asActor(peer))).toBeNull();
	});

	it('starts that interview now, however long it has waited', async () => {
		now = new Date('2026-11-25T09:00:00Z');
		const prepared = await demo.prepared(asActor(candidate));
		const [row] = await database.db
			.select()
			.from(schema.interviews)
			.where(eq(schema.interviews.id, prepared!.id));
		expect(row).toMatchObject({ phase: 'scheduled', scheduledAt: now, planName: 'Traditional' });
	});

	it('prepares a new one when the last is finished', async () => {
		const last = await demo.prepared(asActor(mentor));
		await database.db
			.update(schema.interviews)
			.set({ phase: 'finished', finishedAt: now })
			.where(eq(schema.interviews.id, last!.id));
		const next = await demo.prepared(asActor(mentor));
		expect(next!.id).not.toBe(last!.id);
	});

	it('shows five tiles, the one who sits here first', () => {
		expect(demo.continueTiles('mentor').map(({ name }) => name)[0]).toBe(mentor.name);
		const tiles = demo.continueTiles('candidate');
		expect(tiles.map(({ name }) => name)[0]).toBe(candidate.name);
		expect(new Set(tiles.map(({ email }) => email)).size).toBe(5);
	});

	it('goes without a trace, with its documents and guests', async () => {
		const { db } = database;
		await demo.clear();
		const before = await countRows();

		await demo.ensure();
		const prepared = await demo.prepared(asActor(mentor));
		const [round] = await db
			.select()
			.from(schema.rounds)
			.where(eq(schema.rounds.interviewId, prepared!.id));
		const guest = createId();
		await db
			.insert(schema.users)
			.values({ id: guest, name: 'A guest', isGuest: true, timeZone: 'UTC' });
		await db
			.insert(schema.participants)
			.values({ interviewId: prepared!.id, userId: guest, role: 'observer' });
		for (const name of [`${prepared!.id}/stage`, `${round!.id}/notes/${mentor.id}`])
			await db.insert(schema.documentUpdates).values({ name, bytes: new Uint8Array([1, 2, 3]) });

		expect(await demo.clear()).toEqual({ interviews: 44, people: demoPeople.length });
		expect(await countRows()).toEqual(before);
		expect(await demo.clear()).toEqual({ interviews: 0, people: 0 });
	});

	it('leaves another organisation’s interview, without what a demo person rated in it', async () => {
		const { db } = database;
		await demo.ensure();
		const [own, owner] = [createId(), createId()];
		await db.insert(schema.users).values({ id: owner, name: 'Somebody', timeZone: 'UTC' });
		await db.insert(schema.organisations).values({ id: own, name: 'Elsewhere', kind: 'school' });
		const [sample] = await db.select().from(schema.interviews).limit(1);
		const interview = { ...sample!, id: createId(), organisationId: own, createdBy: owner };
		const round = { id: createId(), interviewId: interview.id, ordinal: 1, candidateId: owner };
		await db.insert(schema.interviews).values(interview);
		await db
			.insert(schema.participants)
			.values({ interviewId: interview.id, userId: mentor.id, role: 'interviewer' });
		await db.insert(schema.rounds).values(round);
		await db.insert(schema.scorecards).values({
			id: createId(),
			roundId: round.id,
			raterId: mentor.id,
			raterKind: 'interviewer',
			rubricVersionId: interview.rubricVersionId,
			state: 'not-given'
		});

		await demo.clear();
		expect(await countRows()).toMatchObject({
			interviews: 1,
			rounds: 1,
			scorecards: 0,
			participants: 0,
			users: 1
		});
	});

	it('is refused, with a sentence, when somebody has signed up with an address of it', async () => {
		await database.db
			.insert(schema.users)
			.values({ id: createId(), name: 'Somebody', email: mentor.email, timeZone: 'UTC' });
		await expect(demo.ensure()).rejects.toThrow(/signed up as mentor@demo\.test/);
	});
});

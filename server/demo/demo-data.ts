import { and, eq, inArray, like, notExists, or, sql } from 'drizzle-orm';
import { Refusal } from '#server/launch/refusal.ts';
import { createPasswordHasher } from '#server/auth/password.ts';
import type { Db, Tx } from '#server/db/open.ts';
import {
	addenda,
	answerMarks,
	answers,
	assignments,
	candidateFiles,
	contacts,
	documentClients,
	documentSnapshots,
	documentUpdates,
	exposures,
	feedbackItems,
	feedbacks,
	fileLines,
	goals,
	interviews,
	lateEdits,
	memberships,
	organisations,
	participants,
	practices,
	privateNotes,
	ratings,
	reportLinks,
	reportOpenings,
	rounds,
	scorecards,
	sessions,
	setups,
	users,
	viewings
} from '#server/db/schema.ts';
import { residencyInterview, shortForm } from '#server/rubrics/built-in/built-in-rubrics.ts';
import { findCurrentVersion } from '#server/rubrics/rubric-queries.ts';
import { demoLines, demoWish } from './candidate-file.ts';
import { toDemoGoals, toDemoPractices } from './aims.ts';
import {
	admin,
	advisor,
	candidate,
	demoCandidates,
	demoOrganisation,
	demoPassword,
	demoPeople
} from './people.ts';
import { toSeasonRows, type SeasonRows } from './season-rows.ts';
import {
	toDemoComments,
	toDemoContacts,
	toDemoLinks,
	toDemoSetups,
	toDemoViewings
} from './traces.ts';

const dayMs = 24 * 60 * 60_000;
const demoUserIds = demoPeople.map((person) => person.id);

/**
 * Makes the demo organisation, its people and their season, once: where they are there already nothing changes. Wants
 * the built-in deck and rubrics.
 *
 * @throws {Refusal} when somebody has signed up with an address of a demo person.
 */
export async function ensureDemo(db: Db, now: Date): Promise<void> {
	if (await hasDemo(db)) return;
	const passwordHash = await createPasswordHasher().hash(demoPassword);
	await db.transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(7204110318002)`);
		if (await hasDemo(tx)) return;
		await refuseTakenAddresses(tx);
		await insertPeople(tx, passwordHash, now);
		const season = await insertSeason(tx, now);
		await tx
			.insert(candidateFiles)
			.values({ userId: candidate.id, version: 1, wish: demoWish, open: ['specialty', 'path'] });
		await tx.insert(fileLines).values([...demoLines]);
		await tx.insert(goals).values(toDemoGoals(now));
		await tx.insert(practices).values(toDemoPractices(now));
		await tx.insert(contacts).values(toDemoContacts(now));
		await tx.insert(viewings).values(toDemoViewings(now, season));
		await tx.insert(addenda).values(toDemoComments(now, season));
		const { links, openings } = toDemoLinks(now, season);
		await tx.insert(reportLinks).values(links);
		await tx.insert(reportOpenings).values(openings);
		await tx.insert(setups).values(toDemoSetups(now));
	});
}

async function hasDemo(db: Db | Tx): Promise<boolean> {
	const rows = await db
		.select({ id: organisations.id })
		.from(organisations)
		.where(eq(organisations.id, demoOrganisation.id));
	return rows.length > 0;
}

async function refuseTakenAddresses(tx: Tx): Promise<void> {
	const addresses = demoPeople.flatMap((person) => person.email ?? []);
	const [taken] = await tx
		.select({ email: users.email })
		.from(users)
		.where(inArray(users.email, addresses));
	if (taken)
		throw new Refusal(
			`Somebody has signed up as ${taken.email}, which is a person of the demo: start with DEMO=false, or give that account another address.`
		);
}

async function insertPeople(tx: Tx, passwordHash: string, now: Date): Promise<void> {
	const joinedAt = new Date(now.getTime() - 80 * dayMs);
	await tx.insert(users).values(
		demoPeople.map(({ role: _, realInterviewInDays, ...person }) => ({
			...person,
			realInterviewOn: realInterviewInDays ? toDay(now, realInterviewInDays) : null,
			passwordHash: person.email ? passwordHash : null,
			isDemo: true,
			createdAt: joinedAt
		}))
	);
	const spaces = demoPeople.map((person, index) => ({
		person,
		id: `demospace${String(index + 1).padStart(11, '0')}`
	}));
	await tx.insert(organisations).values([
		{ ...demoOrganisation, isDemo: true, createdAt: joinedAt },
		...spaces.map(({ id }) => ({
			id,
			name: 'Personal space',
			kind: 'personal' as const,
			isDemo: true,
			createdAt: joinedAt
		}))
	]);
	await tx.insert(memberships).values([
		...demoPeople.map(({ id, role }) => ({
			organisationId: demoOrganisation.id,
			userId: id,
			role,
			createdAt: joinedAt
		})),
		...spaces.map(({ id, person }) => ({
			organisationId: id,
			userId: person.id,
			role: 'admin' as const,
			createdAt: joinedAt
		}))
	]);
	await tx.insert(assignments).values(
		demoCandidates.map((followed) => ({
			organisationId: demoOrganisation.id,
			advisorId: advisor.id,
			candidateId: followed.id,
			startsAt: joinedAt,
			assignedById: admin.id
		}))
	);
}

/** The date so many days on, as `2026-12-04`. */
const toDay = (now: Date, days: number) =>
	new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);

async function insertSeason(tx: Tx, now: Date): Promise<SeasonRows> {
	const residency = await findCurrentVersion(tx, residencyInterview.id);
	const short = await findCurrentVersion(tx, shortForm.id);
	if (!residency || !short) throw new Error('the demo wants the built-in rubrics');
	const rows = toSeasonRows(now, { residency: residency.id, short: short.id });
	await tx.insert(interviews).values(rows.interviews);
	await tx.insert(participants).values(rows.participants);
	await tx.insert(rounds).values(rows.rounds);
	await tx.insert(answers).values(rows.answers);
	await tx.insert(answerMarks).values(rows.answerMarks);
	await tx.insert(exposures).values(rows.exposures);
	await tx.insert(scorecards).values(rows.scorecards);
	await tx.insert(ratings).values(rows.ratings);
	await tx.insert(feedbacks).values(rows.feedbacks);
	await tx.insert(feedbackItems).values(rows.feedbackItems);
	await tx.insert(privateNotes).values(rows.privateNotes);
	await tx.insert(addenda).values(rows.addenda);
	return rows;
}

/**
 * Removes the demo: its organisation and people, every interview that was held there or that one of them made, the
 * live documents of those, and guests who came for them alone. Interviews of others stay, without what demo people
 * rated or added. Gives how many interviews and people went; nothing there, nothing done.
 */
export async function clearDemo(db: Db): Promise<{ interviews: number; people: number }> {
	return db.transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(7204110318002)`);
		const spaces = await tx
			.select({ id: organisations.id })
			.from(organisations)
			.where(eq(organisations.isDemo, true));
		const people = await tx.select({ id: users.id }).from(users).where(eq(users.isDemo, true));
		const spaceIds = spaces.map(({ id }) => id);
		const userIds = [...new Set([...demoUserIds, ...people.map(({ id }) => id)])];
		const held = await tx
			.select({ id: interviews.id })
			.from(interviews)
			.where(
				or(
					inArray(interviews.createdBy, userIds),
					spaceIds.length > 0 ? inArray(interviews.organisationId, spaceIds) : undefined
				)
			);
		const interviewIds = held.map(({ id }) => id);
		if (interviewIds.length > 0) await deleteInterviews(tx, interviewIds);
		await tx.delete(scorecards).where(inArray(scorecards.raterId, userIds));
		await tx.delete(addenda).where(inArray(addenda.authorId, userIds));
		await tx.update(rounds).set({ candidateId: null }).where(inArray(rounds.candidateId, userIds));
		if (spaceIds.length > 0)
			await tx.delete(organisations).where(inArray(organisations.id, spaceIds));
		const gone = await tx
			.delete(users)
			.where(inArray(users.id, userIds))
			.returning({ id: users.id });
		return { interviews: interviewIds.length, people: gone.length };
	});
}

async function deleteInterviews(tx: Tx, interviewIds: string[]): Promise<void> {
	const inside = await tx
		.select({ id: rounds.id })
		.from(rounds)
		.where(inArray(rounds.interviewId, interviewIds));
	const prefixes = [...interviewIds, ...inside.map(({ id }) => id)].map((id) => `${id}/%`);
	for (const table of [documentUpdates, documentSnapshots, documentClients, lateEdits])
		await tx.delete(table).where(or(...prefixes.map((prefix) => like(table.name, prefix))));
	const guests = await tx
		.select({ id: users.id })
		.from(users)
		.innerJoin(participants, eq(participants.userId, users.id))
		.where(and(eq(users.isGuest, true), inArray(participants.interviewId, interviewIds)));
	await tx.delete(sessions).where(inArray(sessions.guestInterviewId, interviewIds));
	await tx.delete(interviews).where(inArray(interviews.id, interviewIds));
	if (guests.length === 0) return;
	await tx.delete(users).where(
		and(
			inArray(
				users.id,
				guests.map(({ id }) => id)
			),
			notExists(tx.select().from(participants).where(eq(participants.userId, users.id)))
		)
	);
}

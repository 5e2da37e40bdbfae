import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionCookieName } from '#lib/account/session-cookie.ts';
import { toDocumentPath, type DocumentName } from '#lib/collab/documents.ts';
import { proposeAgreed } from '#lib/feedback/feedback-doc.ts';
import type { CuesView, StageView } from '#lib/interview/stage.ts';
import { getOwnEvidence, readMarks, setMark } from '#lib/scoring/scorecard-doc.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import { rounds } from '#server/db/schema.ts';
import { serveHub, TestClient, until } from '../collab/support.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
let line: Awaited<ReturnType<typeof serveHub>>;
beforeAll(async () => {
	given = await openInterviews();
	line = await serveHub(given.hub);
});
afterAll(async () => {
	await line.close();
	await given[Symbol.asyncDispose]();
});

const roundOf = async (id: string) =>
	(await given.db.select().from(rounds).where(eq(rounds.interviewId, id)))[0]!.id;

async function readView<View>(name: DocumentName, root: string): Promise<View> {
	return (await given.hub.read(given.db, toDocumentPath(name))).getMap(root).get('view') as View;
}
const readStage = (id: string) => readView<StageView>({ kind: 'stage', interviewId: id }, 'stage');
const readAskerId = async (id: string) =>
	(await readView<CuesView>({ kind: 'cues', roundId: await roundOf(id) }, 'cues')).askerId;

async function say(actor: Actor, id: string, ...types: string[]) {
	for (const type of types)
		expect(await given.run(actor, id, { type }), type).toMatchObject({ ok: true });
}

async function join(host: Actor, id: string, name: string, role: 'interviewer' | 'observer') {
	const actor = await given.person(name);
	expect(await given.joinAs(host, actor, id, role)).toMatchObject({ ok: true });
	await given.rooms.enter(actor, id);
	return actor;
}

describe('who sits on it', () => {
	it('two to four interviewers, chosen or by link, and no fifth', async () => {
		const { id, host } = await given.panel(3);
		await join(host, id, 'Dr Omar Sayed', 'interviewer');
		const fifth = await given.person('A fifth');
		expect(await given.joinAs(host, fifth, id, 'interviewer')).toEqual({
			ok: false,
			code: 'seat_taken'
		});
		expect(await given.joinAs(host, fifth, id, 'observer')).toMatchObject({ ok: true });
		const { people } = (await given.interviews.get(host, id))!;
		expect(people.filter(({ role }) => role === 'interviewer')).toHaveLength(4);
	});

	it('nobody twice, and nobody from elsewhere', async () => {
		const host = await given.person('Dr Kwame Osei');
		const lind = await given.person('Dr Ida Lind');
		const { defaults } = await given.interviews.createOptions(host);
		const make = (withUserId: string | null, ...panelIds: string[]) =>
			given.interviews.create(host, { ...defaults, kind: 'panel', withUserId, panelIds });
		for (const result of [
			await make(lind.userId, lind.userId),
			await make(null, lind.userId, lind.userId),
			await make(null, host.userId),
			await make(null, 'aaaaaaaaaaaaaaaaaaaa'),
			await make(null, 'a', 'b', 'c', 'd')
		])
			expect(result).toMatchObject({ ok: false, field: 'panelIds' });
		expect(await make(null, lind.userId)).toMatchObject({ ok: true });
	});
});

describe('who asks next', () => {
	it('goes round at each asking, can be given to somebody, and is told to interviewers alone', async () => {
		const { id, host, interviewers, candidate } = await given.panel(3);
		const [first, second, third] = interviewers.map(({ userId }) => userId);
		expect(await readAskerId(id)).toBe(first);
		await say(host, id, 'draw-question', 'start-answer');
		expect(await readAskerId(id)).toBe(second);
		await say(host, id, 'stop-answer', 'draw-question');
		expect(await readAskerId(id)).toBe(second);

		const choose = (actor: Actor, userId: string) =>
			given.run(actor, id, { type: 'choose-asker', userId });
		expect(await choose(interviewers[1]!, third!)).toMatchObject({ ok: true });
		expect(await readAskerId(id)).toBe(third);
		expect(await choose(host, candidate.userId)).toMatchObject({ code: 'unknown_asker' });
		expect(await choose(candidate, first!)).toMatchObject({ code: 'not_allowed' });
		expect(JSON.stringify(await readStage(id))).not.toContain('askerId');

		await say(interviewers[1]!, id, 'start-answer');
		expect(await readAskerId(id)).toBe(third);
		await say(host, id, 'stop-answer', 'draw-question');
		await say(interviewers[2]!, id, 'start-answer');
		expect(await readAskerId(id)).toBe(first);
	});

	it('is nobody where one interviewer is in the room', async () => {
		const { id, interviewer } = await given.interview();
		await say(interviewer, id, 'draw-question');
		expect(await readAskerId(id)).toBeNull();
	});
});

describe('the reveal', () => {
	async function inDebrief() {
		const made = await given.panel(3);
		await say(made.host, made.id, 'draw-question', 'start-answer', 'go-to-debrief');
		return made;
	}

	it('waits for everybody who has been in the room, also for who came late', async () => {
		const { id, host, interviewers, candidate } = await inDebrief();
		for (const actor of [candidate, ...interviewers.slice(0, 2)])
			await say(actor, id, 'done-rating');
		const late = await join(host, id, 'Dr Omar Sayed', 'interviewer');
		await say(interviewers[2]!, id, 'done-rating');
		expect((await readStage(id)).isRevealed).toBe(false);
		await say(late, id, 'done-rating');
		expect((await readStage(id)).isRevealed).toBe(true);
	});

	it('does not wait for somebody who never came', async () => {
		const { id, host, interviewers, candidate } = await inDebrief();
		const absent = await given.person('Dr Omar Sayed');
		await given.joinAs(host, absent, id, 'interviewer');
		for (const actor of [candidate, ...interviewers]) await say(actor, id, 'done-rating');
		expect((await readStage(id)).isRevealed).toBe(true);
	});

	it('does not wait for somebody who is taken off the list', async () => {
		const { id, host, interviewers, candidate } = await inDebrief();
		for (const actor of [candidate, ...interviewers.slice(0, 2)])
			await say(actor, id, 'done-rating');
		expect((await readStage(id)).isRevealed).toBe(false);
		await given.interviews.removePerson(host, id, interviewers[2]!.userId);
		expect((await readStage(id)).isRevealed).toBe(true);
	});

	it('goes past those who gave nothing when an interviewer presses Reveal scores', async () => {
		const { id, interviewers, candidate } = await inDebrief();
		expect(await given.run(candidate, id, { type: 'reveal-scores' })).toMatchObject({
			code: 'not_allowed'
		});
		await say(interviewers[2]!, id, 'reveal-scores', 'finish');
		const [round] = (await given.outcomes.get(candidate, id))!.rounds;
		expect(round!.scorecards.map(({ state }) => state)).toEqual(Array(4).fill('not-given'));
	});

	it('lets the candidate agree with any one of the panel', async () => {
		const { id, host, interviewers, candidate } = await inDebrief();
		const roundId = await roundOf(id);
		const [one, two] = (await given.rooms.enter(host, id))!.shownCriteria as [string, string];
		await say(host, id, 'reveal-scores');
		const path = toDocumentPath({ kind: 'feedback', roundId });
		await given.db.transaction((tx) =>
			given.hub.write(tx, path, (doc) => {
				proposeAgreed(doc, one, interviewers[0]!.userId, 2);
				proposeAgreed(doc, one, interviewers[1]!.userId, 4);
				proposeAgreed(doc, one, candidate.userId, 4);
				proposeAgreed(doc, two, interviewers[0]!.userId, 3);
				proposeAgreed(doc, two, interviewers[2]!.userId, 3);
			})
		);
		await say(host, id, 'finish');
		const [round] = (await given.outcomes.get(candidate, id))!.rounds;
		expect(round!.items.map(({ criterionId, agreed }) => [criterionId, agreed])).toEqual([
			[one, 4]
		]);
	});
});

describe('what is sealed', () => {
	/** Everything that reached one person: frames, views, answers to commands. */
	class Record {
		readonly actor: Actor;
		readonly clients: TestClient[] = [];
		readonly texts: string[] = [];
		constructor(actor: Actor) {
			this.actor = actor;
		}
		get everything(): string {
			const frames = this.clients.flatMap(({ frames }) => frames);
			return [...frames.map((frame) => Buffer.from(frame).toString('latin1')), ...this.texts].join(
				'\n'
			);
		}
		/** Resolves once everything that was sent to this person before has arrived: frames keep their order. */
		async caughtUp(): Promise<void> {
			const open = this.clients.filter(({ status, closed }) => status === null && closed === null);
			open.forEach((client) => client.askTime());
			await until('everything has arrived', () =>
				open.every(({ messages }) => messages.some(({ type }) => type === 'time'))
			);
		}
		marksSeen(): number {
			return this.clients.reduce((sum, { doc }) => sum + readMarks(doc).size, 0);
		}
	}

	/** Enters the room and opens every document of the round that there is, allowed or not. */
	async function follow(actor: Actor, id: string, raters: Actor[]): Promise<Record> {
		const record = new Record(actor);
		record.texts.push(JSON.stringify(await given.rooms.enter(actor, id)));
		const { token } = await createSignInSessions(given.db).open(actor.userId);
		const roundId = await roundOf(id);
		const names: DocumentName[] = [
			{ kind: 'stage', interviewId: id },
			{ kind: 'cues', roundId },
			{ kind: 'feedback', roundId },
			...raters.flatMap(({ userId }): DocumentName[] => [
				{ kind: 'scorecard', roundId, userId },
				{ kind: 'notes', roundId, userId }
			])
		];
		for (const name of names)
			record.clients.push(
				new TestClient(line.url, {
					path: toDocumentPath(name),
					headers: { cookie: `${sessionCookieName(false)}=${token}` },
					isLive: false
				})
			);
		await Promise.all(record.clients.map((client) => client.answered()));
		return record;
	}

	const toCanary = ({ userId }: Actor) => `reason-of-${userId}`;

	async function rate(actor: Actor, id: string) {
		const [one, two] = (await given.rooms.enter(actor, id))!.shownCriteria as [string, string];
		const roundId = await roundOf(id);
		const path = toDocumentPath({ kind: 'scorecard', roundId, userId: actor.userId });
		let publish = () => {};
		await given.db.transaction(async (tx) => {
			publish = await given.hub.write(tx, path, (doc) => {
				setMark(doc, one, 5);
				setMark(doc, two, 1);
				getOwnEvidence(doc, one).insert(0, toCanary(actor));
			});
		});
		publish();
		await given.rooms.refreshRatersOfRound(roundId);
	}

	it('[T4] before the reveal no number, reason or line of another rater reaches anybody, a late joiner included', async () => {
		const { id, host, interviewers, candidate } = await given.panel(3);
		const observer = await join(host, id, 'Dr Ruth Feldman', 'observer');
		const raters = [...interviewers, candidate];
		await say(host, id, 'draw-question', 'start-answer');
		const records = [];
		for (const actor of [...raters, observer]) records.push(await follow(actor, id, raters));
		await rate(interviewers[0]!, id);
		await say(host, id, 'go-to-debrief');
		for (const actor of [interviewers[1]!, candidate]) await rate(actor, id);

		const late = await join(host, id, 'Dr Omar Sayed', 'interviewer');
		records.push(await follow(late, id, [...raters, late]));
		await rate(interviewers[2]!, id);
		await rate(late, id);
		for (const actor of [...interviewers, candidate])
			records
				.find((record) => record.actor === actor)!
				.texts.push(JSON.stringify(await given.run(actor, id, { type: 'done-rating' })));

		for (const record of records) {
			await record.caughtUp();
			const { everything, actor } = record;
			expect(everything).toContain(id);
			for (const other of [...raters, late])
				expect(everything.includes(toCanary(other)), `${actor.name} of ${other.name}`).toBe(
					other === actor
				);
			expect(record.marksSeen(), actor.name).toBe(actor === observer ? 0 : 2);
		}

		await say(late, id, 'done-rating');
		const after = await follow(late, id, [...raters, late]);
		for (const other of raters) expect(after.everything).toContain(toCanary(other));
		for (const { clients } of [...records, after]) clients.forEach((client) => client.close());
	});
});

import { eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionCookieName } from '#lib/account/session-cookie.ts';
import { toDocumentPath, type DocumentName } from '#lib/collab/documents.ts';
import { proposeAgreed } from '#lib/feedback/feedback-doc.ts';
import type { CuesView, StageView } from '#lib/interview/stage.ts';
import { countFiller, setAnswerMark, setPin } from '#lib/scoring/answer-marks-doc.ts';
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
			given.hub.write(tx, {
				[path]: (doc) => {
					proposeAgreed(doc, one, interviewers[0]!.userId, 2);
					proposeAgreed(doc, one, interviewers[1]!.userId, 4);
					proposeAgreed(doc, one, candidate.userId, 4);
					proposeAgreed(doc, two, interviewers[0]!.userId, 3);
					proposeAgreed(doc, two, interviewers[2]!.userId, 3);
				}
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
			const toTimes = ({ messages }: TestClient) =>
				messages.filter(({ type }) => type === 'time').length;
			const before = open.map(toTimes);
			open.forEach((client) => client.askTime());
			await until('everything has arrived', () =>
				open.every((client, index) => toTimes(client) > before[index]!)
			);
		}
		marksSeen(): number {
			return this.clients.reduce((sum, { doc }) => sum + readMarks(doc).size, 0);
		}
	}

	async function toHeaders({ userId }: Actor) {
		const { token } = await createSignInSessions(given.db).open(userId);
		return { cookie: `${sessionCookieName(false)}=${token}` };
	}

	/** An own card that is written as a page does it, over a socket. */
	async function openOwnCard(actor: Actor, id: string) {
		const { path, clientId } = (await given.rooms.enter(actor, id))!.documents.scorecard!;
		return new TestClient(line.url, {
			path,
			clientId: clientId!,
			headers: await toHeaders(actor)
		}).synced();
	}

	/** Enters the room and opens every document of the round that there is, allowed or not. */
	async function follow(actor: Actor, id: string, raters: Actor[]): Promise<Record> {
		const record = new Record(actor);
		record.texts.push(JSON.stringify(await given.rooms.enter(actor, id)));
		const headers = await toHeaders(actor);
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
					headers,
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
			publish = await given.hub.write(tx, {
				[path]: (doc) => {
					setMark(doc, one, 5);
					setMark(doc, two, 1);
					getOwnEvidence(doc, one).insert(0, toCanary(actor));
				}
			});
		});
		publish();
		await given.rooms.refreshRatersOfRound(roundId);
	}

	it('[T4] before the reveal no number, reason, line or count of another reaches anybody: not while questions run, not a late joiner, not a second tab', async () => {
		const { id, host, interviewers, candidate } = await given.panel(3);
		const observer = await join(host, id, 'Dr Ruth Feldman', 'observer');
		const raters: Actor[] = [...interviewers, candidate];
		const everybody = [...raters, observer];
		await say(host, id, 'draw-question', 'start-answer');
		const records: Record[] = [];
		for (const actor of everybody) records.push(await follow(actor, id, everybody));
		const expectSealed = async () => {
			for (const record of records) {
				await record.caughtUp();
				const { everything, actor } = record;
				expect(everything).toContain(id);
				for (const other of raters)
					expect(everything.includes(toCanary(other)), `${actor.name} of ${other.name}`).toBe(
						other === actor && hasRated.has(other)
					);
				expect(everything.includes(':fillers'), `${actor.name} of the count`).toBe(
					actor === observer
				);
				expect(record.marksSeen(), actor.name).toBe(hasRated.has(actor) ? 2 : 0);
			}
		};
		const hasRated = new Set<Actor>();
		const rateNow = async (actor: Actor) => {
			await rate(actor, id);
			hasRated.add(actor);
		};

		const answerId = (await readStage(id)).question!.answerId;
		const counting = await openOwnCard(observer, id);
		countFiller(counting.doc, answerId, 1);
		countFiller(counting.doc, answerId, 1);
		await counting.saved();
		await rateNow(interviewers[0]!);
		await expectSealed();

		await say(host, id, 'go-to-debrief');
		for (const actor of [interviewers[1]!, candidate]) await rateNow(actor);
		const late = await join(host, id, 'Dr Omar Sayed', 'interviewer');
		raters.push(late);
		everybody.push(late);
		records.push(await follow(late, id, everybody));
		for (const actor of [candidate, interviewers[1]!])
			records.push(await follow(actor, id, everybody));
		await rateNow(interviewers[2]!);
		await rateNow(late);
		for (const actor of [...interviewers, candidate]) {
			const answer = JSON.stringify(await given.run(actor, id, { type: 'done-rating' }));
			for (const record of records) if (record.actor === actor) record.texts.push(answer);
		}
		await expectSealed();

		await say(late, id, 'done-rating');
		const after = await follow(late, id, everybody);
		for (const other of raters) expect(after.everything).toContain(toCanary(other));
		for (const { clients } of [...records, after]) clients.forEach((client) => client.close());
		counting.close();
	});

	it('a rater who never finishes holds nobody up: the numbers open without them', async () => {
		const { id, host, interviewers, candidate } = await given.panel(3);
		await say(host, id, 'draw-question', 'start-answer', 'go-to-debrief');
		for (const actor of [host, candidate]) await rate(actor, id);
		for (const actor of [host, interviewers[1]!, candidate]) await say(actor, id, 'done-rating');
		const absent = interviewers[2]!;
		const record = await follow(candidate, id, [...interviewers, candidate]);
		await record.caughtUp();
		expect(record.everything).not.toContain(toCanary(host));
		await say(host, id, 'reveal-scores');
		const { isRevealed, raters } = await readStage(id);
		expect(isRevealed).toBe(true);
		expect(raters.filter(({ isDone }) => !isDone).map(({ name }) => name)).toEqual([absent.name]);
		await say(host, id, 'finish');
		const [round] = (await given.outcomes.get(candidate, id))!.rounds;
		expect(
			round!.scorecards.filter(({ state }) => state === 'not-given').map(({ raterId }) => raterId)
		).toEqual(expect.arrayContaining([absent.userId]));
		record.clients.forEach((client) => client.close());
	});

	it('an observer’s card takes a count of filler words and drops everything else', async () => {
		const { id, interviewer, observer } = await given.interview({ observer: true });
		await say(interviewer, id, 'draw-question', 'start-answer');
		const answerId = (await readStage(id)).question!.answerId;
		const [criterion] = (await given.rooms.enter(interviewer, id))!.shownCriteria as [string];
		const path = toDocumentPath({
			kind: 'scorecard',
			roundId: await roundOf(id),
			userId: observer!.userId
		});
		const forbidden: ((doc: Y.Doc) => void)[] = [
			(doc) => setMark(doc, criterion, 5),
			(doc) => getOwnEvidence(doc, criterion).insert(0, 'Mine'),
			(doc) => setAnswerMark(doc, answerId, 'level', 5),
			(doc) => setPin(doc, answerId, 1_000, 'Here')
		];
		for (const write of forbidden) {
			const client = await openOwnCard(observer!, id);
			write(client.doc);
			await until('refused', () => client.refusals.length > 0 || client.closed !== null);
			client.close();
		}
		const client = await openOwnCard(observer!, id);
		countFiller(client.doc, answerId, 1);
		await client.saved();
		client.close();
		const doc = await given.hub.read(given.db, path);
		expect([...doc.share.keys()]).toEqual(['answers']);
		expect(doc.getMap('answers').toJSON()).toEqual({ [`${answerId}:fillers`]: 1 });
		doc.destroy();
		given.turnClock(60_000);
		await say(interviewer, id, 'stop-answer', 'go-to-debrief', 'finish');
		const [round] = (await given.outcomes.get(interviewer, id))!.rounds;
		expect(round!.answers[0]!.heard).toMatchObject([
			{ raterId: observer!.userId, raterName: observer!.name, marks: { fillers: 1, pins: [] } }
		]);
		expect(round!.scorecards.map(({ raterId }) => raterId)).not.toContain(observer!.userId);
	});
});

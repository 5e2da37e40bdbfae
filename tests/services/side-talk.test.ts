import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDocumentPath } from '#lib/collab/documents.ts';
import { sideTalkLimits, sideTalkRoot } from '#lib/side-talk/side-talk.ts';
import type { Actor } from '#server/auth/actor.ts';
import { rounds, sideTalkMessages } from '#server/db/schema.ts';
import {
	createSideTalkService,
	type SideTalkService
} from '#server/side-talk/side-talk-service.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
let talk: SideTalkService;
let time = Date.parse('2026-03-02T18:00:00Z');
beforeAll(async () => {
	given = await openInterviews();
	talk = createSideTalkService({ db: given.db, hub: given.hub, now: () => new Date(time) });
});
afterAll(() => given[Symbol.asyncDispose]());

let count = 0;
const say = (actor: Actor, id: string, text: string, messageId = `message-${(count += 1)}`) =>
	talk.say(actor, id, { id: messageId, text });
const texts = async (actor: Actor, id: string) => {
	const answer = await talk.read(actor, id);
	return answer.ok ? answer.messages.map((one) => `${one.authorName}: ${one.text}`) : answer.code;
};
const roundOf = async (id: string) =>
	(await given.db.select().from(rounds).where(eq(rounds.interviewId, id)))[0]!.id;

async function withObserver() {
	const made = await given.panel(2);
	const observer = await given.person('Dr Ruth Feldman');
	await given.joinAs(made.host, observer, made.id, 'observer');
	await given.rooms.enter(observer, made.id);
	return { ...made, observer };
}

describe('the side talk', () => {
	it('is for interviewers and observers, and nothing of it is the candidate’s', async () => {
		const { id, host, candidate, observer } = await withObserver();
		expect(await say(host, id, '  Ask about the gap? ')).toMatchObject({ ok: true });
		expect(await say(observer, id, 'Yes, gently.')).toMatchObject({ ok: true });
		const both = ['Dr Kwame Osei: Ask about the gap?', 'Dr Ruth Feldman: Yes, gently.'];
		expect(await texts(observer, id)).toEqual(both);
		expect(await texts(candidate, id)).toBe('not_allowed');
		expect(await say(candidate, id, 'Hello?')).toMatchObject({ code: 'not_allowed' });
		expect(await texts(await given.person('A stranger'), id)).toBe('not_found');
		expect((await given.rooms.enter(candidate, id))!.documents.sideTalk).toBeNull();
		expect((await given.rooms.enter(observer, id))!.documents.sideTalk).not.toBeNull();
	});

	it('rings by number: its live document holds none of its words', async () => {
		const { id, host } = await withObserver();
		await say(host, id, 'A word of ours');
		await say(host, id, 'And another');
		const path = toDocumentPath({ kind: 'side-talk', roundId: await roundOf(id) });
		const doc = await given.hub.read(given.db, path);
		expect(doc.getMap(sideTalkRoot).toJSON()).toEqual({ view: { revision: 2 } });
	});

	it('takes the same message once', async () => {
		const { id, host } = await withObserver();
		await say(host, id, 'Once', 'the-same-id');
		expect(await say(host, id, 'Once', 'the-same-id')).toMatchObject({ ok: true });
		expect(await texts(host, id)).toEqual(['Dr Kwame Osei: Once']);
	});

	it('says what is wrong with a message: empty, too long, too many, none', async () => {
		const { id, host, observer } = await withObserver();
		expect(await say(host, id, ' \n ')).toMatchObject({ code: 'empty' });
		const long = 'é'.repeat(sideTalkLimits.textLength);
		expect(await say(host, id, `${long}!`)).toMatchObject({ code: 'too_long' });
		expect(await say(host, id, long)).toMatchObject({ ok: true });
		for (const input of [
			null,
			'x',
			{ text: 'x' },
			{ id: 'short', text: 'x' },
			{ id: 'a'.repeat(9) }
		])
			expect(await talk.say(host, id, input)).toMatchObject({ code: 'bad_message' });
		for (let i = 1; i < sideTalkLimits.inHalfMinute; i += 1)
			expect(await say(host, id, `${i}`)).toMatchObject({ ok: true });
		expect(await say(host, id, 'one more')).toMatchObject({ code: 'too_many' });
		expect(await say(observer, id, 'not I')).toMatchObject({ ok: true });
		time += 31_000;
		expect(await say(host, id, 'after a while')).toMatchObject({ ok: true });
	});

	it('ends for somebody who is taken off the list', async () => {
		const { id, host, observer } = await withObserver();
		await say(observer, id, 'Here');
		await given.interviews.removePerson(host, id, observer.userId);
		expect(await texts(observer, id)).toBe('not_found');
		expect(await say(observer, id, 'Still here')).toMatchObject({ code: 'not_found' });
	});

	it('is deleted with Finish, and nobody adds to it or reads it afterwards', async () => {
		const { id, host } = await withObserver();
		await say(host, id, 'Between us');
		for (const type of ['draw-question', 'start-answer', 'go-to-debrief', 'finish'])
			expect(await given.run(host, id, { type })).toMatchObject({ ok: true });
		expect(await texts(host, id)).toBe('wrong_phase');
		expect(await say(host, id, 'Too late')).toMatchObject({ code: 'wrong_phase' });
		const kept = await given.db
			.select()
			.from(sideTalkMessages)
			.where(eq(sideTalkMessages.roundId, await roundOf(id)));
		expect(kept).toEqual([]);
	});
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mostPins } from '#lib/recording/recording-pin.ts';
import type { NewPin } from '#lib/replay/marks.ts';
import { maxPinLength } from '#lib/scoring/answer-marks.ts';
import type { Actor } from '#server/auth/actor.ts';
import { recordingCaptions, recordingPins, recordings } from '#server/db/schema.ts';
import { createReplayService, type ReplayService } from '#server/recordings/replay-service.ts';
import { openRecordings } from '../support/recordings.ts';
import { createWebm, cut } from '../support/webm.ts';

let given: Awaited<ReturnType<typeof openRecordings>>;
let replays: ReplayService;
let folder: string;
let webm: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'mock-rounds-replay-'));
	given = await openRecordings(folder);
	replays = createReplayService({ db: given.db, now: given.now });
	webm = await createWebm({ seconds: 4 });
});
afterAll(async () => {
	await given[Symbol.asyncDispose]();
	await rm(folder, { recursive: true, force: true });
});

let id: string;
let recordingId: string;
let mentor: Actor;
let candidate: Actor;
let observer: Actor;

const run = (actor: Actor, command: Parameters<typeof given.run>[2]) =>
	given.run(actor, id, command);

/** A part of four seconds, the call's clock beside it. */
async function recordPart(part: number): Promise<void> {
	const startedAt = given.now().getTime();
	given.turnClock(4_000);
	for (const piece of cut(webm, 3))
		expect(
			await given.recordings.putChunk(candidate, id, recordingId, { ...piece, part, startedAt })
		).toEqual({ ok: true });
}

async function finish(): Promise<void> {
	await run(mentor, { type: 'go-to-debrief' });
	await run(mentor, { type: 'finish' });
	await given.settled();
}

const listFor = async (actor: Actor) => (await given.recordings.list(actor, id))[0]!;

beforeEach(async () => {
	const made = await given.interview({ observer: true });
	({ id, interviewer: mentor, candidate } = made);
	observer = made.observer!;
	for (const { userId } of [mentor, candidate]) await given.rooms.comeIntoCall(id, userId);
	await run(mentor, { type: 'propose-recording', canRecord: true });
	await run(candidate, { type: 'consent-recording', canRecord: true });
	await run(candidate, { type: 'begin-recording-part', tab: 'tab-1' });
	recordingId = (await given.db.select().from(recordings).where(eq(recordings.interviewId, id)))[0]!
		.id;
});

describe('the time of a recording', () => {
	it('is known of each part, with the gap while it was paused', async () => {
		const begun = given.now().getTime();
		await recordPart(1);
		await given.rooms.comeIntoCall(id, observer.userId);
		given.turnClock(30_000);
		await given.rooms.leaveCall(id, observer.userId);
		await run(candidate, { type: 'begin-recording-part', tab: 'tab-2' });
		await recordPart(2);
		await finish();
		const { spans, durationMs } = await listFor(candidate);
		expect(spans.map(({ startedAt }) => startedAt - begun)).toEqual([0, 34_000]);
		expect(spans[0]!.mediaMs).toBe(0);
		expect(spans[1]!.mediaMs).toBe(spans[0]!.durationMs);
		expect(spans[1]!.mediaMs + spans[1]!.durationMs).toBe(durationMs);
		expect(spans[1]!.durationMs).toBeGreaterThan(3_900);
	});

	it('is not told to those who may not watch', async () => {
		await recordPart(1);
		await finish();
		expect(await listFor(mentor)).toMatchObject({ canWatch: false, spans: [] });
	});
});

describe('an answer’s pauses', () => {
	it('are kept, each after how much of the answer and how long, also one that the end ends', async () => {
		await run(mentor, { type: 'draw-question' });
		await run(mentor, { type: 'start-answer' });
		const pause = async (afterMs: number, lengthMs: number) => {
			given.turnClock(afterMs);
			await run(mentor, { type: 'pause-answer' });
			given.turnClock(lengthMs);
		};
		await pause(2_000, 7_000);
		await run(mentor, { type: 'resume-answer' });
		await pause(3_000, 1_000);
		await run(mentor, { type: 'stop-answer' });
		await finish();
		const [round] = (await given.outcomes.get(candidate, id))!.rounds;
		expect(round!.answers[0]).toMatchObject({
			durationMs: 5_000,
			pauses: [
				{ atMs: 2_000, lengthMs: 7_000 },
				{ atMs: 5_000, lengthMs: 1_000 }
			]
		});
	});
});

describe('pins afterwards', () => {
	const pin: NewPin = { atMs: 1_500, tag: 'strong', words: 'Owns it' };
	const set = (actor: Actor, more: Partial<NewPin> = {}) =>
		replays.setPin(actor, id, recordingId, { ...pin, ...more });
	const pinsFor = async (actor: Actor) =>
		(await listFor(actor)).pins.map(({ authorName, words }) => `${authorName}: ${words}`);

	it('wait for the end of the interview', async () => {
		await recordPart(1);
		await run(mentor, { type: 'stop-recording' });
		await given.settled();
		expect(await set(candidate)).toMatchObject({ code: 'not_found' });
		await finish();
		expect(await set(candidate)).toEqual({ ok: true });
	});

	it('[T28] are set and read by those who may watch, and by nobody else', async () => {
		await recordPart(1);
		await finish();
		expect(await set(candidate)).toEqual({ ok: true });
		const stranger = await given.person('Sam Stranger');
		for (const actor of [mentor, observer, stranger])
			expect(await set(actor)).toMatchObject({ code: 'not_found' });
		expect((await listFor(mentor)).pins).toEqual([]);
		await given.recordings.setVisibility(candidate, id, recordingId, 'participants');
		expect(await set(mentor, { words: 'A second thought' })).toEqual({ ok: true });
		expect(await set(stranger)).toMatchObject({ code: 'not_found' });
		expect((await pinsFor(observer)).sort()).toEqual([
			'Amara Nwosu: Owns it',
			'Dr Kwame Osei: A second thought'
		]);
		await given.recordings.setVisibility(candidate, id, recordingId, 'private');
		expect(await set(mentor)).toMatchObject({ code: 'not_found' });
		expect((await listFor(mentor)).pins).toEqual([]);
	});

	it('change their words at the same moment, and are their author’s to remove', async () => {
		await recordPart(1);
		await finish();
		await given.recordings.setVisibility(candidate, id, recordingId, 'participants');
		await set(candidate);
		await set(candidate, { words: 'Owns it, and says what changed', tag: 'follow-up' });
		expect(await pinsFor(candidate)).toEqual(['Amara Nwosu: Owns it, and says what changed']);
		expect(await replays.removePin(mentor, id, recordingId, pin.atMs)).toEqual({ ok: true });
		expect(await pinsFor(candidate), 'hers is still there').toHaveLength(1);
		expect(await replays.removePin(candidate, id, recordingId, pin.atMs)).toEqual({ ok: true });
		expect(await pinsFor(candidate)).toEqual([]);
	});

	it('are told why not: too long, outside of it, too many', async () => {
		await recordPart(1);
		await finish();
		expect(await set(candidate, { words: 'x'.repeat(maxPinLength + 1) })).toMatchObject({
			message: `A pin holds at most ${maxPinLength} characters.`
		});
		for (const atMs of [-1, 1.5, 60_000, 2 ** 40, NaN])
			expect(await set(candidate, { atMs })).toMatchObject({
				message: 'This moment is not in the recording.'
			});
		await given.db.insert(recordingPins).values(
			Array.from({ length: mostPins }, (_, atMs) => ({
				...pin,
				atMs,
				recordingId,
				authorId: candidate.userId
			}))
		);
		expect(await set(candidate)).toMatchObject({ message: expect.stringContaining('at most 200') });
		expect(await set(candidate, { atMs: 7, words: 'Changed' })).toEqual({ ok: true });
	});
});

describe('captions', () => {
	const text = 'WEBVTT\n\n00:01.000 --> 00:02.000\nTell me about yourself.\n';
	const bytes = new TextEncoder().encode(text);
	const open = (actor: Actor) => replays.openCaptions(actor, id, recordingId);

	it('[T28] are the owner’s to add and to remove, and read by whoever may watch', async () => {
		await recordPart(1);
		await finish();
		await given.recordings.setVisibility(candidate, id, recordingId, 'participants');
		expect(await replays.setCaptions(mentor, id, recordingId, bytes)).toMatchObject({ ok: false });
		expect(await open(candidate)).toBeNull();
		const html = new TextEncoder().encode('<script>alert(1)</script>');
		expect(await replays.setCaptions(candidate, id, recordingId, html)).toMatchObject({
			code: 'invalid'
		});
		expect(await replays.setCaptions(candidate, id, recordingId, bytes)).toEqual({ ok: true });
		const media = (await open(mentor))!;
		expect(media.mimeType).toBe('text/vtt; charset=utf-8');
		expect(await new Response(media.read(0, media.bytes - 1)).text()).toBe(text);
		expect(await listFor(mentor)).toMatchObject({ hasCaptions: true });
		await given.recordings.setVisibility(candidate, id, recordingId, 'private');
		expect(await open(mentor)).toBeNull();
		expect(await replays.setCaptions(candidate, id, recordingId, null)).toEqual({ ok: true });
		expect(await open(candidate)).toBeNull();
	});
});

describe('the end of a recording', () => {
	it.each([
		['deleted by its owner', () => given.recordings.remove(candidate, id, recordingId)],
		['a yes taken back', () => given.recordings.withdraw(mentor, id, recordingId)],
		[
			'its date',
			async () => {
				given.turnClock(180 * 86_400_000);
				await given.recordings.sweep();
			}
		]
	])('[T32] takes pins and captions along: %s', async (_, end) => {
		await recordPart(1);
		await finish();
		await replays.setPin(candidate, id, recordingId, { atMs: 5, tag: 'strong', words: 'Hers' });
		const vtt = new TextEncoder().encode('WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n');
		await replays.setCaptions(candidate, id, recordingId, vtt);
		await end();
		const of = (table: typeof recordingPins | typeof recordingCaptions) =>
			given.db.$count(table, eq(table.recordingId, recordingId));
		expect([await of(recordingPins), await of(recordingCaptions)]).toEqual([0, 0]);
		expect(
			await replays.setPin(candidate, id, recordingId, { atMs: 5, tag: 'strong', words: 'Late' })
		).toMatchObject({ code: 'not_found' });
	});
});

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toDocumentPath } from '#lib/collab/documents.ts';
import type { StageView } from '#lib/interview/stage.ts';
import { recordingLimits } from '#lib/recording/chunk.ts';
import type { RecordingStage } from '#lib/recording/recording.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import {
	assignments,
	interviews,
	organisations,
	recordings,
	rounds,
	viewings
} from '#server/db/schema.ts';
import { setRecordingDays } from '#server/organisations/organisation-queries.ts';
import { openRecordings } from '../support/recordings.ts';
import { createWebm, cut, toSha256 } from '../support/webm.ts';

type Given = Awaited<ReturnType<typeof openRecordings>>;
let given: Given;
let folder: string;
let webm: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'mock-rounds-recordings-'));
	given = await openRecordings(folder);
	webm = await createWebm({ seconds: 4 });
});
afterAll(async () => {
	await given[Symbol.asyncDispose]();
	await rm(folder, { recursive: true, force: true });
});

let id: string;
let mentor: Actor;
let candidate: Actor;
let observer: Actor;
beforeEach(async () => {
	const made = await given.interview({ observer: true });
	({ id, interviewer: mentor, candidate } = made);
	observer = made.observer!;
	for (const { userId } of [mentor, candidate]) await given.rooms.comeIntoCall(id, userId);
});
afterEach(() => given.turnClock(60_000));

async function readStage(): Promise<RecordingStage | null> {
	const doc = await given.hub.read(given.db, toDocumentPath({ kind: 'stage', interviewId: id }));
	const view = doc.getMap('stage').get('view') as StageView;
	doc.destroy();
	return view.recording ?? null;
}
const propose = (actor: Actor) =>
	given.run(actor, id, { type: 'propose-recording', canRecord: true });
const consent = (actor: Actor) =>
	given.run(actor, id, { type: 'consent-recording', canRecord: true });
const begin = (actor: Actor, tab = 'tab-1') =>
	given.run(actor, id, { type: 'begin-recording-part', tab });

/** Both have agreed and the candidate's tab has begun. */
async function record(): Promise<string> {
	await propose(mentor);
	await consent(candidate);
	expect(await begin(candidate)).toMatchObject({ ok: true });
	return (await readStage())!.id;
}

const put = (
	actor: Actor,
	recordingId: string,
	chunk: { number: number; bytes: Uint8Array; sha256?: string; isLast?: boolean; part?: number }
) =>
	given.recordings.putChunk(actor, id, recordingId, {
		part: 1,
		isLast: false,
		sha256: toSha256(chunk.bytes),
		startedAt: given.now().getTime(),
		...chunk
	});

async function keep(recordingId: string, pieces = cut(webm, 3), part = 1) {
	for (const piece of pieces)
		expect(await put(candidate, recordingId, { ...piece, part })).toEqual({ ok: true });
}

/** A recording that was stopped and made to seek. */
async function makeRecording(): Promise<string> {
	const recordingId = await record();
	await keep(recordingId);
	await given.run(mentor, id, { type: 'stop-recording' });
	await given.settled();
	return recordingId;
}
/** Its pieces, and its file. */
const filesOf = async (recordingId: string) => [
	...(await readdir(join(folder, 'pieces', recordingId)).catch(() => [])),
	...(await readdir(folder)).filter((name) => name.startsWith(recordingId))
];

describe('consent', () => {
	it('asks first: nothing is recorded until everybody in the call has agreed', async () => {
		await propose(mentor);
		expect(await readStage()).toMatchObject({
			state: 'asking',
			ownerId: candidate.userId,
			waitingFor: [candidate.userId],
			retentionDays: 180
		});
		expect(await begin(mentor)).toMatchObject({ ok: false, code: 'not_recorder' });
		await consent(candidate);
		expect(await readStage()).toMatchObject({
			state: 'recording',
			recorderId: candidate.userId,
			tab: null,
			waitingFor: []
		});
	});

	it('takes the proposer’s browser where the candidate’s cannot', async () => {
		await propose(mentor);
		await given.run(candidate, id, { type: 'consent-recording', canRecord: false });
		expect(await readStage()).toMatchObject({ recorderId: mentor.userId });
	});

	it('is not asked for by somebody who is not in the call, and not twice', async () => {
		await given.rooms.leaveCall(id, mentor.userId);
		expect(await propose(mentor)).toMatchObject({ code: 'not_in_call' });
		await propose(candidate);
		await given.rooms.comeIntoCall(id, mentor.userId);
		expect(await propose(mentor)).toMatchObject({ code: 'recording_under_way' });
	});

	it('a no before it began leaves nothing behind', async () => {
		await propose(mentor);
		expect(await given.run(candidate, id, { type: 'refuse-recording' })).toMatchObject({
			ok: true
		});
		expect(await readStage()).toMatchObject({ state: 'deleted', ended: 'refused' });
		expect(await consent(candidate)).toMatchObject({ code: 'no_recording' });
	});

	it('[T32] whoever comes later pauses it before they are let into the call, and is asked', async () => {
		await record();
		await given.rooms.comeIntoCall(id, observer.userId);
		expect(await readStage()).toMatchObject({
			state: 'paused',
			tab: null,
			waitingFor: [observer.userId]
		});
		await given.run(observer, id, { type: 'consent-recording', canRecord: false });
		expect(await readStage()).toMatchObject({ state: 'recording', recorderId: candidate.userId });
	});

	it('a late no ends it and keeps what everybody had agreed to', async () => {
		const recordingId = await record();
		await keep(recordingId);
		await given.rooms.comeIntoCall(id, observer.userId);
		await given.run(observer, id, { type: 'refuse-recording' });
		expect(await readStage()).toMatchObject({ state: 'stopped', ended: 'refused' });
	});

	it('goes on when the one who was waited for leaves again', async () => {
		await record();
		await given.rooms.comeIntoCall(id, observer.userId);
		await given.rooms.leaveCall(id, observer.userId);
		expect(await readStage()).toMatchObject({ state: 'recording' });
	});

	it('LiveKit’s word counts: who came by an old token pauses it, who is gone is not waited for', async () => {
		await record();
		const both = [mentor.userId, candidate.userId];
		await given.rooms.noteCall(id, [...both, observer.userId]);
		expect(await readStage()).toMatchObject({ state: 'paused' });
		await given.rooms.noteCall(id, both);
		expect(await readStage(), 'the token may still be used').toMatchObject({ state: 'paused' });
		given.turnClock(80_000);
		await given.rooms.noteCall(id, both);
		expect(await readStage()).toMatchObject({ state: 'recording' });
	});

	it('the next who is able goes on when the one who records has gone', async () => {
		await record();
		await given.rooms.leaveCall(id, candidate.userId);
		expect(await readStage()).toMatchObject({ recorderId: mentor.userId, tab: null });
		await begin(mentor, 'tab-2');
		expect(await readStage()).toMatchObject({ part: 2, tab: 'tab-2' });
	});

	it('somebody taken off the list is not waited for', async () => {
		await record();
		await given.rooms.comeIntoCall(id, observer.userId);
		await given.interviews.removePerson(mentor, id, observer.userId);
		expect(await readStage()).toMatchObject({ state: 'recording' });
	});

	it('[T32] taking consent back ends and deletes it, also after the interview', async () => {
		const recordingId = await record();
		await keep(recordingId);
		expect((await filesOf(recordingId)).length).toBe(3);
		await given.run(mentor, id, { type: 'withdraw-recording' });
		await given.settled();
		expect(await readStage()).toMatchObject({ state: 'deleted', ended: 'withdrawn' });
		expect(await filesOf(recordingId)).toEqual([]);
		expect(await put(candidate, recordingId, { number: 3, bytes: webm })).toMatchObject({
			code: 'deleted'
		});

		given.turnClock(1_000);
		const later = await makeRecording();
		await given.run(mentor, id, { type: 'go-to-debrief' });
		await given.run(mentor, id, { type: 'finish' });
		expect(await given.recordings.withdraw(observer, id, later)).toMatchObject({ ok: false });
		expect(await given.recordings.withdraw(mentor, id, later)).toEqual({ ok: true });
		expect(await filesOf(later)).toEqual([]);
		expect(await given.recordings.list(candidate, id)).toEqual([]);
	});

	it('[T32] who was removed from the interview still finds what they agreed to, and ends it', async () => {
		await given.rooms.comeIntoCall(id, observer.userId);
		await propose(mentor);
		for (const actor of [candidate, observer]) await consent(actor);
		expect(await begin(candidate)).toMatchObject({ ok: true });
		const recordingId = (await readStage())!.id;
		await keep(recordingId);
		await given.run(mentor, id, { type: 'stop-recording' });
		await given.settled();
		await given.interviews.removePerson(mentor, id, observer.userId);
		expect(await given.recordings.list(observer, id)).toEqual([]);
		expect(await given.recordings.listAgreed(candidate)).toEqual([]);
		expect(await given.recordings.listAgreed(observer)).toMatchObject([
			{ id: recordingId, interviewId: id, ownerName: 'Amara Nwosu' }
		]);
		expect(await given.recordings.withdraw(observer, id, recordingId)).toEqual({ ok: true });
		expect(await given.recordings.listAgreed(observer)).toEqual([]);
		expect(await filesOf(recordingId)).toEqual([]);
	});

	it('ends with its interview', async () => {
		const recordingId = await record();
		await keep(recordingId);
		await given.run(mentor, id, { type: 'go-to-debrief' });
		expect(await readStage()).toMatchObject({ state: 'recording' });
		await given.run(mentor, id, { type: 'finish' });
		await given.settled();
		expect((await given.recordings.list(candidate, id))[0]).toMatchObject({ state: 'stopped' });
	});
});

describe('pieces', () => {
	it('[F20] are kept once, in order, whole, and told apart when they are wrong', async () => {
		const recordingId = await record();
		const [first, second, third] = cut(webm, 3);
		const code = async (answer: ReturnType<typeof put>) => {
			const result = await answer;
			return result.ok ? 'ok' : result.code;
		};
		const html = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
		const refused: [string, ReturnType<typeof put>][] = [
			['not_webm', put(candidate, recordingId, { number: 0, bytes: html })],
			['out_of_order', put(candidate, recordingId, { ...second!, isLast: false })],
			['damaged', put(candidate, recordingId, { ...first!, sha256: toSha256(html) })],
			['empty', put(candidate, recordingId, { number: 0, bytes: new Uint8Array() })],
			['too_large', put(candidate, recordingId, { number: 0, bytes: new Uint8Array(4194305) })],
			['unknown_part', put(candidate, recordingId, { ...first!, part: 2 })],
			['not_recorder', put(mentor, recordingId, first!)],
			['not_found', put(candidate, 'a'.repeat(20), first!)]
		];
		for (const [wanted, answer] of refused) expect(await code(answer)).toBe(wanted);
		expect(await filesOf(recordingId)).toEqual([]);

		expect(await code(put(candidate, recordingId, first!))).toBe('ok');
		expect(await code(put(candidate, recordingId, first!)), 'the same again').toBe('ok');
		expect(await code(put(candidate, recordingId, { ...first!, ...second!, number: 0 }))).toBe(
			'different'
		);
		expect(await code(put(candidate, recordingId, second!))).toBe('ok');
		expect(await code(put(candidate, recordingId, third!))).toBe('ok');
		expect(await code(put(candidate, recordingId, { ...third!, number: 3 }))).toBe('closed');
		expect((await filesOf(recordingId)).length).toBe(3);
	});

	it('[T31] of several with one number one stays, whatever came at once', async () => {
		const recordingId = await record();
		const [first] = cut(webm, 3);
		const others = [1, 2, 3].map((end) => ({ number: 0, bytes: first!.bytes.slice(0, -end) }));
		const answers = await Promise.all(
			[first!, ...others].map((chunk) => put(candidate, recordingId, chunk))
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await filesOf(recordingId)).toHaveLength(1);
	});

	it('[T31] a number that no database counts to is out of order', async () => {
		const recordingId = await record();
		expect(
			await put(candidate, recordingId, { ...cut(webm, 3)[0]!, number: 2 ** 40 })
		).toMatchObject({ code: 'out_of_order', next: 0 });
	});

	it('[T31] a candidate’s space is one, wherever they were recorded', async () => {
		const [elsewhere, other] = [createId(), await given.interview()];
		await given.db
			.insert(organisations)
			.values({ id: elsewhere, name: 'Elsewhere', kind: 'school' });
		const [round] = await given.db
			.update(rounds)
			.set({ candidateId: candidate.userId })
			.where(eq(rounds.interviewId, other.id))
			.returning();
		await given.db
			.update(interviews)
			.set({ organisationId: elsewhere })
			.where(eq(interviews.id, other.id));
		await given.db.insert(recordings).values({
			id: createId(),
			interviewId: other.id,
			roundId: round!.id,
			ownerId: candidate.userId,
			proposedById: candidate.userId,
			state: 'stopped',
			retentionDays: 180,
			changedAt: given.now(),
			mediaBytes: recordingLimits.ownerBytes
		});
		const recordingId = await record();
		expect(await put(candidate, recordingId, cut(webm, 3)[0]!)).toMatchObject({
			code: 'full_owner'
		});
	});

	it('[T31] small ones come no faster than they are recorded', async () => {
		const recordingId = await record();
		const small = cut(webm, 60);
		const answers = [];
		for (const piece of small.slice(0, 12)) answers.push(await put(candidate, recordingId, piece));
		expect(answers.filter(({ ok }) => ok)).toHaveLength(8);
		expect(answers[8]).toMatchObject({ code: 'too_small' });
	});

	it('[T31] a full disk is said, and nothing is half kept', async () => {
		const recordingId = await record();
		given.setFreeFloor(Number.MAX_SAFE_INTEGER);
		expect(await put(candidate, recordingId, cut(webm, 3)[0]!)).toMatchObject({
			code: 'full_disk'
		});
		given.setFreeFloor(0);
		expect(await filesOf(recordingId)).toEqual([]);
	});

	it('[T32] what was recorded while somebody had not agreed is not taken', async () => {
		const recordingId = await record();
		await given.rooms.comeIntoCall(id, observer.userId);
		given.turnClock(10_000);
		expect(await put(candidate, recordingId, cut(webm, 3)[0]!)).toMatchObject({ code: 'outside' });
	});

	it('nobody off the list adds to it', async () => {
		const recordingId = await record();
		await given.interviews.removePerson(mentor, id, candidate.userId);
		expect(await put(candidate, recordingId, cut(webm, 3)[0]!)).toMatchObject({
			code: 'not_found'
		});
	});
});

describe('afterwards', () => {
	it('it is one file that says its length and seeks, and its pieces are gone', async () => {
		const recordingId = await makeRecording();
		expect(await filesOf(recordingId)).toEqual([`${recordingId}.webm`]);
		const [view] = await given.recordings.list(candidate, id);
		expect(view).toMatchObject({ state: 'stopped', isMine: true, canWatch: true });
		expect(view!.durationMs).toBeGreaterThan(3_900);
		expect(view!.durationMs).toBeLessThan(4_100);
		const source = new FilePathSource(join(folder, `${recordingId}.webm`));
		using input = new Input({ formats: ALL_FORMATS, source });
		expect(await input.computeDuration()).toBeCloseTo(4, 1);
	});

	it('parts follow each other, and one without its last piece makes it interrupted', async () => {
		const recordingId = await record();
		await keep(recordingId, cut(webm, 3).slice(0, 2));
		await begin(candidate, 'tab-after-a-crash');
		await keep(recordingId, cut(webm, 3), 2);
		await given.run(mentor, id, { type: 'stop-recording' });
		await given.settled();
		expect((await given.recordings.list(candidate, id))[0]).toMatchObject({ durationMs: null });
		given.turnClock(130_000);
		await given.recordings.sweep();
		const [view] = await given.recordings.list(candidate, id);
		expect(view).toMatchObject({ state: 'interrupted', canWatch: true });
		expect(view!.durationMs).toBeGreaterThan(5_900);
	});

	it('[T28] the candidate decides who watches, and sees who did', async () => {
		const recordingId = await makeRecording();
		const advisor = await given.person('Dr Advisor', { role: 'advisor' });
		const stranger = await given.person('Sam Stranger');
		await given.db.insert(assignments).values({
			organisationId: given.organisationId,
			advisorId: advisor.userId,
			candidateId: candidate.userId,
			startsAt: new Date(0)
		});
		const watchers = async () => {
			const who: string[] = [];
			for (const actor of [candidate, mentor, observer, advisor, stranger]) {
				const media = await given.recordings.openMedia(actor, id, recordingId);
				if (media) who.push(actor.name);
			}
			return who;
		};
		expect(await watchers()).toEqual(['Amara Nwosu']);
		expect(await given.recordings.setVisibility(mentor, id, recordingId, 'advisor')).toMatchObject({
			ok: false
		});
		await given.recordings.setVisibility(candidate, id, recordingId, 'participants');
		expect(await watchers()).toEqual(['Amara Nwosu', 'Dr Kwame Osei', 'Dr Ruth Feldman']);
		await given.recordings.setVisibility(candidate, id, recordingId, 'advisor');
		expect(await watchers()).toContain('Dr Advisor');
		const setRound = (visibility: 'private' | 'advisor') =>
			given.db.update(rounds).set({ visibility }).where(eq(rounds.interviewId, id));
		await setRound('private');
		expect(await watchers(), 'a private interview is no advisor’s').not.toContain('Dr Advisor');
		await setRound('advisor');
		await given.interviews.removePerson(mentor, id, observer.userId);
		expect(await watchers()).not.toContain('Dr Ruth Feldman');
		const seen = await given.db.select().from(viewings).where(eq(viewings.interviewId, id));
		expect(seen.map(({ what }) => what)).toEqual(['recording', 'recording', 'recording']);
		const [view] = await given.recordings.list(candidate, id);
		expect(view!.viewings.map(({ name }) => name).sort()).toEqual([
			'Dr Advisor',
			'Dr Kwame Osei',
			'Dr Ruth Feldman'
		]);
		expect(await given.recordings.remove(mentor, id, recordingId)).toMatchObject({ ok: false });
		expect(await given.recordings.remove(candidate, id, recordingId)).toEqual({ ok: true });
		expect(await watchers()).toEqual([]);
		expect(await filesOf(recordingId)).toEqual([]);
	});

	it('is gone at its date, also where no new ones are made any more', async () => {
		const recordingId = await makeRecording();
		given.setOn(false);
		const [row] = await given.db.select().from(recordings).where(eq(recordings.id, recordingId));
		expect(row!.retainUntil!.getTime() - row!.stoppedAt!.getTime()).toBe(180 * 86_400_000);
		given.turnClock(180 * 86_400_000);
		expect(await given.recordings.openMedia(candidate, id, recordingId)).toBeNull();
		await given.recordings.sweep();
		given.setOn(true);
		expect(await filesOf(recordingId)).toEqual([]);
		expect(await given.recordings.list(candidate, id)).toEqual([]);
	});

	it('a shorter time holds for one that is being made as well', async () => {
		const recordingId = await record();
		await keep(recordingId);
		await given.db.transaction((tx) => setRecordingDays(tx, given.organisationId, 7));
		await given.run(mentor, id, { type: 'stop-recording' });
		await given.settled();
		await given.db.transaction((tx) => setRecordingDays(tx, given.organisationId, 180));
		const [view] = await given.recordings.list(candidate, id);
		expect(Date.parse(view!.retainUntil!) - given.now().getTime()).toBe(7 * 86_400_000);
	});

	it('a file that was being made when its process died goes with its recording', async () => {
		const recordingId = await record();
		await keep(recordingId);
		given.setRemux(async ({ aside }) => {
			await writeFile(aside, 'half of everything that was said');
			throw new Error('killed');
		});
		await given.run(mentor, id, { type: 'stop-recording' });
		await expect(given.settled()).rejects.toThrow('killed');
		given.setRemux(null);
		expect(await given.recordings.remove(candidate, id, recordingId)).toEqual({ ok: true });
		expect(await filesOf(recordingId)).toEqual([]);
	});

	it('what a killed process left of it is gone with the next sweep', async () => {
		const [made, deleted] = [await makeRecording(), await makeRecording()];
		await given.recordings.remove(candidate, id, deleted);
		for (const recordingId of [made, deleted]) {
			await mkdir(join(folder, 'pieces', recordingId));
			await writeFile(join(folder, 'pieces', recordingId, 'a'.repeat(64)), 'a piece');
		}
		await given.recordings.sweep();
		expect(await filesOf(deleted)).toEqual([]);
		expect(await filesOf(made)).toEqual([`${made}.webm`]);
	});

	it('one interview that cannot be brought in line keeps no other recording beyond its date', async () => {
		const recordingId = await makeRecording();
		given.turnClock(180 * 86_400_000);
		for (const { userId } of [mentor, candidate]) await given.rooms.comeIntoCall(id, userId);
		await record();
		given.failSettle(true);
		await given.recordings.sweep();
		given.failSettle(false);
		expect(await filesOf(recordingId)).toEqual([]);
	});

	it('a pause that nobody ends is the end', async () => {
		const recordingId = await record();
		await keep(recordingId, cut(webm, 3));
		for (const { userId } of [mentor, candidate]) await given.rooms.leaveCall(id, userId);
		expect(await readStage()).toMatchObject({ state: 'paused' });
		given.turnClock(31 * 60_000);
		await given.recordings.sweep();
		await given.settled();
		expect((await given.recordings.list(candidate, id))[0]).toMatchObject({ state: 'stopped' });
	});
});

import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { ReviewCard } from '#lib/review/review.ts';
import { uploadLimits } from '#lib/review/upload-limits.ts';
import type { SoloView } from '#lib/solo/solo.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import { interviews, reviewRequests, scorecards, users } from '#server/db/schema.ts';
import type { Letter } from '#server/mail/mail.ts';
import { sendReviewLetters } from '#server/reviews/review-letters.ts';
import { createReviewService, retentionDays } from '#server/reviews/review-service.ts';
import { openChunkFolder } from '#server/storage/chunk-folder.ts';
import { openInterviews } from '../support/given.ts';

const given = await openInterviews();
const { solo, db } = given;
const place = await mkdtemp(join(tmpdir(), 'mock-rounds-lent-'));
const folder = openChunkFolder(place);
const mega = 1024 * 1024;
const limits = {
	...uploadLimits,
	answerBytes: 3 * mega,
	requestBytes: 5 * mega,
	personBytes: 8 * mega,
	organisationBytes: 60 * mega,
	freeBytes: 0,
	requests: 3
};
const reviews = createReviewService({ db, folder, limits, now: given.now });
afterAll(async () => {
	await given[Symbol.asyncDispose]();
	await rm(place, { recursive: true, force: true });
});

let amara: Actor;
let osei: Actor;
let stranger: Actor;
let deckId: string;
beforeAll(async () => {
	stranger = await given.person('Sam Stranger');
	osei = await given.person('Dr Kwame Osei');
	deckId = (await given.interviews.createOptions(stranger)).defaults.deckId;
});
beforeEach(async () => {
	amara = await given.person('Amara Nwosu', { role: 'candidate' });
});

const speaking = { heardMs: 60_000, firstSoundMs: 900, longestPauseMs: 2_100, silenceShare: 0.2 };

/** A practice alone of which the first three answers were given; saved for good. */
async function practice(actor = amara): Promise<SoloView> {
	const begun = await solo.begin(actor, {
		planId: 'solo-six',
		deckId,
		thinkSeconds: 30,
		answerSeconds: null
	});
	if (!begun.ok) throw new Error(begun.message);
	const view = (await solo.get(actor, begun.id))!;
	const at = given.now().getTime();
	await solo.save(actor, begun.id, {
		sentAt: at + 900_000,
		answers: view.questions.slice(0, 3).map(({ answerId }, index) => ({
			answerId,
			startedAt: at + index * 100_000,
			durationMs: 60_000,
			figures: { end: 'stopped', speaking, fillers: null }
		})),
		outcome: {
			finishedAt: at + 800_000,
			marks: [{ criterionId: view.criteria[0]!.id, mark: 2, evidence: 'I lost the thread.' }],
			strength: '',
			nextStep: 'Result first'
		}
	});
	return (await solo.get(actor, begun.id))!;
}

const webmHead = Buffer.from(
	'1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104',
	'hex'
);
const mp4Head = Buffer.from('\0\0\0\x18ftypiso5\0\0\0\0', 'latin1');
const toBytes = (length: number, head = webmHead): Uint8Array =>
	new Uint8Array(Buffer.concat([head, randomBytes(length - head.length)]));
const toHash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const toInput = (view: SoloView, sizes: number[]) => ({
	wish: 'The endings',
	answers: sizes.map((bytes, index) => ({
		answerId: view.questions[index]!.answerId,
		kind: 'video',
		bytes
	}))
});

/** Begins a request for so many bytes of each answer. */
async function begin(view: SoloView, sizes: number[], actor = amara) {
	const begun = await reviews.begin(actor, view.interviewId, toInput(view, sizes));
	if (!begun.ok) throw new Error(begun.message);
	return begun;
}

interface Sent {
	view: SoloView;
	requestId: string;
	mediaId: string;
}
const put = (
	{ view, requestId, mediaId }: Sent,
	ordinal: number,
	bytes: Uint8Array,
	actor = amara
) =>
	reviews.putChunk(
		actor,
		{ interviewId: view.interviewId, requestId, mediaId, ordinal },
		{ hash: toHash(bytes), bytes }
	);

/** One answer lent, by an open link: what it is made of, and the link's token. */
async function lend(bytes = toBytes(200_000), actor = amara) {
	const view = await practice(actor);
	const { requestId, media } = await begin(view, [bytes.length], actor);
	const sent = { view, requestId, mediaId: media[0]!.mediaId };
	await put(sent, 0, bytes.subarray(0, 100_000), actor);
	await put(sent, 1, bytes.subarray(100_000), actor);
	const made = await reviews.makeLink(actor, {
		interviewId: view.interviewId,
		requestId,
		days: 30
	});
	if (!made.ok) throw new Error(made.message);
	return { ...sent, bytes, token: made.path.slice('/reviews/'.length) };
}

async function readAll(
	media: { bytes: number; read(from: number, to: number): ReadableStream<Uint8Array> },
	from = 0,
	to = media.bytes - 1
): Promise<Buffer> {
	return Buffer.from(await new Response(media.read(from, to)).arrayBuffer());
}

const toCard = (view: SoloView, change: Partial<ReviewCard> = {}): ReviewCard => ({
	pins: [
		{ id: 'a', answerId: view.questions[0]!.answerId, atMs: 4200, tag: 'unclear', words: 'Who?' }
	],
	marks: [{ criterionId: view.criteria[0]!.id, mark: 4, evidence: 'Clear result.' }],
	strength: 'A clear voice',
	nextStep: 'Shorter',
	...change
});

describe('lending answers', () => {
	it('arrives in pieces, plays by link, and any stretch of it is the same bytes', async () => {
		const { token, mediaId, bytes } = await lend();
		expect(await reviews.open(token, osei)).toEqual({ ok: true });
		const media = (await reviews.readMedia(token, osei, mediaId))!;
		expect(media).toMatchObject({
			mimeType: 'video/webm',
			bytes: bytes.length,
			fileName: 'answer-1.webm'
		});
		expect((await readAll(media)).equals(Buffer.from(bytes))).toBe(true);
		for (const [from, to] of [
			[0, 0],
			[99_999, 100_000],
			[100_000, 199_999],
			[150_000, 150_009]
		] as const)
			expect(await readAll(media, from, to)).toEqual(Buffer.from(bytes.subarray(from, to + 1)));
	});

	it('goes on where it was: the same answers again are the same request', async () => {
		const view = await practice();
		const bytes = toBytes(300_000);
		const first = await begin(view, [bytes.length, 70_000]);
		const sent = { view, requestId: first.requestId, mediaId: first.media[0]!.mediaId };
		await put(sent, 0, bytes.subarray(0, 100_000));
		expect(await put(sent, 0, bytes.subarray(0, 100_000))).toEqual({ ok: true, received: 1 });
		const again = await begin(view, [bytes.length, 70_000]);
		expect(again.requestId).toBe(first.requestId);
		expect(again.media[0]).toMatchObject({ received: 1, receivedBytes: 100_000 });
		const other = await begin(view, [bytes.length]);
		expect(other.requestId).not.toBe(first.requestId);
		expect(await readdir(place)).not.toContain(first.requestId);
	});

	it('has no link before everything is there, and an earlier link stops with a new one', async () => {
		const view = await practice();
		const bytes = toBytes(100_000);
		const { requestId, media } = await begin(view, [bytes.length]);
		const interviewId = view.interviewId;
		const days = 7;
		expect(await reviews.makeLink(amara, { interviewId, requestId, days })).toMatchObject({
			code: 'incomplete'
		});
		await put({ view, requestId, mediaId: media[0]!.mediaId }, 0, bytes);
		const first = await reviews.makeLink(amara, { interviewId, requestId, days });
		const second = await reviews.makeLink(amara, { interviewId, requestId, days });
		if (!first.ok || !second.ok) throw new Error('no link');
		expect(await reviews.door(first.path.slice(9), null)).toBeNull();
		expect(await reviews.door(second.path.slice(9), null)).toMatchObject({
			state: 'open',
			ownerName: 'Amara Nwosu',
			answerCount: 1,
			page: null
		});
		const [row] = await db.select().from(reviewRequests).where(eq(reviewRequests.id, requestId));
		expect(row!.tokenHash).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(row)).not.toContain(second.path.slice(9));
	});

	it('is for a finished practice of one’s own, and answers that were given', async () => {
		const view = await practice();
		const input = toInput(view, [1000]);
		expect(await reviews.begin(stranger, view.interviewId, input)).toMatchObject({
			code: 'not_found'
		});
		const unanswered = { ...input.answers[0]!, answerId: view.questions[4]!.answerId };
		for (const wrong of [
			null,
			{ ...input, more: 1 },
			{ ...input, answers: [] },
			{ ...input, answers: [input.answers[0], input.answers[0]] },
			{ ...input, answers: [unanswered] },
			{ ...input, answers: [{ ...input.answers[0], bytes: 0 }] },
			{ ...input, answers: [{ ...input.answers[0], kind: 'text/html' }] }
		])
			expect(await reviews.begin(amara, view.interviewId, wrong)).toMatchObject({
				code: 'invalid'
			});
		const begun = await solo.begin(amara, {
			planId: 'solo-six',
			deckId,
			thinkSeconds: 0,
			answerSeconds: null
		});
		if (!begun.ok) throw new Error(begun.message);
		expect(await reviews.begin(amara, begun.id, input)).toMatchObject({ code: 'not_finished' });
	});
});

describe('[T31] what would fill the disk', () => {
	it.each([
		[[4 * mega], 'answer_too_large'],
		[[2 * mega, 2 * mega, 2 * mega], 'request_too_large']
	])('%j is too much at once', async (sizes, code) => {
		const view = await practice();
		expect(await reviews.begin(amara, view.interviewId, toInput(view, sizes))).toMatchObject({
			ok: false,
			code
		});
	});

	it('of several pieces at one place one stays, whatever came at once', async () => {
		const view = await practice();
		const { requestId, media } = await begin(view, [mega]);
		const sent = { view, requestId, mediaId: media[0]!.mediaId };
		const pieces = [1, 2, 3, 4].map(() => toBytes(100_000));
		const answers = await Promise.all(pieces.map((bytes) => put(sent, 0, bytes)));
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await readdir(join(place, requestId))).toHaveLength(1);
	});

	it('a person and an organisation have a quota, which withdrawing frees', async () => {
		const kept = [];
		for (let count = 0; count < 2; count += 1) {
			const view = await practice();
			kept.push({ view, ...(await begin(view, [3 * mega])) });
		}
		const view = await practice();
		const input = toInput(view, [3 * mega]);
		expect(await reviews.begin(amara, view.interviewId, input)).toMatchObject({
			code: 'person_full'
		});
		const tight = createReviewService({
			db,
			folder,
			limits: { ...limits, personBytes: 99 * mega, organisationBytes: 7 * mega },
			now: given.now
		});
		expect(await tight.begin(amara, view.interviewId, input)).toMatchObject({
			code: 'organisation_full'
		});
		const [first] = kept;
		await reviews.withdraw(amara, {
			interviewId: first!.view.interviewId,
			requestId: first!.requestId
		});
		expect(await reviews.begin(amara, view.interviewId, input)).toMatchObject({ ok: true });
	});

	it('a practice has so many requests, and a disk so much that stays free', async () => {
		const { view } = await lend();
		const input = toInput(view, [100_000]);
		const full = createReviewService({
			db,
			folder,
			limits: { ...limits, requests: 1 },
			now: given.now
		});
		expect(await full.begin(amara, view.interviewId, input)).toMatchObject({ code: 'too_many' });
		const noRoom = createReviewService({
			db,
			folder: { ...folder, freeBytes: async () => mega },
			limits: { ...limits, freeBytes: mega },
			now: given.now
		});
		expect(await noRoom.begin(amara, view.interviewId, input)).toMatchObject({
			code: 'disk_full'
		});
	});

	it('pieces come in order, with their hash, of a sensible size, and no more than announced', async () => {
		const view = await practice();
		const bytes = toBytes(200_000);
		const { requestId, media } = await begin(view, [bytes.length]);
		const sent = { view, requestId, mediaId: media[0]!.mediaId };
		const all = { interviewId: view.interviewId, requestId, mediaId: sent.mediaId, ordinal: 0 };
		const half = bytes.subarray(0, 100_000);
		expect(await put(sent, 1, half)).toMatchObject({ code: 'out_of_order' });
		expect(await put(sent, 0, new Uint8Array(0))).toMatchObject({ code: 'chunk_too_small' });
		expect(await put(sent, 0, bytes.subarray(0, 1000))).toMatchObject({ code: 'chunk_too_small' });
		expect(await put(sent, 0, toBytes(200_001))).toMatchObject({ code: 'chunk_too_large' });
		expect(await put(sent, 0, toBytes(4 * mega + 1))).toMatchObject({ code: 'chunk_too_large' });
		expect(await reviews.putChunk(amara, all, { hash: toHash(bytes), bytes: half })).toMatchObject({
			code: 'wrong_hash'
		});
		expect(await put(sent, 0, half, stranger)).toMatchObject({ code: 'not_found' });
		expect(await readdir(place)).not.toContain(requestId);
		expect(await put(sent, 0, half)).toEqual({ ok: true, received: 1 });
		expect(await put(sent, 0, toBytes(100_000))).toMatchObject({ code: 'out_of_order' });
		expect(await put(sent, 1, bytes.subarray(100_000))).toEqual({ ok: true, received: 2 });
		expect(await put(sent, 2, toBytes(100_000))).toMatchObject({ code: 'chunk_too_large' });
	});

	it('a disk that is full in the middle of a piece leaves nothing of it', async () => {
		const view = await practice();
		const bytes = toBytes(100_000);
		const { requestId, media } = await begin(view, [bytes.length]);
		const full = createReviewService({
			db,
			folder: {
				...folder,
				keep: async () => {
					throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
				}
			},
			limits,
			now: given.now
		});
		const at = { interviewId: view.interviewId, requestId, mediaId: media[0]!.mediaId, ordinal: 0 };
		expect(await full.putChunk(amara, at, { hash: toHash(bytes), bytes })).toMatchObject({
			code: 'disk_full'
		});
		expect((await begin(view, [bytes.length])).media[0]).toMatchObject({ received: 0 });
	});

	it('the same piece ten times at once is one piece', async () => {
		const view = await practice();
		const bytes = toBytes(200_000);
		const { requestId, media } = await begin(view, [bytes.length]);
		const sent = { view, requestId, mediaId: media[0]!.mediaId };
		const half = bytes.subarray(0, 100_000);
		const answers = await Promise.all(Array.from({ length: 10 }, () => put(sent, 0, half)));
		expect(answers.every(({ ok }) => ok)).toBe(true);
		expect((await begin(view, [bytes.length])).media[0]).toMatchObject({
			received: 1,
			receivedBytes: 100_000
		});
		expect(
			(await readdir(join(place, requestId))).filter((name) => name.endsWith('.part'))
		).toEqual([]);
	});
});

describe('[T30] what is no recording', () => {
	const html = '<!doctype html><script>alert(1)</script>';
	it.each([
		['a page', Buffer.from(html)],
		['a picture with a script', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${html}`)],
		['a zip', Buffer.from('PK\x03\x04', 'latin1')],
		['Matroska of another kind', Buffer.from('1a45dfa3934282886d6174726f736b61', 'hex')],
		['a box that is no video', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')],
		['nothing in particular', Buffer.alloc(64)]
	])('%s is refused', async (_, head) => {
		const view = await practice();
		const bytes = toBytes(100_000, head);
		const { requestId, media } = await begin(view, [bytes.length]);
		expect(await put({ view, requestId, mediaId: media[0]!.mediaId }, 0, bytes)).toMatchObject({
			code: 'not_media'
		});
		expect(await readdir(place)).not.toContain(requestId);
	});

	it('a phone’s recording is what its bytes say', async () => {
		const { token, mediaId } = await lend(toBytes(200_000, mp4Head));
		await reviews.open(token, osei);
		expect(await reviews.readMedia(token, osei, mediaId)).toMatchObject({
			mimeType: 'video/mp4',
			fileName: 'answer-1.mp4'
		});
	});
});

describe('[T29] names', () => {
	const odd = [
		'..',
		'../..',
		'/etc/passwd',
		'%2e%2e%2f',
		'a\0b',
		'CON',
		'a'.repeat(300),
		'ａ'.repeat(20),
		'.',
		'',
		'a/../../b'
	];
	it.each(odd)('%j opens and writes nothing', async (name) => {
		await expect(folder.keep(name, toHash(toBytes(100)), toBytes(100))).rejects.toThrow(
			'not an id'
		);
		await expect(folder.keep('a'.repeat(20), name, toBytes(100))).rejects.toThrow('not a hash');
		const { token, mediaId, view, requestId } = await lend();
		await reviews.open(token, osei);
		expect(await reviews.readMedia(token, osei, name)).toBeNull();
		expect(await reviews.readMedia(name, osei, mediaId)).toBeNull();
		const at = { interviewId: view.interviewId, requestId: name, mediaId };
		expect(await reviews.readOwnMedia(amara, at)).toBeNull();
		expect(await reviews.withdraw(amara, { interviewId: name, requestId })).toBe(false);
	});
});

describe('[T28] who plays it', () => {
	it('those who opened the link, as long as it is open; and the candidate', async () => {
		const { token, mediaId, view, requestId } = await lend();
		const own = { interviewId: view.interviewId, requestId, mediaId };
		expect(await reviews.readMedia(token, osei, mediaId)).toBeNull();
		await reviews.open(token, osei);
		expect(await reviews.readMedia(token, osei, mediaId)).not.toBeNull();
		expect(await reviews.readMedia(token, stranger, mediaId)).toBeNull();
		expect(await reviews.readMedia(token, amara, mediaId)).toBeNull();
		expect(await reviews.readOwnMedia(amara, own)).not.toBeNull();
		expect(await reviews.readOwnMedia(osei, own)).toBeNull();
		const other = await lend();
		await reviews.open(other.token, osei);
		expect(await reviews.readMedia(token, osei, other.mediaId)).toBeNull();
	});

	it('a guest of something else is nobody here', async () => {
		const { token, mediaId, view } = await lend();
		const person = await given.person('Dr Guest');
		const elsewhere: Actor = { ...person, isGuest: true, guestInterviewId: createId() };
		const here: Actor = { ...person, isGuest: true, guestInterviewId: view.interviewId };
		expect(await reviews.open(token, elsewhere)).toMatchObject({ code: 'not_found' });
		expect(await reviews.open(token, here)).toEqual({ ok: true });
		expect(await reviews.readMedia(token, elsewhere, mediaId)).toBeNull();
		expect(await reviews.readMedia(token, here, mediaId)).not.toBeNull();
		expect(await reviews.findGuestPlace(token)).toBe(view.interviewId);
	});

	it('withdrawing ends the link at once and deletes the files; what was sent stays', async () => {
		const { token, mediaId, view, requestId } = await lend();
		await reviews.open(token, osei);
		const card = toCard(view);
		expect(await reviews.save(token, osei, { version: 0, isSent: true, card })).toMatchObject({
			ok: true
		});
		const at = { interviewId: view.interviewId, requestId };
		expect(await reviews.withdraw(stranger, at)).toBe(false);
		expect(await reviews.withdraw(amara, at)).toBe(true);
		expect(await reviews.withdraw(amara, at)).toBe(false);
		expect(await reviews.readMedia(token, osei, mediaId)).toBeNull();
		expect(await reviews.readOwnMedia(amara, { ...at, mediaId })).toBeNull();
		expect(await readdir(place)).not.toContain(requestId);
		expect(await reviews.door(token, osei)).toMatchObject({ state: 'withdrawn', page: null });
		expect(await reviews.findGuestPlace(token)).toBeNull();
		expect(await put({ view, requestId, mediaId }, 2, toBytes(1000))).toMatchObject({
			code: 'withdrawn'
		});
		expect(await reviews.makeLink(amara, { ...at, days: 7 })).toMatchObject({ code: 'withdrawn' });
		const [request] = await reviews.own(amara, view.interviewId);
		expect(request).toMatchObject({ state: 'withdrawn', hasMedia: false });
		expect(request!.reviews[0]!.sent!.card).toEqual(card);
	});

	it('an expired link opens nothing, and says so', async () => {
		const { token, mediaId, view } = await lend();
		await reviews.open(token, osei);
		given.turnClock(31 * 86_400_000);
		expect(await reviews.readMedia(token, osei, mediaId)).toBeNull();
		expect(await reviews.door(token, osei)).toMatchObject({ state: 'expired', page: null });
		const body = { version: 0, isSent: false, card: toCard(view) };
		expect(await reviews.save(token, osei, body)).toMatchObject({ code: 'closed' });
		expect(await reviews.open(token, stranger)).toMatchObject({ code: 'not_found' });
	});
});

describe('reviewing', () => {
	it('a draft is the reviewer’s alone; sent, the candidate has it beside their own numbers', async () => {
		const { token, view, requestId } = await lend();
		await reviews.open(token, osei);
		await reviews.open(token, osei);
		const { page } = (await reviews.door(token, osei))!;
		expect(page).toMatchObject({ wish: 'The endings', version: 0, sentAt: null });
		// Nothing of what the candidate made of it, no follow-ups, no look-fors.
		expect(JSON.stringify(page)).not.toMatch(/lost the thread|Result first|strongAnswer|followUps/);
		const card = toCard(view);
		expect(await reviews.save(token, osei, { version: 0, isSent: false, card })).toEqual({
			ok: true,
			version: 1,
			isSent: false
		});
		const [before] = await reviews.own(amara, view.interviewId);
		expect(before!.reviews).toMatchObject([{ name: 'Dr Kwame Osei', isGuest: false, sent: null }]);
		expect(JSON.stringify(before)).not.toContain('Clear result');
		expect((await reviews.door(token, osei))!.page!.card).toEqual(card);

		const sent = await reviews.save(token, osei, { version: 1, isSent: true, card });
		expect(sent).toMatchObject({ ok: true, isSent: true });
		expect(await reviews.save(token, osei, { version: 1, isSent: true, card })).toMatchObject({
			ok: true
		});
		const later = { ...card, strength: 'Something else' };
		expect(
			await reviews.save(token, osei, { version: 2, isSent: false, card: later })
		).toMatchObject({ code: 'sent' });
		const [after] = await reviews.own(amara, view.interviewId);
		expect(after).toMatchObject({ requestId, state: 'open', hasMedia: true });
		expect(after!.reviews[0]!.sent!.card).toEqual(card);
		expect(await reviews.own(osei, view.interviewId)).toEqual([]);
		expect(await reviews.own(stranger, view.interviewId)).toEqual([]);
		// It is no scorecard of a round: progress knows nothing of it.
		const cards = await db.select().from(scorecards).where(eq(scorecards.raterId, osei.userId));
		expect(cards).toEqual([]);
	});

	it('two tabs do not overwrite each other, and a repeat after a lost answer is none', async () => {
		const { token, view } = await lend();
		await reviews.open(token, osei);
		const card = toCard(view);
		await reviews.save(token, osei, { version: 0, isSent: false, card });
		expect(await reviews.save(token, osei, { version: 0, isSent: false, card })).toMatchObject({
			ok: true,
			version: 1
		});
		const other = { ...card, nextStep: 'Another' };
		expect(
			await reviews.save(token, osei, { version: 0, isSent: false, card: other })
		).toMatchObject({ code: 'changed' });
		expect((await reviews.door(token, osei))!.page!.card).toEqual(card);
	});

	it.each<[string, (card: ReviewCard) => unknown]>([
		[
			'a criterion of another rubric',
			(card) => ({ ...card, marks: [{ ...card.marks[0], criterionId: 'x' }] })
		],
		['a mark out of range', (card) => ({ ...card, marks: [{ ...card.marks[0], mark: 6 }] })],
		['a criterion twice', (card) => ({ ...card, marks: [card.marks[0], card.marks[0]] })],
		[
			'a pin on another answer',
			(card) => ({ ...card, pins: [{ ...card.pins[0], answerId: 'x' }] })
		],
		['a pin twice', (card) => ({ ...card, pins: [card.pins[0], card.pins[0]] })],
		['a tag of nobody', (card) => ({ ...card, pins: [{ ...card.pins[0], tag: 'rude' }] })],
		['a moment before the start', (card) => ({ ...card, pins: [{ ...card.pins[0], atMs: -1 }] })],
		['words that no database keeps', (card) => ({ ...card, strength: 'a\0b' })],
		['half a character', (card) => ({ ...card, nextStep: '\ud800' })],
		['words without end', (card) => ({ ...card, strength: 'a'.repeat(4001) })],
		['a field of nobody', (card) => ({ ...card, raterId: 'somebody' })],
		[
			'201 pins',
			(card) => ({
				...card,
				pins: Array.from({ length: 201 }, (_, id) => ({ ...card.pins[0], id: String(id) }))
			})
		]
	])('%s is refused with the whole', async (_, toBroken) => {
		const { token, view } = await lend();
		await reviews.open(token, osei);
		const body = { version: 0, isSent: true, card: toBroken(toCard(view)) };
		expect(await reviews.save(token, osei, body)).toMatchObject({ code: 'invalid' });
		expect((await reviews.door(token, osei))!.page).toMatchObject({ version: 0, sentAt: null });
	});

	it('nothing at all is not sent, and nobody reviews who has not opened the link', async () => {
		const { token, view } = await lend();
		const empty = { pins: [], marks: [], strength: ' ', nextStep: '' };
		const body = { version: 0, isSent: true, card: empty };
		expect(await reviews.save(token, osei, body)).toMatchObject({ code: 'not_found' });
		await reviews.open(token, osei);
		expect(await reviews.save(token, osei, body)).toMatchObject({ code: 'empty' });
		expect(await reviews.open(token, amara)).toMatchObject({ code: 'own' });
		expect(await reviews.door(token, amara)).toMatchObject({
			ownInterviewId: view.interviewId,
			page: null
		});
	});
});

describe('a review that has come', () => {
	const linkOrigin = 'https://rounds.example';
	const log = { error: () => undefined };
	/** One turn of the job; gives what was mailed in it. */
	async function turn(mail: { isOn?: boolean; fails?: boolean } = {}): Promise<Letter[]> {
		const letters: Letter[] = [];
		await sendReviewLetters({
			db,
			linkOrigin,
			log,
			now: given.now,
			mail: {
				isOn: mail.isOn ?? true,
				async send(letter) {
					if (mail.fails) throw new Error('the mail server is away');
					letters.push(letter);
				}
			}
		});
		return letters.filter(({ to }) => to === amara.email);
	}
	async function send(token: string, view: SoloView, actor: Actor): Promise<void> {
		await reviews.open(token, actor);
		const body = { version: 0, isSent: true, card: toCard(view) };
		expect(await reviews.save(token, actor, body)).toMatchObject({ ok: true });
	}

	it('is news until the candidate has looked, and to nobody else', async () => {
		const { token, view } = await lend();
		const { interviewId } = view;
		await reviews.open(token, osei);
		await reviews.save(token, osei, { version: 0, isSent: false, card: toCard(view) });
		expect(await reviews.unread(amara)).toEqual([]);
		await reviews.save(token, osei, { version: 1, isSent: true, card: toCard(view) });
		const news = [{ interviewId, planName: view.planName, names: ['Dr Kwame Osei'] }];
		expect(await reviews.unread(amara)).toEqual(news);
		expect(await reviews.unread(osei)).toEqual([]);

		const seen = given.now();
		await reviews.markRead(stranger, interviewId, seen);
		expect(await reviews.unread(amara)).toEqual(news);
		given.turnClock(1_000);
		await send(token, view, stranger);
		// The page showed what had come by then, not the one that came meanwhile.
		await reviews.markRead(amara, interviewId, seen);
		expect(await reviews.unread(amara)).toMatchObject([{ names: ['Sam Stranger'] }]);
		await reviews.markRead(amara, interviewId, given.now());
		expect(await reviews.unread(amara)).toEqual([]);
	});

	it('is told by mail once, in one letter for all that came together', async () => {
		const { token, view } = await lend();
		await send(token, view, osei);
		given.turnClock(1_000);
		await send(token, view, stranger);
		expect(await turn({ isOn: false })).toEqual([]);
		expect(await turn({ fails: true })).toEqual([]);
		const [letter, ...more] = await turn();
		expect(more).toEqual([]);
		expect(letter!.text).toContain('Dr Kwame Osei and Sam Stranger');
		expect(letter!.text).toContain(`${linkOrigin}/solo/${view.interviewId}`);
		// Nothing of what was said: mail is read over shoulders.
		expect(letter!.text).not.toMatch(/Clear result|A clear voice|Who\?/);
		expect(await turn()).toEqual([]);
	});

	it('is not mailed to who has read it, to who is disabled, to the demo, nor after a day', async () => {
		const read = await lend();
		await send(read.token, read.view, osei);
		await reviews.markRead(amara, read.view.interviewId, given.now());
		expect(await turn()).toEqual([]);
		for (const change of [{ disabledAt: given.now() }, { isDemo: true }]) {
			const late = await lend();
			await send(late.token, late.view, osei);
			await db.update(users).set(change).where(eq(users.id, amara.userId));
			expect(await turn()).toEqual([]);
			await db
				.update(users)
				.set({ disabledAt: null, isDemo: false })
				.where(eq(users.id, amara.userId));
		}
		const old = await lend();
		await send(old.token, old.view, osei);
		given.turnClock(25 * 3_600_000);
		expect(await turn()).toEqual([]);
	});
});

describe('the sweep', () => {
	it(`deletes recordings after ${retentionDays} days and keeps what was sent`, async () => {
		const { token, view, requestId, mediaId } = await lend();
		await reviews.open(token, osei);
		await reviews.save(token, osei, { version: 0, isSent: true, card: toCard(view) });
		const old = new Date(Date.now() - 2 * 3_600_000);
		await utimes(join(place, requestId), old, old);
		await reviews.sweep();
		const at = { interviewId: view.interviewId, requestId, mediaId };
		expect(await reviews.readOwnMedia(amara, at)).not.toBeNull();
		given.turnClock((retentionDays + 1) * 86_400_000);
		await reviews.sweep();
		expect(await reviews.readOwnMedia(amara, at)).toBeNull();
		expect(await readdir(place)).not.toContain(requestId);
		const [request] = await reviews.own(amara, view.interviewId);
		expect(request).toMatchObject({ state: 'expired', hasMedia: false });
		expect(request!.reviews[0]!.sent).not.toBeNull();
	});

	it('forgets what never got a link, and files that belong to nothing', async () => {
		const view = await practice();
		const bytes = toBytes(100_000);
		const { requestId, media } = await begin(view, [bytes.length]);
		await put({ view, requestId, mediaId: media[0]!.mediaId }, 0, bytes);
		const gone = await lend();
		await db.delete(interviews).where(eq(interviews.id, gone.view.interviewId));
		const fresh = createId();
		await folder.keep(fresh, toHash(bytes), bytes);
		const old = new Date(Date.now() - 2 * 3_600_000);
		for (const id of [requestId, gone.requestId]) await utimes(join(place, id), old, old);
		given.turnClock(2 * 86_400_000);
		await reviews.sweep();
		const left = await readdir(place);
		expect(left).not.toContain(requestId);
		expect(left).not.toContain(gone.requestId);
		expect(left).toContain(fresh);
		expect(await reviews.own(amara, view.interviewId)).toEqual([]);
	});
});

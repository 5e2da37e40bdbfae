import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { phases, roles, type Phase, type Role } from '#lib/interview/interview.ts';
import { startTestLiveKit, type TestLiveKit } from '../../tests/support/livekit.ts';
import type { Actor } from '../auth/actor.ts';
import { createId } from '../db/id.ts';
import { openDatabase, type Database } from '../db/open.ts';
import {
	decks,
	interviews,
	organisations,
	participants,
	rubrics,
	rubricVersions,
	users
} from '../db/schema.ts';
import { raiseEpoch } from './video-queries.ts';
import { createVideoService, type VideoService } from './video-service.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const tab = (name: string) => `${name}00000000`.slice(0, 8);

let database: Database;
let livekit: TestLiveKit;
let video: VideoService;
let base: { organisationId: string; deckId: string; rubricVersionId: string };
const occupancy: { interviewId: string; userIds: string[] }[] = [];

beforeAll(async () => {
	[database, livekit] = await Promise.all([
		openDatabase({ dataDir: 'memory://' }),
		startTestLiveKit()
	]);
	video = openVideo(livekit);
	const { db } = database;
	base = { organisationId: createId(), deckId: createId(), rubricVersionId: createId() };
	const rubricId = createId();
	await db.insert(organisations).values({ id: base.organisationId, name: 'O', kind: 'personal' });
	await db.insert(decks).values({ id: base.deckId, name: 'D' });
	await db.insert(rubrics).values({ id: rubricId, name: 'R' });
	await db
		.insert(rubricVersions)
		.values({ id: base.rubricVersionId, rubricId, version: 1, criteria: [] });
});

afterAll(async () => {
	await video?.close();
	await livekit?.kill();
	await database?.close();
});

function openVideo(address: Pick<TestLiveKit, 'url' | 'apiKey' | 'apiSecret'>): VideoService {
	return createVideoService({
		db: database.db,
		livekit: address,
		log: quiet,
		onRoomOccupancy: (interviewId, userIds) => void occupancy.push({ interviewId, userIds })
	});
}

const given = {
	async actor(name = 'Amara Nwosu'): Promise<Actor> {
		const userId = createId();
		await database.db.insert(users).values({ id: userId, name });
		return {
			userId,
			sessionId: 's',
			name,
			email: null,
			timeZone: 'UTC',
			isGuest: false,
			guestInterviewId: null,
			isDemo: false,
			memberships: []
		};
	},
	async interview(phase: Phase = 'open') {
		const id = createId();
		const people = {
			interviewer: await given.actor('Dr Osei'),
			candidate: await given.actor(),
			observer: await given.actor('Lin')
		};
		await database.db.insert(interviews).values({
			id,
			...base,
			kind: 'mentor',
			phase,
			createdBy: people.interviewer.userId,
			plan: [],
			planName: 'P'
		});
		for (const role of roles)
			await database.db
				.insert(participants)
				.values({ interviewId: id, userId: people[role].userId, role });
		return { id, ...people };
	}
};

async function getToken(
	actor: Actor,
	interviewId: string,
	tabId = tab('tab1'),
	isTakeOver = false
) {
	const result = await video.issueToken(actor, interviewId, { tabId, isTakeOver });
	if (!result.ok) throw new Error(`no token: ${result.code}`);
	return result.token;
}

function readClaims(token: string) {
	return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
		sub: string;
		nbf: number;
		exp: number;
		name: string;
		video: Record<string, unknown> & { room: string };
	};
}

/** Whether LiveKit would let this token in: its own check before a socket is opened. */
async function isLetIn(token: string): Promise<boolean> {
	const response = await fetch(`${livekit.url}/rtc/validate?access_token=${token}`);
	return response.ok;
}

/** Joins by signalling alone, like a browser whose media is still on its way. */
async function join(token: string) {
	const socket = new WebSocket(
		`${livekit.url.replace('http', 'ws')}/rtc?access_token=${token}&protocol=16&sdk=js&version=2.23.0`
	);
	const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
	await new Promise<void>((resolve, reject) => {
		socket.addEventListener('message', () => resolve(), { once: true });
		socket.addEventListener('error', () => reject(new Error('LiveKit refused the socket')));
	});
	return { socket, closed };
}

const admin = () => new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret);

async function listIdentities(room: string): Promise<string[]> {
	return (await admin().listParticipants(room)).map(({ identity }) => identity).sort();
}

async function until(isTrue: () => Promise<boolean> | boolean) {
	const deadline = Date.now() + 10_000;
	while (!(await isTrue())) {
		if (Date.now() > deadline) throw new Error('that did not come true in ten seconds');
		await sleep(30);
	}
}

describe('a token', () => {
	it('names room, person and tab, lasts a minute and begins now', async () => {
		const { id, candidate } = await given.interview();
		const claims = readClaims(await getToken(candidate, id, tab('a')));
		expect(claims.sub).toBe(`${candidate.userId}-${tab('a')}`);
		expect(claims.video.room).toBe(`${id}-1`);
		expect(claims.name).toBe('Amara Nwosu');
		expect(claims.exp - claims.nbf).toBe(60);
		expect(Math.abs(claims.nbf - Date.now() / 1000)).toBeLessThan(5);
	});

	it.each<[Role, string[]]>([
		['interviewer', ['camera', 'microphone', 'screen_share']],
		['candidate', ['camera', 'microphone', 'screen_share']],
		['observer', []]
	])(
		'[T21] lets an %s publish %j and never data, a new name or a hidden seat',
		async (role, sources) => {
			const interview = await given.interview();
			const { video: grant } = readClaims(await getToken(interview[role], interview.id));
			expect(grant).toEqual({
				room: `${interview.id}-1`,
				roomJoin: true,
				canSubscribe: true,
				canPublish: sources.length > 0,
				canPublishSources: sources,
				canPublishData: false,
				canUpdateOwnMetadata: false,
				hidden: false
			});
		}
	);

	it('[T19] for the set-up check opens a room of that person’s own and no interview’s, for a minute', async () => {
		const { id, candidate, interviewer } = await given.interview('scheduled');
		const check = async (actor: Actor) => {
			const result = await video.issueCheckToken(actor, '192.0.2.1');
			if (!result.ok) throw new Error(result.message);
			return readClaims(result.token);
		};
		const claims = await check(candidate);
		expect(claims.video).toEqual({
			room: `check-${candidate.userId}`,
			roomJoin: true,
			canSubscribe: true,
			canPublish: true,
			canPublishSources: ['camera', 'microphone'],
			canPublishData: false,
			canUpdateOwnMetadata: false,
			hidden: false
		});
		expect(claims.exp - claims.nbf).toBe(60);
		expect(claims.video.room).not.toContain(id);
		expect((await check(interviewer)).video.room).toBe(`check-${interviewer.userId}`);
		const rooms = await admin().listRooms([`check-${candidate.userId}`]);
		expect(rooms[0]).toMatchObject({ maxParticipants: 4, emptyTimeout: 60 });
	});

	const open: Phase[] = ['open', 'live', 'debrief'];
	it.each(phases.flatMap((phase) => roles.map((role) => [phase, role] as const)))(
		'[T19] in phase %s an %s gets one only where there is video',
		async (phase, role) => {
			const interview = await given.interview(phase);
			const result = await video.issueToken(interview[role], interview.id, {
				tabId: tab('a'),
				isTakeOver: false
			});
			expect(result.ok ? 'ok' : result.code).toBe(open.includes(phase) ? 'ok' : 'wrong_phase');
		}
	);

	it('is not for strangers, guests of another interview, removed people, or a tab without a name', async () => {
		const { id, candidate, observer } = await given.interview();
		const ask = async (actor: Actor, tabId: unknown = tab('a')) => {
			const result = await video.issueToken(actor, id, { tabId, isTakeOver: true });
			return result.ok ? 'ok' : result.code;
		};
		expect(await ask(await given.actor())).toBe('not_found');
		expect(await ask({ ...candidate, isGuest: true, guestInterviewId: createId() })).toBe(
			'not_found'
		);
		expect(await ask({ ...candidate, isGuest: true, guestInterviewId: id })).toBe('ok');
		for (const bad of [null, '', 'a-b-c-d-e-f', 'A'.repeat(12), 'a'.repeat(40), 12345678])
			expect(await ask(candidate, bad)).toBe('bad_request');
		await database.db
			.update(participants)
			.set({ removedAt: new Date() })
			.where(eq(participants.userId, observer.userId));
		expect(await ask(observer)).toBe('not_allowed');
	});
});

describe('a seat', () => {
	it('[T20] is one per person: a second tab is refused, and takes over only when it says so', async () => {
		const { id, candidate, interviewer } = await given.interview();
		const first = await join(await getToken(candidate, id, tab('one')));
		await join(await getToken(interviewer, id, tab('one')));
		const refused = await video.issueToken(candidate, id, { tabId: tab('two'), isTakeOver: false });
		expect(refused).toMatchObject({ ok: false, code: 'seat_taken' });

		const taken = await video.issueToken(candidate, id, { tabId: tab('two'), isTakeOver: true });
		expect(taken).toMatchObject({ ok: true });
		await first.closed;
		expect(await listIdentities(`${id}-1`)).toEqual([`${interviewer.userId}-${tab('one')}`]);
	});

	it('is taken from the moment of its token, and free at once when that tab leaves', async () => {
		const { id, candidate } = await given.interview();
		await getToken(candidate, id, tab('one'));
		const ask = () => video.issueToken(candidate, id, { tabId: tab('two'), isTakeOver: false });
		expect(await ask()).toMatchObject({ ok: false, code: 'seat_taken' });
		await video.releaseSeat(candidate, id, tab('three'));
		expect(await ask()).toMatchObject({ ok: false, code: 'seat_taken' });
		await video.releaseSeat(candidate, id, tab('one'));
		expect(await ask()).toMatchObject({ ok: true });
	});

	it('stays the same for the same tab, however often it asks', async () => {
		const { id, candidate } = await given.interview();
		await join(await getToken(candidate, id));
		await getToken(candidate, id);
	});

	it('stays with who came first where two tokens of one person are both used', async () => {
		const { id, candidate } = await given.interview();
		const held = await getToken(candidate, id, tab('one'));
		await getToken(candidate, id, tab('two'), true).then(join);
		await join(held);
		await video.bringInLine(id);
		await until(async () => (await listIdentities(`${id}-1`)).length === 1);
		expect(await listIdentities(`${id}-1`)).toEqual([`${candidate.userId}-${tab('two')}`]);
	});

	it('is not taken by a token that was fetched ahead, and such a token is not given beside a seat', async () => {
		const { id, candidate } = await given.interview();
		const ask = (name: string, isAhead: boolean) =>
			video.issueToken(candidate, id, { tabId: tab(name), isAhead, isTakeOver: isAhead });
		const [one, two] = [await ask('one', true), await ask('two', true)];
		if (!one.ok || !two.ok) throw new Error('Both tabs look at the set-up page.');
		await join(one.token);
		expect(await ask('one', false)).toMatchObject({ ok: true });
		expect(await ask('two', false)).toMatchObject({ ok: false, code: 'seat_taken' });
		expect(await ask('two', true)).toMatchObject({ ok: false, code: 'seat_taken' });
		await join(two.token);
		await video.bringInLine(id);
		await until(async () => (await listIdentities(`${id}-1`)).length === 1);
		expect(await listIdentities(`${id}-1`)).toEqual([`${candidate.userId}-${tab('one')}`]);
	});
});

describe('removal and the end', () => {
	it('[T16] a new epoch puts everybody out and every old token is refused', async () => {
		const { id, candidate, interviewer } = await given.interview();
		const held = [await getToken(candidate, id), await getToken(interviewer, id)];
		const inside = await join(held[0] ?? '');
		expect(await isLetIn(held[0] ?? '')).toBe(true);
		await database.db
			.update(participants)
			.set({ removedAt: new Date() })
			.where(eq(participants.userId, candidate.userId));
		await raiseEpoch(database.db, id);
		await video.bringInLine(id);
		await inside.closed;
		for (const token of held) expect(await isLetIn(token)).toBe(false);
		const next = await getToken(interviewer, id);
		expect(readClaims(next).video.room).toBe(`${id}-2`);
		expect(await isLetIn(next)).toBe(true);
		for (const token of held) expect(await isLetIn(token)).toBe(false);
	});

	it('[T19] after Finish the room is gone and no token brings it back', async () => {
		const { id, candidate } = await given.interview('debrief');
		const held = await getToken(candidate, id);
		await database.db.update(interviews).set({ phase: 'finished' }).where(eq(interviews.id, id));
		await video.bringInLine(id);
		expect(await isLetIn(held)).toBe(false);
		expect(
			await video.issueToken(candidate, id, { tabId: tab('a'), isTakeOver: true })
		).toMatchObject({
			code: 'wrong_phase'
		});
	});

	it('[F11] the poll alone puts a removed person out, deletes old rooms and tells who is there', async () => {
		const { id, candidate, interviewer } = await given.interview();
		const removed = await join(await getToken(candidate, id));
		const staying = await join(await getToken(interviewer, id));
		await using poller = pollFast();
		await until(() => occupancyOf(id)?.length === 2);
		await database.db
			.update(participants)
			.set({ removedAt: new Date() })
			.where(eq(participants.userId, candidate.userId));
		await Promise.all([removed.closed, staying.closed]);
		await join(await getToken(interviewer, id));
		await until(() => occupancyOf(id)?.join() === interviewer.userId);
		expect(poller.state()).toBe('up');
		expect((await admin().listRooms([`${id}-1`])).length).toBe(0);
	});

	it('leaves rooms that are not ours alone', async () => {
		await admin().createRoom({ name: 'somebody-elses' });
		await using poller = pollFast();
		await until(() => poller.state() === 'up');
		await sleep(200);
		expect((await admin().listRooms(['somebody-elses'])).length).toBe(1);
	});
});

describe('a webhook', () => {
	const toBody = (room: string, over: Record<string, unknown> = {}) =>
		JSON.stringify({
			event: 'participant_joined',
			id: `EV_${createId()}`,
			createdAt: Math.floor(Date.now() / 1000),
			room: { name: room },
			...over
		});
	const sign = async (body: string, secret = livekit.apiSecret, ttl: number | string = 300) => {
		const token = new AccessToken(livekit.apiKey, secret, { ttl });
		token.sha256 = createHash('sha256').update(body).digest('base64');
		return token.toJwt();
	};

	it('[T24] is refused without a signature, with a foreign one, a changed body, or a join token', async () => {
		const { id, candidate } = await given.interview();
		const body = toBody(`${id}-1`);
		const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
		const signed = await sign(body);
		const forged = [
			null,
			'',
			'garbage',
			await sign(body, 'x'.repeat(64)),
			await sign(`${body} `),
			await getToken(candidate, id),
			`${none}.${signed.split('.')[1]}.`
		];
		for (const header of forged)
			expect(await video.handleWebhook(body, header)).toEqual({ ok: false, code: 'forged' });
	});

	it('[T24] is refused when it is older than five minutes or from the future', async () => {
		const { id } = await given.interview();
		for (const seconds of [-301, 120]) {
			const body = toBody(`${id}-1`, { createdAt: Math.floor(Date.now() / 1000) + seconds });
			expect(await video.handleWebhook(body, await sign(body))).toEqual({
				ok: false,
				code: 'stale'
			});
		}
		const body = toBody(`${id}-1`);
		expect(await video.handleWebhook(body, await sign(body, livekit.apiSecret, '-1m'))).toEqual({
			ok: false,
			code: 'stale'
		});
	});

	it('[T24] has one effect however often it comes, and that effect is what LiveKit itself says', async () => {
		const { id, candidate } = await given.interview();
		await join(await getToken(candidate, id));
		const lie = toBody(`${id}-1`, { event: 'room_finished', participant: { identity: 'nobody' } });
		const header = await sign(lie);
		for (let time = 0; time < 5; time += 1)
			expect(await video.handleWebhook(lie, header)).toEqual({ ok: true });
		expect(occupancy.filter(({ interviewId }) => interviewId === id)).toEqual([
			{ interviewId: id, userIds: [candidate.userId] }
		]);
	});
});

describe('when LiveKit is not there', () => {
	it('without one set up, a token is refused in plain words and removal still works', async () => {
		const none = createVideoService({ db: database.db, livekit: null, log: quiet });
		const { id, candidate } = await given.interview();
		none.start();
		expect(none.health()).toEqual({ state: 'down', note: 'No LiveKit server is set up.' });
		expect(await none.issueToken(candidate, id, { tabId: tab('a'), isTakeOver: false })).toEqual({
			ok: false,
			code: 'video_down',
			message: 'Video is not available right now. Everything else in the room works.'
		});
		await raiseEpoch(database.db, id);
		await none.bringInLine(id);
		expect(readClaims(await getToken(candidate, id)).video.room).toBe(`${id}-2`);
		await none.close();
	});

	it('[F10] a killed one is told as down, and video comes back by itself', async () => {
		await using own = await startTestLiveKit();
		const { id, candidate } = await given.interview();
		await using poller = pollFast(own);
		await until(() => poller.state() === 'up');
		await own.kill();
		const ask = () => poller.issueToken(candidate, id, { tabId: tab('a'), isTakeOver: false });
		expect(await ask()).toMatchObject({ ok: false, code: 'video_down' });
		expect(poller.health().note).toContain('LiveKit does not answer');
		await own.start();
		await until(() => poller.state() === 'up');
		expect(await ask()).toMatchObject({ ok: true });
	});

	it('wrong keys read as what they are', async () => {
		await using poller = pollFast({ ...livekit, apiSecret: 'y'.repeat(64) });
		await until(() => poller.health().note === 'LiveKit refuses our API key or secret.');
	});

	it('[D6] a server that lets a token make its own room is named as one that cannot enforce removal', async () => {
		await using own = await startTestLiveKit({ isOpen: true });
		await using poller = pollFast(own);
		await until(() => poller.health().note?.includes('cannot keep a removed person out') ?? false);
	});
});

function pollFast(address: Pick<TestLiveKit, 'url' | 'apiKey' | 'apiSecret'> = livekit) {
	const service = createVideoService({
		db: database.db,
		livekit: address,
		log: quiet,
		onRoomOccupancy: (interviewId, userIds) => void occupancy.push({ interviewId, userIds }),
		pollMs: 50,
		pollWhenDownMs: 50
	});
	service.start();
	return { ...service, [Symbol.asyncDispose]: () => service.close() };
}

function occupancyOf(interviewId: string): string[] | undefined {
	return occupancy.findLast((entry) => entry.interviewId === interviewId)?.userIds;
}

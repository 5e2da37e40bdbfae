import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { Actor } from '#server/auth/actor.ts';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import { openDatabase } from '#server/db/open.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { postForm } from './post-form.ts';
import { Probe } from './probe.ts';
import { openRooms, type Room, type Seat } from './rooms.ts';
import { waitFor } from './wait.ts';

export interface RightsEndReport {
	trials: number;
	/** From sending the request that ends the right to the last socket that was closed, or told. */
	cutMs: number[];
	/** Updates that were committed after the right had ended. */
	writtenAfter: number;
	/** Sockets that were let in again. */
	letInAgain: number;
}

const ways = ['sign-out', 'sign-out-everywhere', 'disable', 'remove', 'reveal', 'finish'] as const;
type Way = (typeof ways)[number];

/** R10: rights end by what people press, and the sockets that stood on them are closed or read on. */
export async function endRights(options: { trials: number }): Promise<RightsEndReport> {
	await using test = await createTestDatabase();
	await using app = await startApp({ databaseUrl: test.url });
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const rooms = await openRooms(database);
	const sessions = createSignInSessions(database.db);
	const admin = await rooms.given.person('Jo Marsh', { role: 'admin' });
	const cookieOf = async (actor: Actor) =>
		`mock_rounds_session=${(await sessions.open(actor.userId)).token}`;
	const adminCookie = await cookieOf(admin);
	const report: RightsEndReport = { trials: 0, cutMs: [], writtenAfter: 0, letInAgain: 0 };

	for (let trial = 0; trial < options.trials; trial++) {
		const way = ways[trial % ways.length]!;
		const room = await rooms.makeRoom(2);
		const { userId } = room.candidate;
		const { cookie } = room.writers[1]!;
		const ofOne = async (kind: 'scorecard' | 'notes'): Promise<Seat> => ({
			...(await rooms.seat(userId, { kind, roundId: room.roundId, userId })),
			cookie
		});
		const scorecard = await ofOne('scorecard');
		const seats =
			way === 'reveal' ? [scorecard] : [room.writers[1]!, scorecard, await ofOne('notes')];
		const probes = await Promise.all(seats.map((seat) => new Probe(app, seat).settled()));
		const isDowngrade = way === 'reveal' || way === 'finish';
		const start = performance.now();
		await end(
			way,
			app,
			{ room, cookie, hostCookie: await cookieOf(room.host), adminCookie },
			rooms
		);
		await waitFor(`${way} ends the right`, 10_000, () =>
			probes.every((probe) => probe.isOver || (isDowngrade && probe.canWrite === false))
		);
		report.cutMs.push(performance.now() - start);
		for (const [index, probe] of probes.entries()) {
			report.writtenAfter += await writesStill(probe, seats[index]!);
			if (!isDowngrade) {
				const again = await new Probe(app, seats[index]!).settled();
				if (again.status === null) report.letInAgain++;
				await again.end();
			}
			await probe.end();
		}
		report.trials++;
	}
	await rooms[Symbol.asyncDispose]();
	await database.close();
	return report;
}

/** What somebody presses. */
async function end(
	way: Way,
	app: TestApp,
	{
		room,
		cookie,
		hostCookie,
		adminCookie
	}: { room: Room; cookie: string; hostCookie: string; adminCookie: string },
	{ given }: Awaited<ReturnType<typeof openRooms>>
): Promise<void> {
	const { userId } = room.candidate;
	const post = async (path: string, by: string, fields: Record<string, string> = {}) => {
		const status = await postForm(app, path, by, fields);
		if (status >= 400) throw new Error(`${path} answered ${status}`);
	};
	const command = async (type: string) => {
		const response = await fetch(`${app.url}/interviews/${room.interviewId}/commands`, {
			method: 'POST',
			headers: { origin: app.url, cookie: hostCookie, 'content-type': 'application/json' },
			body: JSON.stringify({ id: randomUUID(), command: { type } })
		});
		if (!response.ok) throw new Error(`${type} answered ${response.status}`);
	};
	switch (way) {
		case 'sign-out':
			return post('/sign-out', cookie);
		case 'sign-out-everywhere':
			return post('/account?/sign-out-everywhere', cookie);
		case 'disable':
			return post(`/organisations/${given.organisationId}?/disable`, adminCookie, { userId });
		case 'remove':
			return post(`/interviews/${room.interviewId}?/removePerson`, hostCookie, { userId });
		case 'reveal':
			await command('go-to-debrief');
			return command('reveal-scores');
		case 'finish':
			await command('go-to-debrief');
			return command('finish');
	}
}

async function writesStill(probe: Probe, { clientId }: Seat): Promise<number> {
	if (probe.isOver) return 0;
	const before = probe.acknowledged;
	const draft = new Y.Doc();
	draft.clientID = clientId;
	draft.getText('strengths').insert(0, 'Too late');
	probe.say('update', Y.encodeStateAsUpdate(draft));
	draft.destroy();
	await waitFor('answered', 10_000, () => probe.isOver || probe.refusals.length > 0);
	return probe.acknowledged - before;
}

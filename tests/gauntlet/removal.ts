import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import { createId } from '#server/db/id.ts';
import type { TestApp } from '../support/app.ts';
import { postForm } from './post-form.ts';
import { Probe } from './probe.ts';
import type { Seat } from './rooms.ts';
import { startVideoApp } from './video-app.ts';
import { waitFor } from './wait.ts';

export interface RemovalReport {
	removals: number;
	/** From sending the removal to the last of the call's line, the documents' sockets and the pages that was cut. */
	cutMs: number[];
	/** Ways in that were tried afterwards, and those that led in. */
	tries: number;
	letIn: string[];
}

/** A line of signalling with a token, as LiveKit's client opens it: in the room when the server has said so. */
class CallLine {
	isIn = false;
	isOver = false;
	readonly #socket: WebSocket;

	constructor({ url, token }: { url: string; token: string }, origin: string) {
		const query = new URLSearchParams({ access_token: token, protocol: '15', sdk: 'js' });
		this.#socket = new WebSocket(`${url}/rtc?${query}`, { headers: { origin } });
		this.#socket.on('message', () => (this.isIn = true));
		this.#socket.on('error', () => undefined);
		this.#socket.on('close', () => (this.isOver = true));
	}

	async settled(): Promise<this> {
		await waitFor('LiveKit’s answer', 10_000, () => this.isIn || this.isOver);
		return this;
	}

	async end(): Promise<void> {
		this.#socket.terminate();
		await waitFor('the line’s end', 10_000, () => this.isOver);
	}
}

/**
 * R9: somebody who is removed is cut from the call, the documents and the pages, and none of the ways that they had leads
 * in again: every token they ever held, a new one, the documents, the page, the link. The tries of one removal are spread
 * over `tryForMs`: longer than a token's minute.
 */
export async function removePeople(options: {
	removals: number;
	triesEach: number;
	tryForMs: number;
	onRemoval: (done: number) => void;
}): Promise<RemovalReport> {
	await using video = await startVideoApp();
	const { app, livekit, database, rooms } = video;
	const sessions = createSignInSessions(database.db);
	const report: RemovalReport = { removals: 0, cutMs: [], tries: 0, letIn: [] };

	for (let removal = 0; removal < options.removals; removal += 1) {
		const room = await rooms.makeRoom(2);
		const { interviewId, roundId } = room;
		const { userId } = room.candidate;
		const { cookie } = room.writers[1]!;
		const page = `/interviews/${interviewId}/room`;
		const scorecard: Seat = {
			...(await rooms.seat(userId, { kind: 'scorecard', roundId, userId })),
			cookie
		};
		const seats = [room.writers[1]!, scorecard];
		const hostCookie = `mock_rounds_session=${(await sessions.open(room.host.userId)).token}`;
		// Both have opened the room, as people do before they get a token.
		for (const one of [hostCookie, cookie]) await ask(app, page, one);

		const tabId = createId();
		const tokens: { url: string; token: string }[] = [];
		for (const isAhead of [true, false, true, false]) {
			const given = await askToken(app, interviewId, cookie, { tabId, isAhead });
			if (!given) throw new Error('no token before the removal');
			tokens.push(given);
		}
		const line = await new CallLine(tokens[1]!, app.url).settled();
		if (!line.isIn) throw new Error('not in the call before the removal');
		const probes = await Promise.all(seats.map((seat) => new Probe(app, seat).settled()));
		if (probes.some((probe) => probe.status !== null)) throw new Error('not in the documents');

		const start = performance.now();
		const isOpenToThem = async () => (await ask(app, page, cookie)) < 400;
		await postForm(app, `/interviews/${interviewId}?/removePerson`, hostCookie, { userId });
		await waitFor('every line cut', 10_000, () => line.isOver && probes.every((one) => one.isOver));
		if (await isOpenToThem()) report.letIn.push('page, at once');
		report.cutMs.push(performance.now() - start);

		const details = await rooms.given.interviews.get(room.host, interviewId);
		const link = details!.links.find(({ role }) => role === 'candidate')!.path;
		const ways: Record<string, () => Promise<boolean>> = {
			page: isOpenToThem,
			'new token': async () =>
				(await askToken(app, interviewId, cookie, { tabId, isAhead: false })) !== null,
			document: async () => {
				const again = await new Probe(app, seats[report.tries % seats.length]!).settled();
				await again.end();
				return again.status === null;
			},
			link: async () => {
				await postForm(app, link, cookie);
				return isOpenToThem();
			}
		};
		// By our own door, and straight at LiveKit's.
		for (const [index, { url, token }] of tokens.entries())
			for (const door of [url, livekit.url.replace('http', 'ws')])
				ways[`token ${index + 1} at ${door}`] = async () => {
					const again = await new CallLine({ url: door, token }, app.url).settled();
					const { isIn } = again;
					await again.end();
					return isIn;
				};
		const names = Object.keys(ways);
		for (let one = 0; one < options.triesEach; one += 1) {
			const name = names[one % names.length]!;
			if (await ways[name]!()) report.letIn.push(name);
			report.tries += 1;
			await sleep(options.tryForMs / options.triesEach);
		}
		for (const probe of probes) await probe.end();
		report.removals += 1;
		options.onRemoval(report.removals);
	}
	return report;
}

async function ask(app: TestApp, path: string, cookie: string): Promise<number> {
	const response = await fetch(app.url + path, {
		redirect: 'manual',
		headers: { cookie, accept: 'text/html' }
	});
	await response.arrayBuffer();
	return response.status;
}

/** A token for the call; null when it is refused. */
async function askToken(
	app: TestApp,
	interviewId: string,
	cookie: string,
	tab: { tabId: string; isAhead: boolean }
): Promise<{ url: string; token: string } | null> {
	const response = await fetch(`${app.url}/interviews/${interviewId}/video-token`, {
		method: 'POST',
		headers: { origin: app.url, cookie, 'content-type': 'application/json' },
		body: JSON.stringify(tab)
	});
	const answer = (await response.json()) as { ok?: boolean; url: string; token: string };
	return answer.ok ? answer : null;
}

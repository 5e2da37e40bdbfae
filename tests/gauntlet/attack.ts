import { parentPort, workerData } from 'node:worker_threads';
import { createRandom, type Random } from '../support/random.ts';
import { Probe } from './probe.ts';
import { openRawSocket } from './raw-socket.ts';
import { pause } from './wait.ts';
import { toClientFrame, toHostileMessage, toRandomFrame } from './hostile-frames.ts';
import type { Seat } from './rooms.ts';

/*
 * A thread that sends frames over sockets of its own making, beside the thread that measures. Each handshake is fresh;
 * what follows on it is sent in one piece.
 */

export interface Attack {
	kind: 'frames' | 'messages' | 'flood';
	port: number;
	seats: Seat[];
	victimClient: number;
	/** Frames; milliseconds of a flood. */
	count: number;
	framesPerSocket: number;
	socketsAtOnce: number;
	seed: number;
}

export interface AttackReport {
	sent: number;
	sockets: number;
	/** Upgrades that were not taken: nothing was sent on them. */
	refused: number;
	/** Sockets that were still open a second after the last frame. */
	left: number;
}

const answerMs = 60;
const closeFrame = 0x88;

const attack = workerData as Attack;
const report: AttackReport = { sent: 0, sockets: 0, refused: 0, left: 0 };

async function run(thread: number): Promise<void> {
	const random = createRandom(attack.seed + thread);
	while (report.sent < attack.count) await visit(random, random.pick(attack.seats));
}

async function visit(random: Random, seat: Seat): Promise<void> {
	const socket = await openRawSocket(attack.port, seat);
	if (!socket) {
		report.refused++;
		return;
	}
	report.sockets++;
	const frames = Buffer.concat(makeFrames(random, seat));
	await new Promise<void>((resolve) => {
		const timer = setTimeout(() => {
			report.left++;
			socket.destroy();
		}, 1_000);
		socket.on('close', () => {
			clearTimeout(timer);
			resolve();
		});
		// What the server says is not read, but for its farewell.
		socket.on('data', (data: Buffer) => data.includes(closeFrame) && socket.end());
		if (attack.kind === 'frames') return socket.end(frames);
		// A message that is judged in a batch is answered by the batch; leaving earlier would spare it the answer.
		socket.write(frames);
		const rest = setTimeout(() => socket.end(), answerMs);
		socket.on('close', () => clearTimeout(rest));
	});
}

/** Edits that are in order, far too many of them; back again as soon as the server has had enough. */
async function flood(seat: Seat): Promise<void> {
	const end = performance.now() + attack.count;
	while (performance.now() < end) {
		const probe = await new Probe(
			{ port: attack.port, url: `http://localhost:${attack.port}` },
			seat
		).settled();
		if (probe.isOver) report.refused++;
		else report.sockets++;
		const text = probe.doc.getText('next-steps');
		probe.doc.clientID = seat.clientId;
		probe.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== probe) probe.say('update', update);
		});
		while (!probe.isOver && performance.now() < end) {
			for (let edit = 0; edit < 20; edit++) {
				if (text.length > 200) text.delete(0, 100);
				else text.insert(0, 'x');
				report.sent++;
			}
			await pause(5);
		}
		await probe.end();
	}
}

function makeFrames(random: Random, seat: Seat): Uint8Array[] {
	const context = {
		ownClient: seat.clientId,
		victimClient: attack.victimClient,
		roots: ['next-steps']
	};
	const frames = Array.from({ length: attack.framesPerSocket }, () =>
		attack.kind === 'frames'
			? toRandomFrame(random)
			: toClientFrame(toHostileMessage(random, context))
	);
	report.sent += frames.length;
	return frames;
}

await Promise.all(
	Array.from({ length: attack.socketsAtOnce }, (_, thread) =>
		attack.kind === 'flood' ? flood(attack.seats[thread % attack.seats.length]!) : run(thread)
	)
);
parentPort!.postMessage(report);

import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { createRandom, type Random } from '../support/random.ts';
import { toClientFrame, toHostileMessage, toRandomFrame } from './hostile-frames.ts';
import type { Seat } from './rooms.ts';

/*
 * A thread that sends frames over sockets of its own making, beside the thread that measures. Each handshake is fresh;
 * what follows on it is sent in one piece.
 */

export interface Attack {
	kind: 'frames' | 'messages';
	port: number;
	seats: Seat[];
	victimClient: number;
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
	while (report.sent < attack.count)
		await visit(random, attack.seats[thread % attack.seats.length]!);
}

function visit(random: Random, seat: Seat): Promise<void> {
	return new Promise((resolve) => {
		const socket = connect(attack.port, '127.0.0.1');
		const timer = setTimeout(() => {
			report.left++;
			socket.destroy();
		}, 1_000);
		socket.on('error', () => undefined);
		socket.on('close', () => {
			clearTimeout(timer);
			resolve();
		});
		socket.once('data', (answer) => {
			// Sent with the answer is the server's first word; what it says later is not read.
			socket.resume();
			if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) {
				report.refused++;
				return socket.destroy();
			}
			report.sockets++;
			const frames = Buffer.concat(makeFrames(random, seat));
			// A message that is judged in a batch is answered by the batch; leaving earlier would spare it the answer.
			if (attack.kind === 'frames') return socket.end(frames);
			socket.write(frames);
			const rest = setTimeout(() => socket.end(), answerMs);
			socket.on('data', (data: Buffer) => data.includes(closeFrame) && socket.end());
			socket.on('close', () => clearTimeout(rest));
		});
		socket.write(
			`GET /collab/${seat.path} HTTP/1.1\r\nHost: localhost:${attack.port}\r\n` +
				`Origin: http://localhost:${attack.port}\r\nCookie: ${seat.cookie}\r\n` +
				'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
				'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mock-rounds.1\r\n\r\n'
		);
	});
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

await Promise.all(Array.from({ length: attack.socketsAtOnce }, (_, thread) => run(thread)));
parentPort!.postMessage(report);

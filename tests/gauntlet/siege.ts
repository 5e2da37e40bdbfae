import type { Socket } from 'node:net';
import { toSyncFrame } from '#lib/collab/protocol.ts';
import { openDatabase } from '#server/db/open.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { allBack, allSaved, Editor } from './editor.ts';
import { toPercentile } from '../support/percentiles.ts';
import { toClientFrame } from './hostile-frames.ts';
import { runAttack } from './hostile.ts';
import { readMetrics } from './metrics-reading.ts';
import { Probe } from './probe.ts';
import { openRawSocket } from './raw-socket.ts';
import { openRooms, type Seat } from './rooms.ts';
import { pause, waitFor } from './wait.ts';

export interface SiegeReport {
	/** T9. */
	bigFrames: { attackers: number; closedInTime: number; grownMb: number };
	/** T10. */
	bombs: { sent: number; loopDelayP999Ms: number };
	/** T13. */
	flood: { sent: number; bystanderP95Ms: number };
	/** T14. */
	slowReaders: { readers: number; cutOff: number; grownMb: number };
	isSameProcess: boolean;
	faults: string[];
}

const pasteBytes = 30_000;

/** T9, T10, T13 and T14 on the running product: frames of 60 MB, bombs, floods, and readers that never read. */
export async function withstandSiege(options: {
	attackers: number;
	seconds: number;
	readers: number;
}): Promise<SiegeReport> {
	await using test = await createTestDatabase();
	await using app = await startApp({ databaseUrl: test.url });
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const rooms = await openRooms(database);
	const besieged = await rooms.makeRoom(12);
	const quiet = await rooms.makeRoom(2);
	const attackers = besieged.writers.slice(2);
	const bystanders = [...besieged.writers.slice(0, 2), ...quiet.writers].map(
		(seat, index) =>
			new Editor({ port: app.port, origin: app.url, seat, name: 'ABCD'.charAt(index), seed: index })
	);
	await allBack(bystanders);
	for (const bystander of bystanders) bystander.type(500);
	const pid = app.pid();

	// The heap of a server that has seen some work is the one to compare with.
	await sendBigFrames(app, attackers, Math.min(60, options.attackers));
	const bigFrames = await sendBigFrames(app, attackers, options.attackers);
	const bombs = await sendBombs(app, attackers, options.seconds);
	const flooders = [...attackers];
	for (let more = 0; more < 4; more++) flooders.push(...(await rooms.makeRoom(10)).writers);
	for (const bystander of bystanders) bystander.latenciesMs.length = 0;
	const { sent } = await runAttack({
		kind: 'flood',
		port: app.port,
		seats: flooders,
		victimClient: 0,
		count: options.seconds * 1_000,
		framesPerSocket: 0,
		socketsAtOnce: flooders.length,
		seed: 1
	});
	const latenciesMs = bystanders.flatMap((bystander) => bystander.latenciesMs);
	const slowReaders = await bearSlowReaders(app, attackers, flooders.slice(0, 6), options.readers);
	for (const bystander of bystanders) bystander.rest();
	await allSaved(bystanders);
	const faults = bystanders.flatMap((bystander) => bystander.faults);
	for (const bystander of bystanders) bystander.stop();
	await rooms[Symbol.asyncDispose]();
	await database.close();
	return {
		bigFrames,
		bombs,
		flood: { sent, bystanderP95Ms: toPercentile(latenciesMs, 0.95) },
		slowReaders,
		isSameProcess: pid !== undefined && app.pid() === pid,
		faults
	};
}

async function openAll(app: TestApp, seats: Seat[], count: number): Promise<Socket[]> {
	const sockets: Socket[] = [];
	for (let index = 0; index < count; index++) {
		const socket = await openRawSocket(app.port, seats[index % seats.length]!);
		if (socket) sockets.push(socket);
	}
	return sockets;
}

/** 60 MB in one frame, a length of 4 GiB, and sixty million in pieces of one byte. */
async function sendBigFrames(app: TestApp, seats: Seat[], count: number) {
	const sockets = await openAll(app, seats, count);
	const before = await readMetrics(app.url);
	const megabyte = Buffer.alloc(1024 * 1024);
	const toLength = (bytes: number) => {
		const head = Buffer.alloc(14);
		head.writeUInt8(0x82, 0);
		head.writeUInt8(0xff, 1);
		head.writeBigUInt64BE(BigInt(bytes), 2);
		return head;
	};
	const piece = Buffer.from(toClientFrame(Uint8Array.of(0), { opcode: 0, isLast: false }));
	const first = Buffer.from(toClientFrame(Uint8Array.of(0), { isLast: false }));
	const attacks = [
		() => Buffer.concat([toLength(60 * 1024 * 1024), megabyte]),
		() => Buffer.concat([toLength(2 ** 32), megabyte]),
		() => Buffer.concat([first, ...Array.from({ length: 2_000 }, () => piece)])
	];
	const closedMs = await Promise.all(
		sockets.map(async (socket, index) => {
			const start = performance.now();
			let isClosed = false;
			socket.on('close', () => (isClosed = true));
			// The farewell counts; a peer that does not answer it is cut off a little later.
			socket.on('data', (data: Buffer) => {
				if (data.includes(0x88)) isClosed = true;
			});
			socket.write(attacks[index % attacks.length]!());
			const ms = await waitFor('closed', 10_000, () => isClosed).catch(() => Infinity);
			socket.destroy();
			return Math.max(ms, performance.now() - start);
		})
	);
	const after = await readMetrics(app.url);
	return {
		attackers: sockets.length,
		closedInTime: closedMs.filter((ms) => ms <= 1_000).length,
		grownMb: after.residentMb - before.residentMb
	};
}

/** A hundred a second, each on a socket of its own: whoever sends one is closed. */
async function sendBombs(app: TestApp, seats: Seat[], seconds: number) {
	// 30 million structures declared in seven bytes (E4).
	const bomb = toClientFrame(toSyncFrame('update', Uint8Array.of(1, 0x80, 0x87, 0xa7, 0x0e, 1, 0)));
	await readMetrics(app.url);
	const end = performance.now() + seconds * 1_000;
	let sent = 0;
	const visits: Promise<void>[] = [];
	while (performance.now() < end) {
		visits.push(
			openRawSocket(app.port, seats[sent++ % seats.length]!).then((socket) => {
				socket?.resume().end(bomb);
			})
		);
		await pause(10);
	}
	await Promise.all(visits);
	const after = await readMetrics(app.url);
	return {
		sent,
		loopDelayP999Ms: after.get('mock_rounds_event_loop_delay_seconds{quantile="0.999"}') * 1e3
	};
}

/** Writers paste and delete until every reader that does not read is cut off. */
async function bearSlowReaders(app: TestApp, seats: Seat[], writers: Seat[], count: number) {
	// What they sent before must not slow them down now.
	await pause(2_500);
	const probes = await Promise.all(writers.map((seat) => new Probe(app, seat).settled()));
	for (const [index, probe] of probes.entries()) {
		probe.doc.clientID = writers[index]!.clientId;
		probe.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== probe) probe.say('update', update);
		});
	}
	const readers = await openAll(app, seats, count);
	for (const reader of readers) reader.pause();
	const before = await readMetrics(app.url);
	let mostMb = before.residentMb;
	const sockets = () =>
		readMetrics(app.url).then((read) => {
			mostMb = Math.max(mostMb, read.residentMb);
			return read.get('mock_rounds_open_sockets');
		});
	const others = (await sockets()) - readers.length - probes.length;
	const countLeft = async () =>
		(await sockets()) - others - probes.filter(({ isOver }) => !isOver).length;
	// Sooner than they would be cut off for not answering a ping.
	const end = performance.now() + 15_000;
	let left = readers.length;
	while ((left = await countLeft()) > 0 && performance.now() < end) {
		for (const { doc } of probes) {
			const text = doc.getText('next-steps');
			if (text.length > 5 * pasteBytes) text.delete(0, 4 * pasteBytes);
			else text.insert(0, 'x'.repeat(pasteBytes));
		}
		await pause(30);
	}
	for (const reader of readers) reader.destroy();
	for (const probe of probes) await probe.end();
	return {
		readers: readers.length,
		cutOff: readers.length - Math.max(0, left),
		grownMb: mostMb - before.residentMb
	};
}

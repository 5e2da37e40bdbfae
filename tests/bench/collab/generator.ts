import { setTimeout as wait } from 'node:timers/promises';
import * as decoding from 'lib0/decoding';
import { messageType, syncType } from '#lib/collab/protocol.ts';
import { serve } from './child.ts';
import { dialects, toFrame, toHello, type DialectName } from './dialects.ts';
import { openLightSocket, type LightSocket } from './light-socket.ts';
import { toClientId, toPersonNumber, toRoot, toSeats } from './rooms.ts';
import { Series } from './series.ts';
import { readLetters, toLetter } from './typing.ts';

/*
 * The load, in a process of its own: people in rooms who type a letter each in turn and see what the others type. All of
 * them live in this one process, so that an edit's way to its peer is read off one clock.
 */

/** Hocuspocus' answer to a question, which is not to be asked back. */
const syncReply = 4;
/** An update that says nothing: what a page answers that has typed nothing. */
const emptyUpdate = new Uint8Array([0, 0]);
/** A state vector that knows nothing: the whole document is sent. */
const emptyState = new Uint8Array([0]);

class Person {
	readonly room: number;
	readonly seat: number;
	readonly clientId: number;
	socket: LightSocket | null = null;
	isSynced = false;
	/** Looks at what others type; a document of another shape than our typing is not read. */
	isReading = true;
	/** Letters typed; the time of each, by its clock. */
	clock = 0;
	readonly sentAt: number[] = [];
	/** By seat: the clock that is to be seen next. */
	readonly seen: number[];
	/** Frames with an update in them, on this socket. */
	sentFrames = 0;
	acknowledgedFrames = 0;

	constructor(room: number, seat: number) {
		this.room = room;
		this.seat = seat;
		this.clientId = toClientId(toPersonNumber(room, seat));
		this.seen = new Array<number>(toSeats(room)).fill(0);
	}
}

export interface JoinInput {
	/** Processes of the server: a room's people take them in turns. */
	ports: number[];
	dialect: DialectName;
	rooms: number[];
	/** People on their way in at the same moment. */
	atOnce: number;
	/** When the server was ready, ms since the epoch: the zero of `firstRoomMs` and `allRoomsMs`. */
	since?: number;
}

export interface Joined {
	joinsPerSecond: number;
	/** Until everybody of the first room, and of every room, had its document again. */
	firstRoomMs: number;
	allRoomsMs: number;
	/** Letters that somebody else had seen, and those of them that are in no document. */
	shown: number;
	lost: number;
}

export interface Window {
	edits: number;
	editsPerSecond: number;
	/** Milliseconds from an edit to a peer. */
	p50: number;
	p95: number;
	p99: number;
	/** Milliseconds from an edit to its acknowledgement, where there is one. */
	acknowledgedP95: number;
	acknowledgedP99: number;
	/** Of what was to be seen. */
	seenShare: number;
	bytesOutPerEdit: number;
	/** Of one core: this process's own. */
	generatorShare: number;
}

const rooms = new Map<number, Person[]>();
let dialectName: DialectName = 'relay';
let typing: { stop(): void } | null = null;

/** One window of measurement. */
let latencies = new Series();
let acknowledgements = new Series();
let start = { at: 0, edits: 0, bytes: 0, cpuMs: 0 };
let edits = 0;
let due = 0;
let seen = 0;

const everybody = () => [...rooms.values()].flat();
const cpuMs = () => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
};

/* ---- a person's socket -------------------------------------------------------------------- */

function enter(person: Person, { ports, dialect }: JoinInput): Promise<void> {
	const { path, headers, address, hello, isSyncing } = dialects[dialect];
	const { room, seat } = person;
	const port = ports[seat % ports.length]!;
	const name = address(room);
	person.isSynced = false;
	person.sentFrames = 0;
	person.acknowledgedFrames = 0;
	return new Promise((resolve, reject) => {
		const done = () => {
			person.isSynced = true;
			resolve();
		};
		const socket = openLightSocket({
			port,
			path: path(room),
			headers: headers(room, seat, port),
			onOpen() {
				for (const message of hello) socket.send(toHello(name, message));
				if (isSyncing) socket.send(toFrame(name, 'step1', emptyState));
				else done();
			},
			onMessage: (payload) => hear(person, payload, name, done),
			onClose(why) {
				person.isSynced = false;
				reject(new Error(`room ${room}, seat ${seat}: ${why}`));
			}
		});
		person.socket = socket;
	});
}

function hear(person: Person, payload: Uint8Array, name: Uint8Array, done: () => void): void {
	const decoder = decoding.createDecoder(payload);
	decoder.pos = name.byteLength;
	const type = decoding.readVarUint(decoder);
	if (type === messageType.acknowledgement) return noteAcknowledgement(person, decoder);
	if (type !== messageType.sync && type !== syncReply) return;
	const kind = decoding.readVarUint(decoder);
	if (kind === syncType.step1) {
		if (!dialects[dialectName].isSyncing) return;
		person.sentFrames += 1;
		return person.socket!.send(toFrame(name, 'step2', emptyUpdate));
	}
	decoding.readVarUint(decoder);
	if (person.isReading)
		readLetters(decoder, (clientId, clock, count) => noteLetters(person, clientId, clock, count));
	if (kind === syncType.step2) done();
}

/** One's letters come in the order in which they were typed: what one of them jumps over has not been seen. */
function noteLetters(person: Person, clientId: number, from: number, count: number): void {
	const author = rooms.get(person.room)!.find((other) => other.clientId === clientId);
	if (!author || author === person) return;
	const now = performance.now();
	const end = from + count;
	for (let clock = Math.max(from, person.seen[author.seat]!); clock < end; clock += 1) {
		const sentAt = author.sentAt[clock]!;
		if (sentAt >= start.at) latencies.add(now - sentAt);
		seen += 1;
	}
	person.seen[author.seat] = Math.max(person.seen[author.seat]!, end);
}

/** A letter's frame has the number of letters on this socket, behind the answer to the server's question. */
function noteAcknowledgement(person: Person, decoder: decoding.Decoder): void {
	const frames = decoding.readVarUint(decoder);
	const now = performance.now();
	for (let frame = person.acknowledgedFrames; frame < frames; frame += 1) {
		const sentAt = person.sentAt[person.clock - person.sentFrames + frame];
		if (sentAt !== undefined && sentAt >= start.at) acknowledgements.add(now - sentAt);
	}
	person.acknowledgedFrames = frames;
}

function type(person: Person): void {
	if (!person.isSynced) return;
	const { room, seat, clock, clientId } = person;
	const letter = toLetter(clientId, clock, toRoot(seat));
	person.sentAt.push(performance.now());
	person.clock += 1;
	person.sentFrames += 1;
	edits += 1;
	due += toSeats(room) - 1;
	person.socket!.send(toFrame(dialects[dialectName].address(room), 'update', letter));
}

/** Everybody types so many letters a second, evenly one after another in a mixed order. */
function startTyping(lettersPerSecond: number): { stop(): void } {
	const people = everybody().sort((a, b) => toOrder(a) - toOrder(b));
	const from = performance.now();
	const everyMs = 1_000 / (people.length * lettersPerSecond);
	let turns = 0;
	const tick = () => {
		const now = performance.now();
		while (from + turns * everyMs <= now) {
			type(people[turns % people.length]!);
			turns += 1;
		}
	};
	const timer = setInterval(tick, 1);
	return { stop: () => clearInterval(timer) };
}

/** The same mixture in every run. */
const toOrder = ({ room, seat }: Person) => (toPersonNumber(room, seat) * 0x9e37_79b1) % 2 ** 32;

/* ---- what the script asks ----------------------------------------------------------------- */

const methods = {
	/** People come into rooms, or come back into them; what they find is compared with what was shown before. */
	async join(input: JoinInput): Promise<Joined> {
		dialectName = input.dialect;
		for (const room of input.rooms) if (!rooms.has(room)) rooms.set(room, toPeople(room));
		const people = input.rooms.flatMap((room) => rooms.get(room)!);
		const shown = people.map((person) => ({ person, letters: toSeen(person) }));
		for (const person of people) person.seen.fill(0);

		const startedAt = performance.now();
		const since = input.since ?? performance.timeOrigin + startedAt;
		const absent = new Map(input.rooms.map((room) => [room, toSeats(room)]));
		let firstRoomMs = Infinity;
		let allRoomsMs = 0;
		const next = people.values();
		const letIn = async () => {
			for (const person of next) {
				await enter(person, input);
				absent.set(person.room, absent.get(person.room)! - 1);
				allRoomsMs = performance.timeOrigin + performance.now() - since;
				if (absent.get(person.room) === 0) firstRoomMs = Math.min(firstRoomMs, allRoomsMs);
			}
		};
		await Promise.all(Array.from({ length: input.atOnce }, letIn));
		const joinsPerSecond = (people.length / (performance.now() - startedAt)) * 1_000;

		const sum = (of: (one: (typeof shown)[number]) => number) =>
			shown.reduce((all, one) => all + of(one), 0);
		const toLost = () => sum(({ person, letters }) => Math.max(0, letters - toSeen(person)));
		// The stock server answers before it has read the document.
		for (let turn = 0; turn < 100 && toLost() > 0; turn += 1) await wait(20);
		return {
			joinsPerSecond,
			firstRoomMs,
			allRoomsMs,
			shown: sum(({ letters }) => letters),
			lost: toLost()
		};
	},

	type({ lettersPerSecond }: { lettersPerSecond: number }): void {
		typing?.stop();
		typing = startTyping(lettersPerSecond);
	},

	rest(_: null): void {
		typing?.stop();
	},

	mark(_: null): void {
		latencies = new Series();
		acknowledgements = new Series();
		start = { at: performance.now(), edits, bytes: toBytesIn(), cpuMs: cpuMs() };
	},

	/** Ends the window that `mark` began; what is on its way still has a moment to come, which counts. */
	async report(_: null): Promise<Window> {
		const seconds = (performance.now() - start.at) / 1_000;
		const done = edits - start.edits;
		const bytes = toBytesIn() - start.bytes;
		const generatorShare = (cpuMs() - start.cpuMs) / seconds / 1_000;
		typing?.stop();
		for (let turn = 0; turn < 100 && seen < due; turn += 1) await wait(20);
		return {
			edits: done,
			editsPerSecond: done / seconds,
			p50: latencies.at(0.5),
			p95: latencies.at(0.95),
			p99: latencies.at(0.99),
			acknowledgedP95: acknowledgements.at(0.95),
			acknowledgedP99: acknowledgements.at(0.99),
			seenShare: seen / due,
			bytesOutPerEdit: bytes / done,
			generatorShare
		};
	},

	/** Opens rooms one after another, each for one person who leaves at once: how long until the document was there. */
	async open(input: JoinInput): Promise<{ room: number; ms: number; bytes: number }[]> {
		dialectName = input.dialect;
		const opened: { room: number; ms: number; bytes: number }[] = [];
		for (const room of input.rooms) {
			const person = new Person(room, 0);
			person.isReading = false;
			const from = performance.now();
			await enter(person, input);
			const ms = performance.now() - from;
			opened.push({ room, ms, bytes: person.socket!.bytesIn });
			person.socket!.drop();
			await wait(10);
		}
		return opened;
	},

	/** Everybody goes, and is forgotten. */
	leave(_: null): void {
		typing?.stop();
		for (const person of everybody()) person.socket?.drop();
		rooms.clear();
		[edits, due, seen] = [0, 0, 0];
	}
};

const toPeople = (room: number) =>
	Array.from({ length: toSeats(room) }, (_, seat) => new Person(room, seat));

/** How many of a person's letters somebody else has seen. */
const toSeen = (author: Person) =>
	Math.max(
		...rooms
			.get(author.room)!
			.filter((other) => other !== author)
			.map((other) => other.seen[author.seat]!)
	);

const toBytesIn = () => everybody().reduce((sum, { socket }) => sum + (socket?.bytesIn ?? 0), 0);

export type GeneratorMethods = typeof methods;
serve(methods);

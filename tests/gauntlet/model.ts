import * as Y from 'yjs';
import { splitUpdate } from '#lib/collab/split-update.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import { Admission, cutKnown } from '#server/collab/admission.ts';
import type { JournalRow } from '#server/collab/journal.ts';
import { OpenDocument } from '#server/collab/open-document.ts';
import { walkUpdate } from '#server/collab/update-walker.ts';
import { createRandom, type Random } from '../support/random.ts';

/*
 * The live documents without sockets, clocks and a database: two processes over one journal, a fan-out between them that
 * drops, doubles and swaps, and pages whose lines are cut at any moment. Filter, document, splitting and hash are the
 * product's own. A schedule follows from its seed.
 */

const operations = 200;
/** So small that texts are cut into several updates. */
const maxUpdateBytes = 500;
const maxBeats = 4;
const roots = ['strengths', 'next-steps'];
const policy = {
	roots: new Map<string, 'text' | 'map'>([
		...roots.map((root) => [root, 'text'] as const),
		['agreed', 'map']
	]),
	canSet: () => true
};

export type Schedule =
	{ ok: true; operations: number } | { ok: false; why: string; steps: string[] };

type ToServer = { type: 'step1'; stateVector: Uint8Array } | { type: 'update'; bytes: Uint8Array };
type ToPage =
	| { type: 'step1'; stateVector: Uint8Array }
	| { type: 'step2' | 'update'; bytes: Uint8Array }
	| { type: 'acknowledgement'; frames: number }
	| { type: 'hash'; hash: number };

class Fault extends Error {}

/** One run from its seed: 200 operations, then rest; all replicas must agree with the journal. */
export function runModel(seed: number): Schedule {
	const world = new World(createRandom(seed));
	try {
		for (let step = 0; step < operations; step++) world.step();
		world.rest();
		return { ok: true, operations };
	} catch (error) {
		return { ok: false, why: (error as Error).message, steps: world.steps };
	} finally {
		world.destroy();
	}
}

class World {
	readonly steps: string[] = [];
	readonly journal: JournalRow[] = [];
	readonly owners = new Map<number, number>();
	readonly #random: Random;
	readonly #processes: Process[];
	readonly #pages: Page[];

	constructor(random: Random) {
		this.#random = random;
		this.#processes = [0, 1].map(() => new Process(this));
		const count = 2 + random.below(5);
		this.#pages = Array.from({ length: count }, (_, index) => this.#openPage(index));
		for (const page of this.#pages) this.#connect(page);
	}

	#openPage(person: number): Page {
		const clientId = 1 + this.#random.below(2 ** 31);
		this.owners.set(clientId, person);
		return new Page(person, clientId);
	}

	#connect(page: Page): void {
		page.connect(this.#random.pick(this.#processes));
	}

	publish(from: Process, row: JournalRow): void {
		for (const process of this.#processes) if (process !== from) process.inbox.push(row);
	}

	step(): void {
		const page = this.#random.pick(this.#pages);
		const dice = this.#random.below(100);
		if (dice < 30) return this.#note(page, this.#edit(page));
		if (dice < 55) return this.#note(page, page.deliverUp());
		if (dice < 80) return this.#note(page, page.deliverDown());
		if (dice < 90) return this.#deliverFanOut();
		if (dice < 94) {
			page.cut();
			return this.#note(page, 'cut');
		}
		if (dice < 96 && page.isSaved) return this.#reload(page);
		if (dice === 96) return this.#crash();
		if (dice === 97) return this.#random.pick(this.#processes).catchUp();
		if (dice === 98) return this.#random.pick(this.#processes).beat();
		if (!page.line) this.#connect(page);
		this.#note(page, 'connect');
	}

	#note(page: Page, what: string): void {
		this.steps.push(`${what} ${this.#pages.indexOf(page)}`);
	}

	#edit(page: Page): string {
		const random = this.#random;
		const text = page.doc.getText(random.pick(roots));
		const at = random.below(text.length + 1);
		switch (random.below(8)) {
			case 0:
			case 1: {
				const length = Math.min(1 + random.below(4), text.length - at);
				if (length > 0) text.delete(at, length);
				return 'delete';
			}
			case 2: {
				const agreed = page.doc.getMap('agreed');
				const key = `structure:${random.below(3)}`;
				if (random.below(4) === 0) agreed.delete(key);
				else agreed.set(key, 1 + random.below(5));
				return 'set';
			}
			case 3:
				page.undo.undo();
				return 'undo';
			case 4:
				page.undo.redo();
				return 'redo';
			case 5:
				text.insert(at, 'Häufig 😀 '.repeat(1 + random.below(60)));
				return 'paste';
			default:
				text.insert(at, String.fromCodePoint(97 + random.below(26)).repeat(1 + random.below(6)));
				return 'insert';
		}
	}

	/** Dropped, doubled, or not the oldest one first. */
	#deliverFanOut(): void {
		const process = this.#random.pick(this.#processes);
		const { inbox } = process;
		if (inbox.length === 0) return;
		const [row] = inbox.splice(this.#random.below(Math.min(3, inbox.length)), 1);
		const dice = this.#random.below(10);
		this.steps.push(`fan-out ${dice}`);
		if (dice === 0) return;
		process.take(row!);
		if (dice === 1) inbox.push(row!);
	}

	#reload(page: Page): void {
		this.#note(page, 'reload');
		page.cut();
		page.doc.destroy();
		const fresh = this.#openPage(page.person);
		this.#pages[this.#pages.indexOf(page)] = fresh;
		this.#connect(fresh);
	}

	#crash(): void {
		const index = this.#random.below(this.#processes.length);
		this.steps.push(`crash ${index}`);
		const process = this.#processes[index]!;
		for (const page of this.#pages) if (page.line === process) page.cut();
		process.document.destroy();
		this.#processes[index] = new Process(this);
	}

	/** Everything arrives; then the hash finds whoever differs. */
	rest(): void {
		for (const page of this.#pages) if (!page.line) this.#connect(page);
		for (let beat = 0; beat <= maxBeats; beat++) {
			for (const process of this.#processes) {
				process.inbox.length = 0;
				process.catchUp();
			}
			for (let isMoving = true; isMoving;)
				isMoving = this.#pages
					.map((page) => page.deliverUp() !== 'nothing up' || page.deliverDown() !== 'nothing down')
					.includes(true);
			for (const process of this.#processes) process.catchUp();
			for (const page of this.#pages) while (page.deliverDown() !== 'nothing down');
			if (this.#findDifference() === null) return;
			for (const process of this.#processes) process.beat();
		}
		throw new Fault(`after ${maxBeats} heartbeats ${this.#findDifference()}`);
	}

	#findDifference(): string | null {
		const replay = new Y.Doc();
		for (const row of this.journal) Y.applyUpdate(replay, row.bytes);
		try {
			if (replay.store.pendingStructs || replay.store.pendingDs) return 'the journal has a gap';
			const wanted = toContent(replay);
			for (const [index, page] of this.#pages.entries()) {
				if (!page.isSaved) return `page ${index} is not saved`;
				if (toStateHash(page.doc) !== toStateHash(replay)) return `page ${index} has another hash`;
				if (toContent(page.doc) !== wanted) return `page ${index} shows another text`;
			}
			for (const { document } of this.#processes)
				if (toContent(document.doc) !== wanted) return 'a process has another text';
			return null;
		} finally {
			replay.destroy();
		}
	}

	destroy(): void {
		for (const page of this.#pages) page.doc.destroy();
		for (const { document } of this.#processes) document.destroy();
	}
}

const toContent = (doc: Y.Doc) =>
	JSON.stringify([
		...roots.map((root) => doc.getText(root).toString()),
		Object.entries(doc.getMap('agreed').toJSON()).sort()
	]);

/** A process with the document open, as `batches.ts` and `open-documents.ts` have it. */
class Process {
	readonly document = new OpenDocument('model');
	readonly inbox: JournalRow[] = [];
	readonly pages = new Set<Page>();
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
		this.document.load(world.journal);
	}

	receive(page: Page, message: ToServer): void {
		if (message.type === 'update') return this.#commit(page, message.bytes);
		const { doc } = this.document;
		page.down.push({ type: 'step2', bytes: Y.encodeStateAsUpdate(doc, message.stateVector) });
		if (page.hasAsked) page.down.push({ type: 'step1', stateVector: Y.encodeStateVector(doc) });
		page.hasAsked = true;
	}

	#commit(page: Page, bytes: Uint8Array): void {
		const walked = walkUpdate(bytes);
		if (!walked.ok) throw new Fault(`an honest update is ${walked.reason}`);
		const { journal, owners } = this.#world;
		const { document } = this;
		// Final is only what is judged at the journal's head.
		this.catchUp();
		const verdict = new Admission(document.doc, document.roots).judge(walked.update, {
			policy,
			ownsClient: (client) => owners.get(client) === page.person
		});
		if (!verdict.ok) throw new Fault(`an honest update is refused: ${verdict.reason}`);
		page.committedFrames++;
		if (!verdict.isContained) {
			const before = journal.at(-1)?.seq ?? 0;
			const row = { before, seq: before + 1, bytes: cutKnown(bytes, verdict.known) };
			journal.push(row);
			document.takeOwn(row, page);
			this.#show([row], page);
			this.#world.publish(this, row);
		}
		page.down.push({ type: 'acknowledgement', frames: page.committedFrames });
	}

	take(row: JournalRow): void {
		this.#show(this.document.take(row));
	}

	catchUp(): void {
		const { head } = this.document;
		const rows = this.#world.journal.filter(({ seq }) => seq > head);
		this.document.load(rows);
		this.#show(rows);
	}

	beat(): void {
		for (const page of this.pages) page.down.push({ type: 'hash', hash: this.document.hash });
	}

	#show(rows: readonly JournalRow[], author?: Page): void {
		for (const page of this.pages)
			if (page !== author) for (const { bytes } of rows) page.down.push({ type: 'update', bytes });
	}
}

/** A page's document and its line, as `live-document.svelte.ts` and `live-socket.ts` have them. */
class Page {
	readonly person: number;
	readonly doc = new Y.Doc();
	readonly undo: Y.UndoManager;
	line: Process | null = null;
	down: ToPage[] = [];
	/** Of this line, at the server's end. */
	hasAsked = false;
	committedFrames = 0;
	#up: ToServer[] = [];
	#sentFrames = 0;
	#acknowledged = 0;
	#hasAnswered = false;
	#isSynced = false;
	#hasUnsaved = false;

	constructor(person: number, clientId: number) {
		this.person = person;
		this.doc.clientID = clientId;
		// Of texts alone, as in the pages: a kept deletion of a key's values would be written as one structure of several.
		this.undo = new Y.UndoManager(roots.map((root) => this.doc.getText(root)));
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === this) return;
			this.#hasUnsaved = true;
			if (this.#hasAnswered) this.#send(update);
		});
	}

	get isSaved(): boolean {
		return this.line !== null && this.#isSynced && this.#hasAnswered && !this.#hasUnsaved;
	}

	connect(process: Process): void {
		this.line = process;
		process.pages.add(this);
		this.down.push({ type: 'step1', stateVector: Y.encodeStateVector(process.document.doc) });
		this.#up.push({ type: 'step1', stateVector: Y.encodeStateVector(this.doc) });
	}

	/** What is on its way is lost, in both directions. */
	cut(): void {
		this.line?.pages.delete(this);
		this.line = null;
		this.down = [];
		this.#up = [];
		this.hasAsked = false;
		this.committedFrames = 0;
		this.#sentFrames = 0;
		this.#acknowledged = 0;
		this.#hasAnswered = false;
		this.#isSynced = false;
		this.doc.store.pendingStructs = null;
		this.doc.store.pendingDs = null;
	}

	deliverUp(): string {
		const message = this.#up.shift();
		if (!message || !this.line) return 'nothing up';
		this.line.receive(this, message);
		return message.type;
	}

	deliverDown(): string {
		const message = this.down.shift();
		if (!message) return 'nothing down';
		switch (message.type) {
			case 'step1':
				this.#hasAnswered = true;
				this.#send(Y.encodeStateAsUpdate(this.doc, message.stateVector));
				break;
			case 'step2':
				this.#isSynced = true;
				Y.applyUpdate(this.doc, message.bytes, this);
				break;
			case 'update':
				Y.applyUpdate(this.doc, message.bytes, this);
				break;
			case 'acknowledgement':
				this.#acknowledged = message.frames;
				break;
			case 'hash':
				if (this.isSaved && message.hash !== toStateHash(this.doc))
					this.#up.push({ type: 'step1', stateVector: Y.encodeStateVector(this.doc) });
		}
		if (this.#hasAnswered && this.#isSynced && this.#acknowledged === this.#sentFrames)
			this.#hasUnsaved = false;
		return `${message.type} down`;
	}

	#send(update: Uint8Array): void {
		for (const bytes of splitUpdate(update, maxUpdateBytes)) {
			this.#sentFrames++;
			this.#up.push({ type: 'update', bytes });
		}
	}
}

import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
	messageType,
	readOwnMessage,
	subprotocol,
	syncType,
	toSyncFrame
} from '#lib/collab/protocol.ts';
import { createRandom, type Random } from '../support/random.ts';
import type { Seat } from './rooms.ts';
import { waitFor } from './wait.ts';

export interface Edit {
	kind: 'insert' | 'delete';
	/** A word that nobody else writes, with its `;`. */
	word: string;
}

interface SentFrame {
	edits: Edit[];
	sentAt: number;
}

const root = 'strengths';
const retryMs = { least: 30, more: 120 };

/**
 * Types words that can be told apart, keeps account of what was acknowledged, and comes back whenever its socket ends, as
 * a page does. Bare, so that what it counts is the server's word and nothing else's.
 */
export class Editor {
	readonly doc = new Y.Doc();
	/** Every edit ever made, in order. */
	readonly edits: Edit[] = [];
	readonly saved = new Set<Edit>();
	readonly latenciesMs: number[] = [];
	/** How often its socket ended. */
	closings = 0;
	/** Whatever an honest page must never hear. */
	readonly faults: string[] = [];
	readonly #unsaved = new Set<Edit>();
	readonly #url: string;
	readonly #origin: string;
	readonly #seat: Seat;
	readonly #name: string;
	readonly #random: Random;
	#socket: WebSocket | null = null;
	/** Frames with an update on this socket. */
	#frames: SentFrame[] = [];
	#acknowledged = 0;
	#hasAnswered = false;
	#isSynced = false;
	#isStopped = false;
	#typing: NodeJS.Timeout | undefined;
	#retry: NodeJS.Timeout | undefined;

	/** `name` is one capital letter, which no number in a word holds. */
	constructor(options: { port: number; origin: string; seat: Seat; name: string; seed: number }) {
		const { port, origin, seat, name, seed } = options;
		this.#url = `ws://localhost:${port}/collab/${seat.path}`;
		this.#origin = origin;
		this.#seat = seat;
		this.#name = name;
		this.#random = createRandom(seed);
		this.doc.clientID = seat.clientId;
		this.doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from !== this && this.#hasAnswered) this.#send('update', update, [this.edits.at(-1)!]);
		});
		this.#connect();
	}

	/** The server's state is here and ours is there. */
	get isBack(): boolean {
		return this.#isSynced && this.#hasAnswered;
	}

	get isSaved(): boolean {
		return this.isBack && this.#unsaved.size === 0;
	}

	/** For whoever asks why it is not back, or not saved. */
	get state(): string {
		const line = ['connecting', 'open', 'closing', 'closed'][this.#socket?.readyState ?? 3];
		const answered = this.#hasAnswered ? 'answered' : 'not answered';
		const synced = this.#isSynced ? 'synced' : 'not synced';
		return `${line}, ${answered}, ${synced}, ${this.#unsaved.size} edits unsaved, ${this.#acknowledged} of ${this.#frames.length} frames acknowledged, ${this.faults.length} faults, the first: ${this.faults[0] ?? 'none'}`;
	}

	get text(): string {
		return this.doc.getText(root).toString();
	}

	/** Makes an edit each `everyMs`, connected or not. */
	type(everyMs: number): void {
		clearInterval(this.#typing);
		this.#typing = setInterval(() => this.edit(), everyMs);
	}

	rest(): void {
		clearInterval(this.#typing);
	}

	edit(): void {
		const text = this.doc.getText(root);
		const own = this.#random.below(8) === 0 ? this.#random.pick(this.edits) : undefined;
		const at = own?.kind === 'insert' ? this.text.indexOf(own.word) : -1;
		const edit: Edit =
			at >= 0
				? { kind: 'delete', word: own!.word }
				: { kind: 'insert', word: `${this.#name}${this.edits.length.toString(36)};` };
		this.edits.push(edit);
		this.#unsaved.add(edit);
		if (edit.kind === 'delete') text.delete(at, edit.word.length);
		else text.insert(this.#random.pick([0, text.length, this.#boundary()]), edit.word);
	}

	/** Ends it, as a closed page. */
	stop(): void {
		this.#isStopped = true;
		this.rest();
		clearTimeout(this.#retry);
		this.#socket?.terminate();
		this.doc.destroy();
	}

	/** Behind some word, so that words stay whole. */
	#boundary(): number {
		const text = this.text;
		return text.indexOf(';', this.#random.below(text.length + 1)) + 1;
	}

	#connect(): void {
		const { cookie } = this.#seat;
		const socket = new WebSocket(this.#url, [subprotocol], {
			headers: { origin: this.#origin, cookie }
		});
		this.#socket = socket;
		socket.binaryType = 'arraybuffer';
		socket.on('open', () => socket.send(toSyncFrame('step1', Y.encodeStateVector(this.doc))));
		socket.on('message', (data) => this.#receive(new Uint8Array(data as ArrayBuffer)));
		socket.on('error', () => undefined);
		socket.on('unexpected-response', (_request, { statusCode }) => {
			if (statusCode !== 503) this.faults.push(`refused with ${statusCode}`);
			socket.terminate();
		});
		socket.on('close', (code) => this.#onClose(code));
	}

	#onClose(code: number): void {
		this.closings++;
		if (![1001, 1005, 1006, 1012, 1013].includes(code)) this.faults.push(`closed with ${code}`);
		this.#frames = [];
		this.#acknowledged = 0;
		this.#hasAnswered = false;
		this.#isSynced = false;
		if (this.#isStopped) return;
		const delayMs = retryMs.least + this.#random.below(retryMs.more);
		this.#retry = setTimeout(() => this.#connect(), delayMs);
	}

	#receive(frame: Uint8Array): void {
		if (this.#isStopped) return;
		const decoder = decoding.createDecoder(frame);
		const type = decoding.readVarUint(decoder);
		if (type !== messageType.sync) {
			const message = readOwnMessage(type, decoder);
			if (message?.type === 'acknowledgement') this.#acknowledge(message.frames);
			if (message?.type === 'refusal') this.faults.push(`refused: ${message.reason}`);
			return;
		}
		const kind = decoding.readVarUint(decoder);
		const bytes = decoding.readVarUint8Array(decoder);
		if (kind === syncType.step1) {
			this.#hasAnswered = true;
			this.#send('step2', Y.encodeStateAsUpdate(this.doc, bytes), [...this.#unsaved]);
			return;
		}
		Y.applyUpdate(this.doc, bytes, this);
		if (kind === syncType.step2) this.#isSynced = true;
	}

	#send(type: 'step2' | 'update', update: Uint8Array, edits: Edit[]): void {
		if (this.#socket?.readyState !== WebSocket.OPEN) return;
		this.#frames.push({ edits, sentAt: performance.now() });
		this.#socket.send(toSyncFrame(type, update));
	}

	#acknowledge(frames: number): void {
		const now = performance.now();
		for (const { edits, sentAt } of this.#frames.slice(this.#acknowledged, frames)) {
			this.latenciesMs.push(now - sentAt);
			for (const edit of edits) {
				this.#unsaved.delete(edit);
				this.saved.add(edit);
			}
		}
		this.#acknowledged = frames;
	}
}

const limitMs = 60_000;

/** Milliseconds until all have their documents; rejects with what they are at. */
export const allBack = (editors: Editor[]) => allAre('back', editors, ({ isBack }) => isBack);

/** Milliseconds until all that they wrote is saved; rejects with what they are at. */
export const allSaved = (editors: Editor[]) => allAre('saved', editors, ({ isSaved }) => isSaved);

function allAre(what: string, editors: Editor[], is: (editor: Editor) => boolean): Promise<number> {
	return waitFor(what, limitMs, () => editors.every(is)).catch((error: Error) => {
		const states = editors.filter((editor) => !is(editor)).map(({ state }) => state);
		throw new Error(`${error.message}: ${states.join(' | ')}`);
	});
}

export interface Account {
	savedEdits: number;
	/** Saved insertions that are not there, and saved deletions whose word is. */
	lost: number;
	/** Words that stand there twice. */
	doubled: number;
	/** Words that nobody wrote, or that were torn. */
	strange: number;
}

/** Holds what the editors of one document were told against the text that the server has. */
export function settleAccount(editors: Pick<Editor, 'edits' | 'saved'>[], text: string): Account {
	const counts = new Map<string, number>();
	for (const word of text.split(/(?<=;)/)) counts.set(word, (counts.get(word) ?? 0) + 1);
	counts.delete('');
	const account: Account = { savedEdits: 0, lost: 0, doubled: 0, strange: 0 };
	const written = new Set<string>();
	for (const { edits, saved } of editors) {
		const deleted = new Set(edits.flatMap(({ kind, word }) => (kind === 'delete' ? word : [])));
		account.savedEdits += saved.size;
		for (const edit of edits) {
			written.add(edit.word);
			const isThere = counts.has(edit.word);
			if (edit.kind === 'delete') account.lost += saved.has(edit) && isThere ? 1 : 0;
			else if (saved.has(edit) && !isThere && !deleted.has(edit.word)) account.lost++;
		}
	}
	for (const [word, times] of counts) {
		if (times > 1) account.doubled++;
		if (!written.has(word)) account.strange++;
	}
	return account;
}

export function addAccounts(accounts: Account[]): Account {
	const sum = (key: keyof Account) => accounts.reduce((total, each) => total + each[key], 0);
	return {
		savedEdits: sum('savedEdits'),
		lost: sum('lost'),
		doubled: sum('doubled'),
		strange: sum('strange')
	};
}

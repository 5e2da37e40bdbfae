import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
	messageType,
	readOwnMessage,
	subprotocol,
	syncType,
	toSyncFrame,
	type RefusalReason
} from '#lib/collab/protocol.ts';
import type { Seat } from './rooms.ts';
import { waitFor } from './wait.ts';

/** One socket that says what it is told to say, and remembers what it hears. It does not come back. */
export class Probe {
	readonly doc = new Y.Doc();
	readonly refusals: RefusalReason[] = [];
	/** Updates that came after the server's state. */
	updates = 0;
	canWrite: boolean | null = null;
	isSynced = false;
	acknowledged = 0;
	/** Of an upgrade that was not taken. */
	status: number | null = null;
	closedWith: number | null = null;
	readonly socket: WebSocket;

	constructor(app: { port: number; url: string }, seat: Pick<Seat, 'cookie' | 'path'>) {
		this.socket = new WebSocket(`ws://localhost:${app.port}/collab/${seat.path}`, [subprotocol], {
			headers: { origin: app.url, cookie: seat.cookie }
		});
		this.socket.binaryType = 'arraybuffer';
		this.socket.on('open', () =>
			this.socket.send(toSyncFrame('step1', Y.encodeStateVector(this.doc)))
		);
		this.socket.on('message', (data) => this.#receive(new Uint8Array(data as ArrayBuffer)));
		this.socket.on('error', () => undefined);
		this.socket.on('unexpected-response', (_request, { statusCode }) => {
			this.status = statusCode ?? 0;
			this.socket.terminate();
		});
		this.socket.on('close', (code) => (this.closedWith = code));
	}

	get isOver(): boolean {
		return this.closedWith !== null;
	}

	/** Let in with the server's state, or not let in. */
	async settled(): Promise<this> {
		await waitFor(
			'an answer',
			30_000,
			() => this.isOver || (this.isSynced && this.canWrite !== null)
		);
		return this;
	}

	say(kind: 'step2' | 'update', update: Uint8Array): void {
		if (this.socket.readyState === WebSocket.OPEN) this.socket.send(toSyncFrame(kind, update));
	}

	async end(): Promise<void> {
		this.socket.terminate();
		await waitFor('the end', 10_000, () => this.isOver);
		this.doc.destroy();
	}

	#receive(frame: Uint8Array): void {
		const decoder = decoding.createDecoder(frame);
		const type = decoding.readVarUint(decoder);
		if (type === messageType.sync) {
			const kind = decoding.readVarUint(decoder);
			const bytes = decoding.readVarUint8Array(decoder);
			if (kind === syncType.step1) return;
			if (kind === syncType.update) this.updates++;
			Y.applyUpdate(this.doc, bytes, this);
			if (kind === syncType.step2) this.isSynced = true;
			return;
		}
		const message = readOwnMessage(type, decoder);
		if (message?.type === 'refusal') this.refusals.push(message.reason);
		if (message?.type === 'rights') this.canWrite = message.canWrite;
		if (message?.type === 'acknowledgement') this.acknowledged = message.frames;
	}
}

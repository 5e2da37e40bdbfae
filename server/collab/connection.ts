import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { toOwnFrame, type OwnMessage, type RefusalReason } from '#lib/collab/protocol.ts';
import type { DocumentName } from '#lib/collab/documents.ts';
import type { Grant } from './access.ts';
import { toBinaryFrame } from './binary-frame.ts';
import type { OpenDocument } from './open-document.ts';
import type { TokenBucket } from './token-bucket.ts';

const maxBufferedBytes = 1024 * 1024;
const closeTimeoutMs = 2_000;
const maxInTurn = 16;

/** One socket on one document. */
export class Connection {
	readonly socket: WebSocket;
	/** Under `socket`; whole frames are written to it directly. */
	readonly stream: Duplex;
	/** Of the request that opened it: whoever sent them is asked for again when rights change. */
	readonly cookies: string | undefined;
	readonly name: DocumentName;
	readonly document: OpenDocument;
	/** It offered our subprotocol and gets our own messages. */
	readonly isOurs: boolean;
	/** Of this person's sockets on this document together: coming back brings no fresh one (T13). */
	readonly bucket: TokenBucket;
	readonly awarenessBucket: TokenBucket;
	grant: Grant;
	/** What the right to write stood on in the last batch (`DocumentAccess.stillWriters`); empty: unknown. */
	proof = '';
	/** Sync frames of this socket that are committed. */
	committedFrames = 0;
	/** Sync frames that were put into a batch, and those of them whose batch has come back. */
	#takenFrames = 0;
	#settledFrames = 0;
	/** What is done in its turn, with the number of the frame that it comes behind. */
	readonly #inTurn: { behind: number; action: () => void }[] = [];
	/** The first soft refusal: what follows on this socket builds on what was not taken. */
	refused: RefusalReason | null = null;
	/** What came after Finish on this socket, as one update: words that arrive letter by letter stay together. */
	late: Uint8Array | null = null;
	/** The answers to what came late, one after the other. */
	tellingLate: Promise<void> = Promise.resolve();
	hasSynced = false;
	isAlive = true;
	isClosing = false;

	constructor(options: {
		socket: WebSocket;
		stream: Duplex;
		cookies: string | undefined;
		name: DocumentName;
		document: OpenDocument;
		isOurs: boolean;
		grant: Grant;
	}) {
		this.socket = options.socket;
		this.stream = options.stream;
		this.cookies = options.cookies;
		this.name = options.name;
		this.document = options.document;
		this.isOurs = options.isOurs;
		this.grant = options.grant;
		({ sync: this.bucket, other: this.awarenessBucket } = this.document.bucketsOf(this.userId));
	}

	get userId(): string {
		return this.grant.person.userId;
	}

	/** Sync frames that wait for their batch. */
	get waitingFrames(): number {
		return this.#takenFrames - this.#settledFrames;
	}

	/** A sync frame goes into a batch. */
	takeFrame(): void {
		this.#takenFrames++;
	}

	/** The oldest sync frame's batch is back: what came behind it is done. */
	settleFrame(): void {
		this.#settledFrames++;
		while (this.#inTurn.length > 0 && this.#inTurn[0]!.behind <= this.#settledFrames)
			this.#inTurn.shift()!.action();
	}

	/** Done behind the sync frames that wait; of very many the oldest are left out. */
	inTurn(action: () => void): void {
		if (this.#inTurn.length === maxInTurn) this.#inTurn.shift();
		this.#inTurn.push({ behind: this.#takenFrames, action });
	}

	get canWrite(): boolean {
		return this.grant.canWrite && !this.document.isDamaged;
	}

	/** Sends a message; a reader that does not keep up loses its place (T14). */
	send(message: Uint8Array): void {
		this.sendFrame(toBinaryFrame(message));
	}

	/** The same with a frame that is made already, for several sockets. */
	sendFrame(frame: Buffer): void {
		if (this.isClosing || this.socket.readyState !== this.socket.OPEN) return;
		if (this.stream.writableLength > maxBufferedBytes) {
			this.isClosing = true;
			this.socket.terminate();
			return;
		}
		this.stream.write(frame);
	}

	/** Sends what may be lost: nothing is queued behind a reader that does not keep up. */
	sendLossyFrame(frame: Buffer): void {
		if (this.stream.writableLength < maxBufferedBytes / 2) this.sendFrame(frame);
	}

	sendOwn(message: OwnMessage): void {
		if (this.isOurs) this.send(toOwnFrame(message));
	}

	/** Closes with a code of PROTOCOL.md; a peer that does not answer is cut off. */
	close(code: number, reason: string): void {
		if (this.isClosing) return;
		this.isClosing = true;
		this.socket.close(code, reason);
		const timer = setTimeout(() => this.socket.terminate(), closeTimeoutMs);
		timer.unref();
		this.socket.once('close', () => clearTimeout(timer));
	}
}

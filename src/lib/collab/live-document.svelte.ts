import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { createSubscriber } from 'svelte/reactivity';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Role } from '../interview/interview.ts';
import { awaitLine, stopAwaitingLine } from './line-probe.ts';
import { lineBackEvent, LineWatch } from './line-watch.ts';
import { toLiveSocket, type LiveSocket } from './live-socket.ts';
import {
	closeCode,
	messageType,
	readOwnMessage,
	subprotocol,
	toAwarenessFrame,
	toSyncFrame,
	toTimeQuestion,
	type OwnMessage,
	type RefusalReason
} from './protocol.ts';
import { ServerClock } from './server-clock.ts';
import { toStateHash } from './state-hash.ts';
import { UnsavedEdits } from './unsaved-edits.ts';
import { toWords } from './update-words.ts';

export { clearKeptEdits, hasKeptEdits } from './kept-edits.ts';

/**
 * - `connecting`: nothing is unsaved, and the document is not there yet;
 * - `saved`: everything that was typed is committed;
 * - `saving`: something is on its way;
 * - `offline`: there is no connection; what is typed is kept here;
 * - `refused`: the server does not take what was typed, or does not open the document (`refusal` says why);
 * - `closed`: destroyed.
 */
export type LiveStatus = 'connecting' | 'saved' | 'saving' | 'offline' | 'refused' | 'closed';

export type Refusal =
	| { reason: RefusalReason; isKept: boolean }
	| { reason: 'not-signed-in' | 'not-found' | 'other-version'; isKept: boolean };

/** Somebody who is in the document. */
export interface LivePerson {
	userId: string;
	name: string;
	role: Role;
	isMe: boolean;
	/** Has a caret in one of the texts. */
	isWriting: boolean;
	/** What goes over their line in the video room, where that is less than they meant; null: all of it. */
	line: 'audio' | 'text' | null;
}

export interface LiveDocumentOptions {
	/** What stands behind `/collab/`. */
	path: string;
	/** The client id that the server assigned for this page load; null follows read-only. */
	clientId: number | null;
	userId: string;
	name: string;
	role: Role;
	/** Where documents are; this page's own server by default. */
	url?: string;
	/** In place of the browser's, for tests. */
	WebSocket?: typeof WebSocket;
}

/** One for the page: what one document learns about the server's time holds for all. */
const clock = new ServerClock();

/** The server's time in milliseconds since the epoch, within 250 ms once a document is open. */
export const serverNow = (): number => clock.now();

/** Takes the time that came with the page, until a document has asked. */
export const seedServerClock = (now: number): void => clock.seed(now);

const accent = { color: 'var(--accent)', colorLight: toTint('accent') };
const plum = { color: 'var(--plum)', colorLight: toTint('plum') };
/** The answers also tell that the line is there. */
const askTimeEveryMs = 5_000;
const askWhyMs = 5_000;
const retryFullMs = 1_500;
/** A second refusal of what was sent again within this time is final. */
const retryRefusedMs = 30_000;
const isBrowser = typeof window !== 'undefined';

function toTint(variable: string): string {
	return `color-mix(in srgb, var(--${variable}) 24%, transparent)`;
}

/**
 * A document that several people edit, over y-websocket's provider. `saved` means committed: the server's
 * acknowledgement and nothing else (D2). Make it once the page is mounted and `destroy()` it with the page.
 */
export class LiveDocument {
	readonly path: string;
	readonly clientId: number | null;
	readonly userId: string;
	readonly doc = new Y.Doc();
	readonly awareness: Awareness;

	#isConnected = $state(false);
	/** The server's state is here and ours is there, on this socket. */
	#isSettled = $state(false);
	#hasFailed = $state(false);
	/** Another document of the page has told already that the line is back. */
	#wasToldBack = false;
	#hasUnsaved = $state(false);
	#isDestroyed = $state(false);
	#canWrite = $state(true);
	#refusal = $state.raw<Refusal | null>(null);
	#repairs = $state(0);

	readonly #provider: WebsocketProvider | null = null;
	readonly #url: string;
	readonly #onDocument: () => void;
	readonly #onPeople: () => void;
	readonly #unsaved: UnsavedEdits;
	readonly #watch = new LineWatch(
		() => {
			if (isBrowser) awaitLine(this);
			this.#reconnect();
		},
		() => clock.roundTripMs
	);
	#retryTimer: ReturnType<typeof setTimeout> | undefined;
	#timeTimer: ReturnType<typeof setInterval> | undefined;
	#acknowledged = 0;
	#hasReplayed = false;
	#mismatches = 0;
	#failures = 0;
	#refusedAt = -Infinity;

	constructor(options: LiveDocumentOptions) {
		const { path, clientId, userId, name, role } = options;
		this.path = path;
		this.clientId = clientId;
		this.userId = userId;
		this.#unsaved = new UnsavedEdits(userId, path);
		// Before anything hangs on it: awareness and provider take the id over when they are made.
		if (clientId !== null) this.doc.clientID = clientId;
		this.awareness = new Awareness(this.doc);
		this.awareness.setLocalState({ user: { userId, name, role, ...accent } });
		this.#onDocument = createSubscriber((update) => {
			this.doc.on('update', update);
			return () => this.doc.off('update', update);
		});
		this.#onPeople = createSubscriber((update) => {
			this.awareness.on('change', update);
			return () => this.awareness.off('change', update);
		});
		this.#url = options.url ?? (isBrowser ? toUrl(location) : '');
		const Base = options.WebSocket ?? (isBrowser ? WebSocket : null);
		if (!Base) {
			// Rendered on the server: there is nothing to connect.
			this.awareness.destroy();
			return;
		}
		this.doc.on('update', this.#onUpdate);
		this.#provider = this.#connect(Base);
		this.#timeTimer = setInterval(() => this.#askTime(), askTimeEveryMs);
		if (isBrowser) {
			addEventListener('pagehide', this.#unsaved.keepNow);
			document.addEventListener('visibilitychange', this.#onVisibility);
			addEventListener('online', this.#onLineBack);
			addEventListener(lineBackEvent, this.#onLineBack);
		}
	}

	get status(): LiveStatus {
		if (this.#isDestroyed) return 'closed';
		if (this.#refusal) return 'refused';
		if (!this.#isConnected) return this.#hasFailed ? 'offline' : 'connecting';
		if (this.#hasUnsaved) return 'saving';
		return this.#isSettled ? 'saved' : 'connecting';
	}

	/** Why the server does not take what is typed, or does not open the document. */
	get refusal(): Refusal | null {
		return this.#refusal;
	}

	/** Nothing typed here would be taken. */
	get readOnly(): boolean {
		if (this.clientId === null || !this.#canWrite) return true;
		return this.#refusal !== null && this.#refusal.reason !== 'full';
	}

	/** Something that was typed here is not committed. */
	get hasUnsaved(): boolean {
		return this.#hasUnsaved;
	}

	/** How often this replica differed from the server's and was brought in line. */
	get repairs(): number {
		return this.#repairs;
	}

	/** Reads from the document; in a template or `$derived` it is read again whenever the document changes. */
	read<T>(fn: (doc: Y.Doc) => T): T {
		this.#onDocument();
		return fn(this.doc);
	}

	/** Who is in the document, oneself first and each person once; follows comings and goings. */
	get people(): LivePerson[] {
		this.#onPeople();
		const people = new Map<string, LivePerson>();
		for (const state of this.awareness.getStates().values()) {
			const user = state.user as { userId?: string; name?: string; role?: Role } | undefined;
			if (!user?.userId || !user.name || !user.role) continue;
			const isWriting = !!state.cursor || (people.get(user.userId)?.isWriting ?? false);
			const isMe = user.userId === this.userId;
			people.set(user.userId, {
				userId: user.userId,
				name: user.name,
				role: user.role,
				isMe,
				isWriting,
				line: (state.line as LivePerson['line'] | undefined) ?? null
			});
		}
		return [...people.values()].sort((a, b) => Number(b.isMe) - Number(a.isMe));
	}

	/** Words that were typed here and are not committed: what to show when they were refused. */
	get unsavedText(): string {
		this.#onDocument();
		const { merged } = this.#unsaved;
		return merged ? toWords(merged) : '';
	}

	/** Gives up what was typed here and not committed, the copy kept in the browser included. */
	discardUnsaved(): void {
		this.#hasUnsaved = false;
		this.#guardLeaving(false);
		this.#unsaved.forget();
	}

	serverNow(): number {
		return clock.now();
	}

	destroy(): void {
		if (this.#isDestroyed) return;
		this.#unsaved.keepNow();
		this.#isDestroyed = true;
		this.#guardLeaving(false);
		clearInterval(this.#timeTimer);
		clearTimeout(this.#retryTimer);
		this.#watch.stop();
		stopAwaitingLine(this);
		if (isBrowser) {
			removeEventListener('pagehide', this.#unsaved.keepNow);
			document.removeEventListener('visibilitychange', this.#onVisibility);
			removeEventListener('online', this.#onLineBack);
			removeEventListener(lineBackEvent, this.#onLineBack);
		}
		this.doc.off('update', this.#onUpdate);
		this.#provider?.destroy();
		this.awareness.destroy();
		this.doc.destroy();
	}

	/* ---- connection ----------------------------------------------------------------------- */

	#connect(Base: typeof WebSocket): WebsocketProvider {
		const provider = new WebsocketProvider(this.#url, this.path, this.doc, {
			connect: false,
			awareness: this.awareness,
			disableBc: true,
			protocols: [subprotocol],
			// Everybody's pages come back at once after a restart: not in the same moment.
			maxBackoffTime: 1_500 + Math.random() * 1_500,
			shouldReconnect: (event) => this.#shouldReconnect(event.code),
			WebSocketPolyfill: toLiveSocket(Base, {
				clientId: this.doc.clientID,
				toPresenceFrame: () =>
					toAwarenessFrame(
						encodeAwarenessUpdate(this.awareness, [this.doc.clientID])
					) as Uint8Array<ArrayBuffer>
			})
		});
		provider.messageHandlers[messageType.awareness] = (_encoder, decoder) => {
			const update = toColoured(
				decoding.readVarUint8Array(decoder),
				this.doc.clientID,
				this.userId
			);
			applyAwarenessUpdate(this.awareness, update, provider);
		};
		for (const type of [
			messageType.acknowledgement,
			messageType.refusal,
			messageType.stateHash,
			messageType.time,
			messageType.rights
		])
			provider.messageHandlers[type] = (_encoder, decoder) => {
				const message = readOwnMessage(type, decoder);
				if (message) this.#receive(message);
			};
		provider.on('status', ({ status }) => {
			if (status === 'connecting') this.#watch.opening();
			if (status === 'connected') this.#onOpen();
		});
		provider.on('sync', (isSynced) => {
			if (isSynced) void this.#onSynced();
		});
		provider.on('connection-close', (event) => this.#onClose(event !== null));
		provider.on('closed', ({ code }) => this.#onRefusedSocket(code));
		provider.connect();
		return provider;
	}

	get #socket(): LiveSocket | null {
		return (this.#provider?.ws as LiveSocket | null | undefined) ?? null;
	}

	#onOpen(): void {
		this.#watch.heard();
		stopAwaitingLine(this);
		if (isBrowser && this.#hasFailed && !this.#wasToldBack)
			dispatchEvent(new CustomEvent(lineBackEvent, { detail: this.#watch.openingSince }));
		this.#hasFailed = false;
		this.#wasToldBack = false;
		this.#failures = 0;
		this.#acknowledged = 0;
		this.#isSettled = false;
		this.#isConnected = true;
		for (const delayMs of [0, 500, 1_500]) setTimeout(() => this.#askTime(), delayMs);
	}

	/** `isTold`: by the browser; otherwise it was given up here. */
	#onClose(isTold: boolean): void {
		this.#watch.stop();
		if (this.#isConnected) this.#failures = 0;
		else if (isTold) this.#failures++;
		this.#isConnected = false;
		this.#isSettled = false;
		this.#hasFailed = true;
		this.#dropPending();
		// A browser does not say why an upgrade was refused; a plain request does.
		if (isTold && this.#failures === 2 && isBrowser) void this.#askWhy();
	}

	async #askWhy(): Promise<void> {
		const url = `${this.#url.replace(/^ws/, 'http')}/${this.path}`;
		const response = await fetch(url, {
			cache: 'no-store',
			signal: AbortSignal.timeout(askWhyMs)
		}).catch(() => null);
		const status = Number(response?.headers.get('x-collab-status') ?? 0);
		if (![401, 403, 404].includes(status) || this.#isConnected || this.#isDestroyed) return;
		this.#provider?.disconnect();
		this.#onRefusedSocket(status + 4_000);
	}

	/** What was refused once is sent again once: it may have been a fault on the way. */
	#shouldReconnect(code: number): boolean {
		if (code >= 4_400 && code < 4_500) return false;
		if (code !== closeCode.badUpdate && code !== closeCode.tooLarge) return true;
		const isFirst = performance.now() - this.#refusedAt > retryRefusedMs;
		this.#refusedAt = performance.now();
		if (isFirst) this.#refusal = null;
		return isFirst;
	}

	#onRefusedSocket(code: number): void {
		stopAwaitingLine(this);
		this.#unsaved.keepNow();
		if (code < 4_000) this.#unsaved.forgetKept();
		const isKept = false;
		if (code === closeCode.notSignedIn) this.#refusal = { reason: 'not-signed-in', isKept };
		else if (code === closeCode.notFound) this.#refusal = { reason: 'not-found', isKept };
		else if (code === closeCode.otherVersion) this.#refusal = { reason: 'other-version', isKept };
		else if (code === closeCode.notAllowed) this.#refusal = { reason: 'not-allowed', isKept };
		else this.#refusal ??= { reason: 'malformed', isKept };
	}

	/** Gives up a socket that nobody may be at the other end of, and opens another. */
	#reconnect(): void {
		this.#provider?.disconnect();
		this.#provider?.connect();
	}

	/** The line is there again: what was begun before may never come to anything. */
	readonly #onLineBack = (event: Event): void => {
		if (!this.#provider || this.#refusal) return;
		if (this.#isConnected) return this.#askTime();
		this.#wasToldBack = event.type === lineBackEvent;
		const since: unknown = event instanceof CustomEvent ? event.detail : null;
		const isLater = typeof since === 'number' && this.#watch.openingSince > since;
		if (!isLater || !this.#provider.wsconnecting) this.#reconnect();
	};

	/* ---- messages ------------------------------------------------------------------------- */

	#receive(message: OwnMessage): void {
		this.#watch.heard();
		switch (message.type) {
			case 'acknowledgement':
				this.#acknowledged = message.frames;
				this.#settle();
				break;
			case 'refusal':
				this.#refusal = { reason: message.reason, isKept: message.isKept };
				this.#unsaved.keepNow();
				break;
			case 'state-hash':
				this.#compare(message.hash);
				break;
			case 'time':
				clock.take(message.sentAt, message.serverNow);
				break;
			case 'rights':
				this.#canWrite = message.canWrite;
		}
	}

	#settle(): void {
		const socket = this.#socket;
		if (!socket?.hasAnswered || !this.#provider?.synced) return;
		if (this.#acknowledged !== socket.sentFrames) return;
		this.#isSettled = true;
		if (!this.#hasReplayed) return;
		this.#hasUnsaved = false;
		if (this.#refusal?.reason === 'full') this.#refusal = null;
		this.#guardLeaving(false);
		this.#unsaved.forget();
	}

	/** Compares with the server's hash, when nothing is on its way, and repairs by syncing again (D10). */
	#compare(hash: number): void {
		if (!this.#isSettled || this.#hasUnsaved || this.#refusal) return;
		if (hash === toStateHash(this.doc)) {
			this.#mismatches = 0;
			return;
		}
		this.#repairs++;
		this.#mismatches++;
		if (this.#mismatches > 2) this.#socket?.close();
		else this.#socket?.send(toSyncFrame('step1', Y.encodeStateVector(this.doc)));
	}

	#askTime(): void {
		const socket = this.#socket;
		if (socket?.readyState !== 1) return;
		socket.send(toTimeQuestion(clock.stamp()));
		this.#watch.asked();
	}

	/* ---- own edits ------------------------------------------------------------------------ */

	readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
		if (origin === this.#provider) return;
		this.#unsaved.add(update);
		this.#hasUnsaved = true;
		this.#guardLeaving(true);
		if (this.#refusal?.reason === 'full') this.#retryFull();
	};

	/** The document was full: perhaps it is not any more. */
	#retryFull(): void {
		clearTimeout(this.#retryTimer);
		this.#retryTimer = setTimeout(() => this.#socket?.close(), retryFullMs);
	}

	async #onSynced(): Promise<void> {
		if (!this.#hasReplayed) {
			const left = await this.#unsaved.readLeft();
			if (this.#isDestroyed) return;
			this.#hasReplayed = true;
			if (this.clientId !== null) {
				for (const update of left) Y.applyUpdate(this.doc, update, 'kept');
				this.#dropPending();
			} else if (left.length > 0) {
				// Finished meanwhile: shown beside the result, never merged into it (F30).
				this.#unsaved.takeOver(left);
				this.#hasUnsaved = true;
				this.#socket?.send(toSyncFrame('update', this.#unsaved.merged!));
			}
		}
		this.#settle();
	}

	/**
	 * Forgets what waits for something that is not here. The server sends it again with its state; in our answer to the
	 * server's it would be refused as a gap.
	 */
	#dropPending(): void {
		this.doc.store.pendingStructs = null;
		this.doc.store.pendingDs = null;
	}

	readonly #onVisibility = (): void => {
		if (document.visibilityState === 'hidden') this.#unsaved.keepNow();
		else this.#askTime();
	};

	#isGuarding = false;

	/** Warns before the page is left, while something is unsaved. */
	#guardLeaving(isUnsaved: boolean): void {
		if (!isBrowser || this.#isGuarding === isUnsaved) return;
		this.#isGuarding = isUnsaved;
		if (isUnsaved) addEventListener('beforeunload', warn);
		else removeEventListener('beforeunload', warn);
	}
}

// One function for each document would be one warning more; the browser shows one.
const warn = (event: BeforeUnloadEvent) => event.preventDefault();

const toUrl = ({ protocol, host }: Location) =>
	`${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/collab`;

/** Gives everybody in an awareness update the colour they have on this page, and leaves oneself out. */
function toColoured(update: Uint8Array, ownClient: number, ownUserId: string): Uint8Array {
	const decoder = decoding.createDecoder(update);
	const encoder = encoding.createEncoder();
	let count = 0;
	for (let left = decoding.readVarUint(decoder); left > 0; left--) {
		const client = decoding.readVarUint(decoder);
		const clock = decoding.readVarUint(decoder);
		const state = JSON.parse(decoding.readVarString(decoder)) as {
			user?: { userId?: string };
		} | null;
		if (client === ownClient) continue;
		const colours = state?.user?.userId === ownUserId ? accent : plum;
		count++;
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(
			encoder,
			JSON.stringify(state && { ...state, user: { ...state.user, ...colours } })
		);
	}
	const all = encoding.createEncoder();
	encoding.writeVarUint(all, count);
	encoding.writeUint8Array(all, encoding.toUint8Array(encoder));
	return encoding.toUint8Array(all);
}

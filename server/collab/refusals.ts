import * as Y from 'yjs';
import { closeCode, limits, type RefusalReason } from '#lib/collab/protocol.ts';
import type { Db } from '#server/db/open.ts';
import type { Log } from '#server/log.ts';
import { Admission } from './admission.ts';
import type { Connection } from './connection.ts';
import { isOfFinishedRound, keepLateEdit } from './late-edits.ts';
import type { Rights } from './rights.ts';
import type { ParsedUpdate } from './update-walker.ts';

/** An update as it came in. */
export interface Received {
	connection: Connection;
	update: ParsedUpdate;
	bytes: Uint8Array;
}

export interface Refusals {
	readonly counts: Partial<Record<RefusalReason, number>>;
	/** An update that no page of ours sends: the socket is closed. */
	close(connection: Connection, reason: RefusalReason): void;
	/** An update that an honest page may send too late, or too much of: dropped, and the page is told. */
	drop(received: Received, reason: RefusalReason): void;
	/** What the batch did not take. */
	settle(received: Received, reason: RefusalReason): void;
}

export function createRefusals({
	db,
	rights,
	log
}: {
	db: Db;
	rights: Pick<Rights, 'recheckSocket'>;
	log: Pick<Log, 'info' | 'warn'>;
}): Refusals {
	const counts: Refusals['counts'] = {};

	function count(reason: RefusalReason): void {
		counts[reason] = (counts[reason] ?? 0) + 1;
	}

	function close(connection: Connection, reason: RefusalReason): void {
		count(reason);
		log.info({ reason, document: connection.document.name }, 'update refused');
		connection.sendOwn({ type: 'refusal', reason, isKept: false });
		connection.close(
			reason === 'too-large' ? closeCode.tooLarge : closeCode.badUpdate,
			`update refused: ${reason}`
		);
	}

	function drop(received: Received, reason: RefusalReason): void {
		const { connection } = received;
		connection.refused ??= reason;
		count(reason);
		if (reason === 'full' || reason === 'damaged')
			return connection.sendOwn({ type: 'refusal', reason, isKept: false });
		// A copy: the frame's memory belongs to the socket.
		const own = { ...received, bytes: received.bytes.slice() };
		connection.tellingLate = connection.tellingLate
			.then(() => tellLate(own))
			.catch((error: unknown) => {
				log.warn({ err: error }, 'late edit not kept');
				connection.sendOwn({ type: 'refusal', reason, isKept: false });
			});
	}

	async function tellLate({ connection, update, bytes }: Received): Promise<void> {
		const { name, userId, document } = connection;
		const isAuthor = update.sections.every(({ client }) => document.owners.get(client) === userId);
		const isLate = isAuthor && (await isOfFinishedRound(db, name));
		if (!isLate) return connection.sendOwn({ type: 'refusal', reason: 'read-only', isKept: false });
		connection.refused = 'finished';
		const late = connection.late ? Y.mergeUpdates([connection.late, bytes]) : bytes;
		connection.late = late.byteLength <= limits.maxOwnUpdateBytes ? late : bytes;
		const isKept = await keepLateEdit(db, name, userId, connection.late);
		connection.sendOwn({ type: 'refusal', reason: 'finished', isKept });
	}

	function settle(received: Received, reason: RefusalReason): void {
		const { connection, update } = received;
		if (connection.isClosing) return;
		if (reason === 'read-only') {
			drop(received, reason);
			rights.recheckSocket(connection).catch((error: unknown) => {
				log.warn({ err: error }, 'rights not read again');
			});
		} else if (connection.refused) {
			drop(received, connection.refused);
		} else if (reason === 'not-allowed') {
			closeOrRetry(connection, update).catch(() =>
				connection.close(closeCode.tryLater, 'rights unknown')
			);
		} else {
			close(connection, reason);
		}
	}

	/** A phase may have changed since the rights were read: only what they do not allow now is refused for good. */
	async function closeOrRetry(connection: Connection, update: ParsedUpdate): Promise<void> {
		const { document } = connection;
		await rights.recheckSocket(connection);
		if (connection.isClosing) return;
		const verdict = new Admission(document.doc, document.roots).judge(update, toAuthor(connection));
		if (!verdict.ok && verdict.reason === 'not-allowed') close(connection, 'not-allowed');
		else connection.close(closeCode.tryLater, 'rights have changed');
	}

	return { counts, close, drop, settle };
}

/** Whose update it is, for the admission filter. */
export function toAuthor({ grant, userId, document }: Connection) {
	return {
		policy: grant.policy,
		ownsClient: (client: number) => document.owners.get(client) === userId
	};
}

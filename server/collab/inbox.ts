import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import {
	closeCode,
	limits,
	messageType,
	syncType,
	toAwarenessFrame,
	toSyncFrame
} from '#lib/collab/protocol.ts';
import { Admission } from './admission.ts';
import { toBinaryFrame } from './binary-frame.ts';
import type { Batches } from './batches.ts';
import type { Connection } from './connection.ts';
import type { Refusals } from './refusals.ts';
import { walkUpdate } from './update-walker.ts';

/** A full state costs as much as this many messages, but for the first. */
const resyncCost = 25;

/** Reads what sockets send (PROTOCOL.md). Returns the function that takes one frame of one socket. */
export function createInbox({
	batches,
	refusals,
	onPresence,
	onResync
}: {
	batches: Batches;
	refusals: Refusals;
	/** The others are to be told this of who is there. */
	onPresence: (connection: Connection, awareness: Uint8Array) => void;
	/** A replica repairs itself. */
	onResync: () => void;
}): (connection: Connection, frame: Uint8Array) => void {
	function receive(connection: Connection, frame: Uint8Array): void {
		try {
			const decoder = decoding.createDecoder(frame);
			switch (decoding.readVarUint(decoder)) {
				case messageType.sync:
					return receiveSync(connection, decoder);
				case messageType.awareness:
					return receiveAwareness(connection, decoding.readVarUint8Array(decoder));
				case messageType.queryAwareness: {
					if (!connection.awarenessBucket.take()) return;
					const here = connection.document.presence.encodeAll();
					return here
						? connection.sendLossyFrame(toBinaryFrame(toAwarenessFrame(here)))
						: undefined;
				}
				case messageType.time: {
					if (!connection.isOurs || !connection.awarenessBucket.take()) return;
					const sentAt = decoding.readFloat64(decoder);
					return connection.sendOwn({ type: 'time', sentAt, serverNow: Date.now() });
				}
			}
			connection.close(closeCode.badUpdate, 'unknown message');
		} catch {
			connection.close(closeCode.badUpdate, 'malformed message');
		}
	}

	function receiveSync(connection: Connection, decoder: decoding.Decoder): void {
		const type = decoding.readVarUint(decoder);
		const bytes = decoding.readVarUint8Array(decoder);
		const isStep1 = type === syncType.step1;
		const cost = isStep1 && connection.hasSynced ? resyncCost : 1;
		if (!connection.bucket.take(cost)) return connection.close(closeCode.tryLater, 'too fast');
		if (isStep1) return receiveStep1(connection, bytes);
		if (type === syncType.step2 || type === syncType.update)
			return receiveUpdate(connection, bytes);
		connection.close(closeCode.badUpdate, 'unknown sync message');
	}

	function receiveStep1(connection: Connection, stateVector: Uint8Array): void {
		const { doc } = connection.document;
		connection.send(toSyncFrame('step2', Y.encodeStateAsUpdate(doc, stateVector)));
		// Asked again, a replica repairs itself (D10): it needs our state too, to send what we lack.
		if (connection.hasSynced) {
			onResync();
			connection.send(toSyncFrame('step1', Y.encodeStateVector(doc)));
		}
		connection.hasSynced = true;
	}

	function receiveUpdate(connection: Connection, bytes: Uint8Array): void {
		const { document } = connection;
		const walked = walkUpdate(bytes);
		if (!walked.ok) return refusals.close(connection, walked.reason);
		const { update } = walked;
		const received = { connection, update, bytes };
		const admission = new Admission(document.doc, document.roots);
		// What is here already is acknowledged to everybody, a read-only replica's answer included.
		if (connection.waitingFrames === 0 && admission.contains(update)) {
			connection.committedFrames++;
			return connection.sendOwn({
				type: 'acknowledgement',
				frames: connection.committedFrames
			});
		}
		if (!connection.canWrite || connection.refused)
			return refusals.drop(received, connection.refused ?? 'read-only');
		if (update.sections.length > 0 && !document.hasRoomFor(bytes.byteLength))
			return refusals.drop(received, 'full');
		if (!batches.push(received)) connection.close(closeCode.tryLater, 'too much is waiting');
	}

	function receiveAwareness(connection: Connection, update: Uint8Array): void {
		// Over the rate it is dropped; the page's next one, 15 s later at the latest, has the same.
		if (!connection.awarenessBucket.take() || update.byteLength > limits.maxAwarenessBytes) return;
		if (connection.waitingFrames === 0) return tellAwareness(connection, update);
		// A copy: the frame's memory belongs to the socket.
		const own = update.slice();
		connection.inTurn(() => tellAwareness(connection, own));
	}

	function tellAwareness(connection: Connection, update: Uint8Array): void {
		if (connection.isClosing) return;
		const { document, grant } = connection;
		const told = document.presence.take(connection, update, grant.person, {
			ownsClient: (client) => document.owners.get(client) === grant.person.userId,
			canPoint: grant.canWrite,
			isTextRoot: (name) => grant.policy.roots.get(name) === 'text'
		});
		if (told === false) return connection.close(closeCode.badUpdate, 'malformed awareness');
		if (told) onPresence(connection, told);
	}

	return receive;
}

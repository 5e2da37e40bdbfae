import type { IncomingMessage } from 'node:http';
import type { DocumentName } from '#lib/collab/documents.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { Tx } from '#server/db/open.ts';
import type { Person } from './presence.ts';

/** Which roots a document has, and what this person may do to the keys of its maps. */
export interface DocumentPolicy {
	roots: ReadonlyMap<string, 'text' | 'map'>;
	/** May this person set this key of a map root to this value (`undefined`: delete it)? */
	canSet(root: string, key: string, value: unknown): boolean;
}

/** What somebody who opens a document gets. */
export interface Grant {
	interviewId: string;
	canWrite: boolean;
	policy: DocumentPolicy;
	person: Person;
}

export interface Writer {
	sessionId: string;
	userId: string;
	name: DocumentName;
}

/** What the hub asks about rights. */
export interface DocumentAccess {
	readActor(request: IncomingMessage): Promise<Actor | null>;
	open(
		actor: Actor,
		name: DocumentName
	): Promise<({ ok: true } & Grant) | { ok: false; status: 403 | 404 }>;
	/**
	 * Inside the batch's transaction, locking what decides it (FOR SHARE): for each of these, null where the right to
	 * write is gone, else what the right stands on. As long as the database's `live_writers` still says the same, the
	 * right holds without asking again. An empty proof always asks again.
	 */
	stillWriters(tx: Tx, writers: Writer[]): Promise<(string | null)[]>;
}

import type { DocumentName } from '#lib/collab/documents.ts';
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
	sessionId: string;
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

export interface NoGrant {
	ok: false;
	/** 401: nobody is signed in. 403: a role that may not. 404: no such document, or none of this person's. */
	status: 401 | 403 | 404;
}

/** What the hub asks about rights. */
export interface DocumentAccess {
	/** Who sends this `Cookie` header, and what may they do with the document? Read from the database each time. */
	open(cookies: string | undefined, name: DocumentName): Promise<({ ok: true } & Grant) | NoGrant>;
	/**
	 * Inside the batch's transaction, locking what decides it: for each of these, null where the right to
	 * write is gone, else what the right stands on. As long as the database's `live_writers` still says the same, the
	 * right holds without asking again. An empty proof always asks again.
	 */
	stillWriters(tx: Tx, writers: Writer[]): Promise<(string | null)[]>;
}

import type { Actor } from '#server/auth/actor.ts';
import type { Db } from '#server/db/open.ts';
import { findDeck, findShares, type DeckRow } from './deck-queries.ts';

export type Refused<Code extends string> = { ok: false; code: Code };
/** `not_found` for whoever may not know of the deck, `not_allowed` for whoever may only read it. */
export type NotEditor = Refused<'not_found' | 'not_allowed'>;

export type DeckAccess = ReturnType<typeof createDeckAccess>;

/** Who may read and change decks: mentors, advisors and admins read; advisors and admins make and change. */
export function createDeckAccess(db: Db) {
	const readerOf = (actor: Actor) =>
		actor.memberships.filter(({ kind, role }) => kind !== 'personal' && role !== 'candidate');
	const editorOf = (actor: Actor) =>
		readerOf(actor).filter(({ role }) => role === 'advisor' || role === 'admin');
	const isEditor = (actor: Actor, organisationId: string | null) =>
		editorOf(actor).some((one) => one.organisationId === organisationId);

	/** Organisations whose decks, and those shared with them, the person may read beside the built-in ones. */
	const readableBy = (actor: Actor) => readerOf(actor).map(({ organisationId }) => organisationId);

	/** Null: not for this person. Built-in decks are for everybody who interviews anywhere. */
	async function findReadable(actor: Actor, deckId: string): Promise<DeckRow | null> {
		const mine = readableBy(actor);
		if (actor.isGuest || mine.length === 0) return null;
		const deck = await findDeck(db, deckId);
		if (!deck) return null;
		if (deck.organisationId === null || mine.includes(deck.organisationId)) return deck;
		const shares = await findShares(db, deckId);
		return shares.some((share) => mine.includes(share.organisationId)) ? deck : null;
	}

	async function requireEditor(
		actor: Actor,
		deckId: string
	): Promise<{ ok: true; deck: DeckRow } | NotEditor> {
		const deck = await findReadable(actor, deckId);
		if (!deck) return { ok: false, code: 'not_found' };
		if (!isEditor(actor, deck.organisationId)) return { ok: false, code: 'not_allowed' };
		return { ok: true, deck };
	}

	return { readerOf, editorOf, isEditor, readableBy, findReadable, requireEditor };
}

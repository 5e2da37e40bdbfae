import type { DeckQuestion } from '#lib/deck/draw.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { Db } from '#server/db/open.ts';
import { findDeck, findDecks, findQuestions, type DeckSummary } from './deck-queries.ts';

export interface DeckService {
	/** The decks that somebody may choose for an interview: names and counts only. Guests see none. */
	list(actor: Actor): Promise<DeckSummary[]>;
	/**
	 * A deck with everything on its cards, or null. Who is only a candidate sees no deck from inside: what a strong
	 * answer shows would be learned by heart.
	 */
	get(actor: Actor, deckId: string): Promise<(DeckSummary & { cards: DeckQuestion[] }) | null>;
}

const toOrganisationIds = (actor: Actor) =>
	actor.memberships.map((membership) => membership.organisationId);

/** The one place that says who reads cards outside a room: a mentor, advisor or admin of some organisation. */
const canReadCards = (actor: Actor) =>
	!actor.isGuest &&
	actor.memberships.some(({ kind, role }) => kind !== 'personal' && role !== 'candidate');

export function createDeckService({ db }: { db: Db }): DeckService {
	return {
		async list(actor) {
			return actor.isGuest ? [] : findDecks(db, toOrganisationIds(actor));
		},
		async get(actor, deckId) {
			if (!canReadCards(actor)) return null;
			const deck = await findDeck(db, deckId, toOrganisationIds(actor));
			return deck && { ...deck, cards: await findQuestions(db, deckId) };
		}
	};
}

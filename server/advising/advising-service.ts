import { toCohort, type Cohort } from '#lib/advising/cohort.ts';
import { toClearedUntil, type ContactInput, type ContactKind } from '#lib/advising/contact.ts';
import {
	toQueue,
	toShownQueue,
	type CandidateFacts,
	type Queue,
	type QueueFilters
} from '#lib/advising/queue.ts';
import { toCalibrationOf } from '#lib/progress/calibration.ts';
import { toMean } from '#lib/progress/means.ts';
import { toLeniency, toRaterBook, type RaterBook } from '#lib/progress/raters.ts';
import { toSeriesId } from '#lib/progress/record.ts';
import { toTrend, type Evening } from '#lib/progress/trend.ts';
import type { Actor } from '../auth/actor.ts';
import { createId } from '../db/id.ts';
import type { Db } from '../db/open.ts';
import { findCardsAround } from '../progress/progress-queries.ts';
import * as queries from './advising-queries.ts';

export interface AdvisingServiceOptions {
	db: Db;
	now?: () => Date;
}

export interface ContactView {
	id: string;
	kind: ContactKind;
	note: string;
	/** ISO 8601. */
	until: string;
	at: string;
}

export interface AdvisingService {
	/** The people this advisor follows now, in the order in which they want a conversation; from what is shared. */
	queue(actor: Actor, filters: QueueFilters): Promise<Queue>;
	/** Notes what the advisor did about a candidate of theirs; the row is cleared for a while. */
	contact(
		actor: Actor,
		candidateId: string,
		organisationId: string,
		input: ContactInput
	): Promise<
		| { ok: true }
		| { ok: false; code: 'not_found' }
		| { ok: false; code: 'invalid'; field: 'note' | 'days'; message: string }
	>;
	/** Where the advisor follows a candidate now, and what they did so far, the newest first. Null: they do not. */
	followed(
		actor: Actor,
		candidateId: string
	): Promise<{ organisationId: string; contacts: ContactView[] } | null>;
	/** Figures about everybody in the organisations where the actor is advisor or admin; null: nowhere. */
	cohorts(actor: Actor): Promise<Cohort[] | null>;
}

type SharedRound = Awaited<ReturnType<typeof queries.findSharedRounds>>[number];
type CardMean = Awaited<ReturnType<typeof queries.findCardMeans>>[number];

const weekMs = 7 * 86_400_000;
const toKey = (candidateId: string, organisationId: string) => `${candidateId} ${organisationId}`;

/** What an advisor sees of the candidates assigned to them: finished interviews that they share. */
export function createAdvisingService({
	db,
	now = () => new Date()
}: AdvisingServiceOptions): AdvisingService {
	async function readFacts(actor: Actor): Promise<CandidateFacts[]> {
		const followed = actor.isGuest ? [] : await queries.findFollowed(db, actor.userId, now());
		if (followed.length === 0) return [];
		const people = [...new Set(followed.map(({ userId }) => userId))];
		const places = [...new Set(followed.map(({ organisationId }) => organisationId))];
		const [rounds, next, contacts] = await Promise.all([
			queries.findSharedRounds(db, people, places),
			queries.findNextAppointments(db, people, places, now()),
			queries.findLastContacts(db, actor.userId, people)
		]);
		const roundIds = rounds.map(({ roundId }) => roundId);
		const [cards, differences] = roundIds.length
			? await Promise.all([
					queries.findCardMeans(db, roundIds),
					queries.findOwnDifferences(db, roundIds)
				])
			: [[], []];
		const book = await readBook(cards, places);

		const roundsOf = Map.groupBy(rounds, (row) => toKey(row.candidateId, row.organisationId));
		const nextOf = new Map(next.map((row) => [toKey(row.candidateId, row.organisationId), row.at]));
		const contactOf = new Map(
			contacts.map((row) => [toKey(row.candidateId, row.organisationId), row])
		);
		const cardsOf = Map.groupBy(cards, ({ roundId }) => roundId);
		const differenceOf = new Map(differences.map((row) => [row.roundId, row.difference]));
		return followed.map((person): CandidateFacts => {
			const key = toKey(person.userId, person.organisationId);
			const own = roundsOf.get(key) ?? [];
			const evenings = toMentorEvenings(own, cardsOf);
			const raters = toLeniency(
				book,
				evenings.flatMap((one) => one.raters),
				person.userId
			);
			const contact = contactOf.get(key);
			return {
				...person,
				followedSince: person.followedSince.toISOString(),
				mocks: own.filter(({ kind }) => kind !== 'solo').length,
				lastSharedAt: own.at(-1)?.finishedAt.toISOString() ?? null,
				nextAt: nextOf.get(key)?.toISOString() ?? null,
				evenings: evenings.map(
					({ value, raters: by }) =>
						value - (toMean(by.map((rater) => raters.get(rater)?.mean ?? 0)) ?? 0)
				),
				trend: toTrend(evenings, { raters, isMean: true }),
				calibration: toCalibrationOf(own.flatMap(({ roundId }) => differenceOf.get(roundId) ?? [])),
				contact: contact
					? {
							kind: contact.kind,
							note: contact.note,
							until: contact.until.toISOString(),
							at: contact.at.toISOString()
						}
					: null
			};
		});
	}

	async function readBook(
		cards: readonly CardMean[],
		organisationIds: readonly string[]
	): Promise<RaterBook> {
		const raterIds = [...new Set(cards.map(({ raterId }) => raterId))];
		if (raterIds.length === 0) return new Map();
		const around = await findCardsAround(db, raterIds, organisationIds);
		return toRaterBook(
			around.map(({ finishedAt, ...card }) => ({ ...card, week: finishedAt.getTime() / weekMs }))
		);
	}

	return {
		async queue(actor, filters) {
			const facts = await readFacts(actor);
			return toShownQueue(toQueue(facts, now().toISOString()), filters);
		},

		async contact(actor, candidateId, organisationId, input) {
			const followed = actor.isGuest ? [] : await queries.findFollowed(db, actor.userId, now());
			const isFollowed = followed.some(
				(one) => one.userId === candidateId && one.organisationId === organisationId
			);
			if (!isFollowed) return { ok: false, code: 'not_found' };
			const at = now();
			const cleared = toClearedUntil(input, at.getTime());
			if (!cleared.ok) return { ...cleared, code: 'invalid' };
			await queries.insertContact(db, {
				id: createId(),
				organisationId,
				advisorId: actor.userId,
				candidateId,
				kind: input.kind,
				note: input.note.trim(),
				until: new Date(cleared.until),
				at
			});
			return { ok: true };
		},

		async followed(actor, candidateId) {
			const followed = actor.isGuest ? [] : await queries.findFollowed(db, actor.userId, now());
			const place = followed.find(({ userId }) => userId === candidateId);
			if (!place) return null;
			const rows = await queries.findContacts(db, actor.userId, candidateId);
			const contacts = rows.map(({ until, at, ...row }) => ({
				...row,
				until: until.toISOString(),
				at: at.toISOString()
			}));
			return { organisationId: place.organisationId, contacts };
		},

		async cohorts(actor) {
			const places = actor.isGuest ? [] : await queries.findStaffed(db, actor.userId);
			if (places.length === 0) return null;
			return Promise.all(
				places.map(async (place) => {
					const { organisationId } = place;
					const [people, pairs] = await Promise.all([
						queries.findCohortPeople(db, actor.userId, organisationId, now()),
						queries.findPairs(db, organisationId)
					]);
					const pairsOf = new Map(pairs.map(({ id, ...row }) => [id, row]));
					return toCohort(
						place,
						people.map((person) => ({
							...person,
							...(pairsOf.get(person.id) ?? { pairs: 0, equal: 0, withinOne: 0 })
						}))
					);
				})
			);
		}
	};
}

function toMentorEvenings(
	rounds: readonly SharedRound[],
	cardsOf: ReadonlyMap<string, readonly CardMean[]>
): Evening[] {
	return rounds.flatMap(({ roundId, kind, finishedAt }) => {
		const cards = cardsOf.get(roundId) ?? [];
		const value = toMean(cards.map((card) => card.value));
		if (value === null || toSeriesId(kind, 'interviewer') !== 'mentor') return [];
		return [{ at: finishedAt.getTime(), value, raters: cards.map(({ raterId }) => raterId) }];
	});
}

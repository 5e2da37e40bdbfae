import { eq } from 'drizzle-orm';
import { toCohort, type Cohort, type CohortCriterion } from '#lib/advising/cohort.ts';
import { toClearedUntil, type ContactInput, type ContactKind } from '#lib/advising/contact.ts';
import { queueHead, toQueueLine } from '#lib/advising/queue-file.ts';
import {
	toMatching,
	toQueue,
	toShownQueue,
	type CandidateFacts,
	type Queue,
	type QueueFilters,
	type QueueRow
} from '#lib/advising/queue.ts';
import type { Kind } from '#lib/interview/interview.ts';
import { toCalibration } from '#lib/progress/calibration.ts';
import { toMean } from '#lib/progress/means.ts';
import { toLeniency, toRaterBook, type RaterBook } from '#lib/progress/raters.ts';
import { toCards, toEvenings, type SeasonEntry } from '#lib/progress/record.ts';
import { toDirection } from '#lib/progress/trend.ts';
import type { Actor } from '../auth/actor.ts';
import { isAnyOf } from '../db/any-of.ts';
import { createId } from '../db/id.ts';
import type { Db } from '../db/open.ts';
import { organisations } from '../db/schema.ts';
import { createKept } from '../progress/kept.ts';
import { findCards, findCardsAround, findVersion } from '../progress/progress-queries.ts';
import { noteViewings } from '../progress/sharing-queries.ts';
import * as queries from './advising-queries.ts';
import { toRatingsFile } from './ratings-file.ts';

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
	/**
	 * Every row of that list which the filters leave, as a CSV file; each candidate's log notes that it was taken. Null:
	 * they follow nobody.
	 */
	queueFile(actor: Actor, filters: QueueFilters): Promise<AsyncIterable<string> | null>;
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
	/** The organisation's ratings as far as the actor sees them, as a CSV file; null: neither advisor nor admin there. */
	ratings(actor: Actor, organisationId: string): Promise<AsyncIterable<string> | null>;
}

/** What is reckoned from a candidate's interviews alone. */
type FollowedSeason = Pick<
	CandidateFacts,
	'mocks' | 'lastSharedAt' | 'evenings' | 'trend' | 'calibration'
>;

/** Advisors whose list a process remembers. */
const mostKept = 64;

/** Of the file of the list. */
const linesAtATime = 200;

const weekMs = 7 * 86_400_000;
const toKey = (candidateId: string, organisationId: string) => `${candidateId} ${organisationId}`;

/** What an advisor sees of the candidates assigned to them: finished interviews that they share. */
export function createAdvisingService({
	db,
	now = () => new Date()
}: AdvisingServiceOptions): AdvisingService {
	const kept = createKept<Map<string, FollowedSeason>>(mostKept);
	const criteria = createKept<CohortCriterion[]>(mostKept);

	async function readFacts(actor: Actor): Promise<CandidateFacts[]> {
		const followed = actor.isGuest ? [] : await queries.findFollowed(db, actor.userId, now());
		if (followed.length === 0) return [];
		const people = [...new Set(followed.map(({ userId }) => userId))];
		const places = [...new Set(followed.map(({ organisationId }) => organisationId))].sort();
		const [next, contacts, [versions]] = await Promise.all([
			queries.findNextAppointments(db, people, places, now()),
			queries.findLastContacts(db, actor.userId, people),
			findVersion(db, isAnyOf(organisations.id, places))
		]);
		const pairs = followed.map((one) => toKey(one.userId, one.organisationId)).sort();
		const seasons = await kept.get(actor.userId, JSON.stringify([versions!.version, pairs]), () =>
			readSeasons(people, places)
		);
		const nextOf = new Map(next.map((row) => [toKey(row.candidateId, row.organisationId), row.at]));
		const contactOf = new Map(
			contacts.map((row) => [toKey(row.candidateId, row.organisationId), row])
		);
		return followed.map((person): CandidateFacts => {
			const key = toKey(person.userId, person.organisationId);
			const contact = contactOf.get(key);
			return {
				...person,
				...(seasons.get(key) ?? toFollowedSeason(person.userId, [], new Map())),
				followedSince: person.followedSince.toISOString(),
				nextAt: nextOf.get(key)?.toISOString() ?? null,
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

	/** By candidate and organisation, of those who share something. */
	async function readSeasons(
		people: readonly string[],
		places: readonly string[]
	): Promise<Map<string, FollowedSeason>> {
		const rounds = await queries.findSharedRounds(db, people, places);
		const cards = await findCards(
			db,
			rounds.map(({ roundId }) => roundId)
		);
		const book = await readBook(cards, places);
		const cardsOf = Map.groupBy(cards, ({ roundId }) => roundId);
		const entries = rounds.map(({ roundId, ...round }) => ({
			...round,
			finishedAt: round.finishedAt.toISOString(),
			cards: toCards(round.kind, cardsOf.get(roundId) ?? [])
		}));
		const entriesOf = Map.groupBy(entries, (one) => toKey(one.candidateId, one.organisationId));
		return new Map(
			[...entriesOf].map(([key, own]) => [key, toFollowedSeason(own[0]!.candidateId, own, book)])
		);
	}

	async function readBook(
		cards: readonly { raterId: string; raterKind: string }[],
		organisationIds: readonly string[]
	): Promise<RaterBook> {
		const interviewers = cards.filter(({ raterKind }) => raterKind === 'interviewer');
		const raterIds = [...new Set(interviewers.map(({ raterId }) => raterId))];
		if (raterIds.length === 0) return new Map();
		const around = await findCardsAround(db, raterIds, organisationIds);
		return toRaterBook(
			around.map(({ finishedAt, ...card }) => ({ ...card, week: finishedAt.getTime() / weekMs }))
		);
	}

	/** In stretches, each noted before it is sent. */
	async function* toQueueFile(readerId: string, rows: readonly QueueRow[]) {
		yield queueHead;
		for (let from = 0; from < rows.length; from += linesAtATime) {
			const stretch = rows.slice(from, from + linesAtATime);
			const owners = [...new Set(stretch.map(({ userId }) => userId))];
			const look = { viewerId: readerId, what: 'list' as const, interviewId: null };
			await noteViewings(
				db,
				owners.map((ownerId) => ({ ownerId, ...look })),
				now()
			);
			yield stretch.map(toQueueLine).join('');
		}
	}

	/** What was rated in an organisation, with where each person stands on it. */
	async function readCriteria(organisationId: string): Promise<CohortCriterion[]> {
		const [rows, used] = await Promise.all([
			queries.findCohortLevels(db, organisationId),
			queries.findUsedCriteria(db, organisationId)
		]);
		const names = new Map<string, string>();
		for (const { id, name } of used.flatMap((one) => one.criteria))
			if (!names.has(id)) names.set(id, name);
		const levelsOf = Map.groupBy(rows, ({ criterionId }) => criterionId);
		return [...names].map(([id, name]) => ({
			id,
			name,
			levels: new Map(
				(levelsOf.get(id) ?? []).map(({ candidateId, level }) => [candidateId, level])
			)
		}));
	}

	return {
		async queue(actor, filters) {
			const facts = await readFacts(actor);
			return toShownQueue(toQueue(facts, now().toISOString()), filters);
		},

		async queueFile(actor, filters) {
			const facts = await readFacts(actor);
			if (facts.length === 0) return null;
			const rows = toMatching(toQueue(facts, now().toISOString()), filters);
			return toQueueFile(actor.userId, rows);
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
					const [versions] = await findVersion(db, eq(organisations.id, organisationId));
					const [people, pairs, levels] = await Promise.all([
						queries.findCohortPeople(db, actor.userId, organisationId, now()),
						queries.findPairs(db, organisationId),
						criteria.get(organisationId, versions!.version, () => readCriteria(organisationId))
					]);
					const pairsOf = new Map(pairs.map(({ id, ...row }) => [id, row]));
					return toCohort(
						place,
						people.map((person) => ({
							...person,
							...(pairsOf.get(person.id) ?? { pairs: 0, equal: 0, withinOne: 0 })
						})),
						levels
					);
				})
			);
		},

		async ratings(actor, organisationId) {
			const places = actor.isGuest ? [] : await queries.findStaffed(db, actor.userId);
			if (!places.some((place) => place.organisationId === organisationId)) return null;
			return toRatingsFile(db, actor.userId, organisationId, now);
		}
	};
}

/** From what a candidate shares in an organisation, oldest first. */
function toFollowedSeason(
	candidateId: string,
	entries: readonly (Pick<SeasonEntry, 'finishedAt' | 'cards'> & { kind: Kind })[],
	book: RaterBook
): FollowedSeason {
	const evenings = toEvenings(entries, 'mentor', null);
	const raters = toLeniency(
		book,
		evenings.flatMap((one) => one.raters),
		candidateId
	);
	return {
		mocks: entries.filter(({ kind }) => kind !== 'solo').length,
		lastSharedAt: entries.at(-1)?.finishedAt ?? null,
		evenings: evenings.map(
			({ value, raters: by }) =>
				value - (toMean(by.map((rater) => raters.get(rater)?.mean ?? 0)) ?? 0)
		),
		trend: toDirection(evenings, { raters, isMean: true }),
		calibration: toCalibration(entries)
	};
}

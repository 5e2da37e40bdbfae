import type { Kind, Phase } from '#lib/interview/interview.ts';
import type { ViewedThing, Visibility } from '#lib/progress/visibility.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/open.ts';
import { lockInterview } from '../interviews/interview-queries.ts';
import { raiseEpoch } from '../livekit/video-queries.ts';
import * as queries from './sharing-queries.ts';

/** Who sees what of one's own interviews. Times are ISO 8601. */
export interface SharingView {
	advisors: { name: string; organisationName: string }[];
	rounds: {
		roundId: string;
		interviewId: string;
		kind: Kind;
		phase: Phase;
		visibility: Visibility;
		/** Null: held in a personal space, where nobody else looks after anybody. */
		organisationName: string | null;
		at: string;
	}[];
	viewings: {
		id: string;
		viewerName: string;
		what: ViewedThing;
		interviewId: string | null;
		at: string;
	}[];
	/** The looks are older ones, before a look that was asked for. */
	isOlder: boolean;
	/** The look before which there are more; null: these are the last. */
	olderBefore: string | null;
}

export interface SharingService {
	/**
	 * One's own rounds with who may see them, and the log of who did, a hundred looks at a time: the newest, or those
	 * before the look `before`. Null: not for guests.
	 */
	own(actor: Actor, before?: string | null): Promise<SharingView | null>;
	/** The candidate alone decides; null: no round of theirs. Kept private, advisors who sit in lose their seats. */
	setVisibility(
		actor: Actor,
		roundId: string,
		visibility: Visibility
	): Promise<{ interviewId: string } | null>;
	/**
	 * The finished rounds of an interview that somebody who was not in it may read, and notes that they were read.
	 */
	openRounds(
		actor: Pick<Actor, 'userId' | 'guestInterviewId'>,
		interviewId: string
	): Promise<string[]>;
}

const mostViewings = 100;

export function createSharingService({
	db,
	now = () => new Date(),
	onRemoved = async () => undefined
}: {
	db: Db;
	now?: () => Date;
	/** After the COMMIT that took an observer's seat and raised the epoch. */
	onRemoved?: (interviewId: string, userId: string) => Promise<void>;
}): SharingService {
	return {
		async own(actor, before = null) {
			if (actor.isGuest) return null;
			const from = before ? await queries.findViewingTime(db, actor.userId, before) : null;
			const [advisors, rounds, looks] = await Promise.all([
				queries.findAdvisors(db, actor.userId, now()),
				queries.findOwnRounds(db, actor.userId),
				queries.findViewings(db, actor.userId, { before: from, most: mostViewings + 1 })
			]);
			const viewings = looks.slice(0, mostViewings);
			return {
				advisors,
				rounds: rounds.map(({ organisationKind, organisationName, at, ...round }) => ({
					...round,
					organisationName: organisationKind === 'personal' ? null : organisationName,
					at: at.toISOString()
				})),
				viewings: viewings.map((viewing) => ({ ...viewing, at: viewing.at.toISOString() })),
				isOlder: from !== null,
				olderBefore: looks.length > mostViewings ? viewings.at(-1)!.id : null
			};
		},

		async setVisibility(actor, roundId, visibility) {
			if (actor.isGuest) return null;
			const interviewId = await queries.findInterviewOfOwn(db, actor.userId, roundId);
			if (!interviewId) return null;
			const freed = await db.transaction(async (tx) => {
				// A seat is taken under the same lock: none is taken by what was shared a moment before.
				await lockInterview(tx, interviewId);
				const isSet = await queries.setVisibility(tx, actor.userId, roundId, visibility);
				if (!isSet) return null;
				const seats =
					visibility === 'private' ? await queries.freeSittingSeats(tx, interviewId) : [];
				if (seats.length > 0) await raiseEpoch(tx, interviewId);
				return seats;
			});
			if (!freed) return null;
			for (const userId of freed) await onRemoved(interviewId, userId);
			return { interviewId };
		},

		async openRounds(actor, interviewId) {
			if (actor.guestInterviewId) return [];
			const open: string[] = [];
			for (const { roundId, candidateId } of await queries.findCandidateRounds(db, interviewId)) {
				const scopes = await queries.findScopes(db, actor.userId, candidateId, now());
				if (!(await queries.findOpenRounds(db, [roundId], scopes)).includes(roundId)) continue;
				open.push(roundId);
				const viewing = { ownerId: candidateId, viewerId: actor.userId, interviewId };
				await queries.noteViewings(db, [{ ...viewing, what: 'interview' }], now());
			}
			return open;
		}
	};
}

import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import type { MediaFile } from '#lib/server/media.ts';
import { toShownCriteria } from '#lib/rubric/shown-criteria.ts';
import {
	emptyCard,
	isEmptyCard,
	type ReviewDoor,
	type ReviewPage,
	type SaveReviewRefusal,
	type SaveReviewResult,
	type UnreadReviews
} from '#lib/review/review.ts';
import { uploadLimits, type UploadLimits } from '#lib/review/upload-limits.ts';
import type { Category } from '#lib/deck/question.ts';
import type { Actor } from '#server/auth/actor.ts';
import { toTokenHash } from '#server/auth/token.ts';
import { createId } from '#server/db/id.ts';
import type { Db } from '#server/db/open.ts';
import { reviews } from '#server/db/schema.ts';
import { getPreparation, getRubricVersion } from '#server/interviews/interview-queries.ts';
import { toDurationMs } from '#server/interviews/stage.ts';
import { namesOnly } from '#server/solo/solo-result.ts';
import type { ChunkFolder } from '#server/storage/chunk-folder.ts';
import { draftSchema, isSameCard } from './review-card.ts';
import * as queries from './review-queries.ts';
import { createReviewRequests, toRequestState } from './review-requests.ts';

export interface ReviewServiceOptions {
	db: Db;
	/** Where the lent recordings are. */
	folder: ChunkFolder;
	limits?: UploadLimits;
	now?: () => Date;
}

export type ReviewService = ReturnType<typeof createReviewService>;

/** Recordings are deleted so long after they were lent; words and numbers stay. */
export const retentionDays = 180;
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Who got the link this often has handed it round. */
const mostReviewers = 50;

const messages: Record<SaveReviewRefusal, string> = {
	not_found: 'There is no review of yours at this address.',
	closed: 'The link was withdrawn or has expired, so nothing more is taken.',
	invalid: 'This does not belong to the practice. Reload the page and try again.',
	changed: 'It was changed in another tab. Reload the page to go on from there.',
	sent: 'You have sent this review: it stays as it is.',
	empty: 'There is nothing in it yet: set a pin, rate a criterion or write a line.'
};
const refuse = (code: SaveReviewRefusal): SaveReviewResult => ({
	ok: false,
	code,
	message: messages[code]
});

/** Reviews of practices alone by link: lent by the candidate, given by a mentor or a peer in their own time. */
export function createReviewService({
	db,
	folder,
	limits = uploadLimits,
	now = () => new Date()
}: ReviewServiceOptions) {
	const requests = createReviewRequests({ db, folder, limits, now });

	const findRequest = (token: string) =>
		/^[\w-]{43}$/.test(token) ? queries.findByToken(db, toTokenHash(token)) : null;

	const toState = ({ request }: queries.FoundRequest) => toRequestState(request, now());
	/** A guest's session opens one practice's links and nothing else. */
	const isVisitor = (actor: Actor, { interview }: queries.FoundRequest) =>
		!actor.guestInterviewId || actor.guestInterviewId === interview.id;

	/** The actor's review behind an open link; null: there is none, or it is open no more. */
	async function findOpen(token: string, actor: Actor) {
		const found = await findRequest(token);
		if (!found || toState(found) !== 'open' || !isVisitor(actor, found)) return null;
		const review = await queries.findReview(db, found.request.id, actor.userId);
		return review && { found, review };
	}

	/** What a link shows to this reader; null: not one of ours. */
	async function door(token: string, actor: Actor | null): Promise<ReviewDoor | null> {
		const found = await findRequest(token);
		const state = found && toState(found);
		if (!found || !state || state === 'uploading') return null;
		const { request, interview, ownerId, ownerName } = found;
		const media = await queries.findMedia(db, [request.id]);
		const mine = actor && (await findOpen(token, actor));
		return {
			state,
			ownerName,
			planName: interview.planName,
			answerCount: media.length,
			expiresAt: request.expiresAt!.toISOString(),
			ownInterviewId: actor?.userId === ownerId ? interview.id : null,
			page: mine && (await toPage(actor, mine, media))
		};
	}

	async function toPage(
		actor: Actor,
		{ found, review }: NonNullable<Awaited<ReturnType<typeof findOpen>>>,
		media: queries.FoundMedia[]
	): Promise<ReviewPage> {
		if (now().getTime() - review.seenAt.getTime() > minuteMs)
			await db.update(reviews).set({ seenAt: now() }).where(eq(reviews.id, review.id));
		const { interview, ownerId, request } = found;
		const { criteria } = await getRubricVersion(db, interview.rubricVersionId);
		const { shown, folded } = toShownCriteria(
			criteria,
			interview.plan,
			await getPreparation(db, ownerId)
		);
		return {
			reviewerName: actor.name,
			isGuest: actor.isGuest,
			wish: request.wish,
			answers: media.map(({ media: { id, kind }, answer }) => ({
				mediaId: id,
				answerId: answer.id,
				ordinal: answer.ordinal,
				category: answer.category as Category,
				prompt: answer.content.prompt,
				durationMs: toDurationMs(answer),
				targetSeconds: answer.content.targetSeconds,
				kind
			})),
			criteria: [...shown, ...folded],
			shownCriteria: shown.map(({ id }) => id),
			version: review.version,
			card: review.card,
			sentAt: review.sentAt?.toISOString() ?? null
		};
	}

	/** The practice behind an open link, for the session of a guest; null: there is none. */
	async function findGuestPlace(token: string): Promise<string | null> {
		const found = await findRequest(token);
		return found && toState(found) === 'open' ? found.interview.id : null;
	}

	/** Takes the link up: from now on the candidate sees who has it. Again changes nothing. */
	async function open(
		token: string,
		actor: Actor
	): Promise<{ ok: true } | { ok: false; code: 'not_found' | 'own' | 'full' }> {
		const found = await findRequest(token);
		if (!found || toState(found) !== 'open' || !isVisitor(actor, found))
			return { ok: false, code: 'not_found' };
		if (actor.userId === found.ownerId) return { ok: false, code: 'own' };
		const { id: requestId } = found.request;
		const isKnown = await queries.findReview(db, requestId, actor.userId);
		if (!isKnown && (await db.$count(reviews, eq(reviews.requestId, requestId))) >= mostReviewers)
			return { ok: false, code: 'full' };
		await db
			.insert(reviews)
			.values({
				id: createId(),
				requestId,
				reviewerId: actor.userId,
				openedAt: now(),
				seenAt: now(),
				card: emptyCard
			})
			.onConflictDoNothing();
		return { ok: true };
	}

	/** Takes a reviewer's draft, or with `isSent` the review for good: `{ version, isSent, card }`. */
	async function save(token: string, actor: Actor, input: unknown): Promise<SaveReviewResult> {
		const found = await findRequest(token);
		if (!found || !isVisitor(actor, found)) return refuse('not_found');
		const { request, interview } = found;
		if (!(await queries.findReview(db, request.id, actor.userId))) return refuse('not_found');
		if (toState(found) !== 'open') return refuse('closed');
		const parsed = v.safeParse(draftSchema, input);
		if (!parsed.success) return refuse('invalid');
		const { card, version, isSent } = parsed.output;
		const { criteria } = await getRubricVersion(db, interview.rubricVersionId);
		const answerIds = (await queries.findMedia(db, [request.id])).map(({ answer }) => answer.id);
		const isOurs =
			namesOnly(
				card.marks.map(({ criterionId }) => criterionId),
				criteria.map(({ id }) => id)
			) &&
			card.pins.every(({ answerId }) => answerIds.includes(answerId)) &&
			new Set(card.pins.map(({ id }) => id)).size === card.pins.length;
		if (!isOurs) return refuse('invalid');
		if (isSent && isEmptyCard(card)) return refuse('empty');
		return db.transaction(async (tx) => {
			const [review] = await tx
				.select()
				.from(reviews)
				.where(eq(reviews.id, (await queries.findReview(tx, request.id, actor.userId))!.id))
				.for('update');
			if (!review) return refuse('not_found');
			const isSame = isSameCard(review.card, card);
			if (review.sentAt)
				return isSame ? { ok: true, version: review.version, isSent: true } : refuse('sent');
			if (review.version !== version && !isSame) return refuse('changed');
			const next = review.version + (isSame ? 0 : 1);
			await tx
				.update(reviews)
				.set({ card, version: next, seenAt: now(), sentAt: isSent ? now() : null })
				.where(eq(reviews.id, review.id));
			return { ok: true, version: next, isSent };
		});
	}

	/** Practices of this person with reviews that they have not looked at, and who sent them; the latest first. */
	async function unread(actor: Actor): Promise<UnreadReviews[]> {
		const rows = await queries.findUnread(db, actor.userId);
		return [...Map.groupBy(rows, ({ interviewId }) => interviewId)].map(([interviewId, ones]) => ({
			interviewId,
			planName: ones[0]!.planName,
			names: [...new Set(ones.map(({ name }) => name))]
		}));
	}

	/** The reviews of a practice of one's own that came until then have been seen. Again changes nothing. */
	const markRead = (actor: Actor, interviewId: string, until: Date): Promise<void> =>
		queries.markRead(db, actor.userId, interviewId, { until, at: now() });

	async function toMedia(
		{ request }: queries.FoundRequest,
		mediaId: string
	): Promise<MediaFile | null> {
		if (request.mediaDeletedAt) return null;
		const media = (await queries.findMedia(db, [request.id])).find(
			(one) => one.media.id === mediaId && queries.isWhole(one)
		);
		if (!media?.media.container) return null;
		const { kind, container, totalBytes } = media.media;
		const chunks = await queries.findChunks(db, mediaId);
		return {
			mimeType: `${kind}/${container}`,
			bytes: totalBytes,
			tag: mediaId,
			fileName: `answer-${media.answer.ordinal}.${container}`,
			read: (from, to) => folder.read(request.id, chunks, from, to)
		};
	}

	/** A recording for a reviewer who has opened the link, as long as it is open; asked anew for every request. */
	async function readMedia(
		token: string,
		actor: Actor,
		mediaId: string
	): Promise<MediaFile | null> {
		const open = await findOpen(token, actor);
		return open && toMedia(open.found, mediaId);
	}

	/** A lent recording for the candidate whose it is. */
	async function readOwnMedia(
		actor: Actor,
		place: { interviewId: string; requestId: string; mediaId: string }
	): Promise<MediaFile | null> {
		const found = await queries.findOwn(db, actor.userId, place);
		return found && toMedia(found, place.mediaId);
	}

	/** Deletes recordings whose time has come, and what nobody knows any more. Safe to run in several processes. */
	async function sweep(): Promise<void> {
		const ago = (ms: number) => new Date(now().getTime() - ms);
		await queries.endMediaBefore(db, ago(retentionDays * dayMs), now());
		await queries.deleteUnfinishedBefore(db, ago(dayMs));
		// A folder that has just come may belong to a request whose transaction still runs.
		const old = (await folder.list()).filter(
			({ changedAt }) => changedAt.getTime() < Date.now() - hourMs
		);
		const kept = await queries.findKept(
			db,
			old.map(({ id }) => id)
		);
		for (const { id } of old) if (!kept.has(id)) await folder.remove(id);
	}

	return {
		...requests,
		door,
		findGuestPlace,
		open,
		save,
		unread,
		markRead,
		readMedia,
		readOwnMedia,
		sweep
	};
}

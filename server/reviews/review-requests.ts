import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import * as v from 'valibot';
import { linkDays, toLinkState } from '#lib/report/link.ts';
import { mediaKinds, mostWishCharacters, type RequestView } from '#lib/review/review.ts';
import {
	maxChunkBytes,
	minChunkBytes,
	toUploadMessage,
	type BegunRequest,
	type Uploaded,
	type UploadLimits,
	type UploadRefusal
} from '#lib/review/upload-limits.ts';
import { isStorable } from '#lib/text/storable.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createToken, toTokenHash } from '#server/auth/token.ts';
import { createId } from '#server/db/id.ts';
import type { Db, Tx } from '#server/db/open.ts';
import { reviewChunks, reviewMedia, reviewRequests } from '#server/db/schema.ts';
import { toDurationMs } from '#server/interviews/stage.ts';
import { findDealt, findSolo } from '#server/solo/solo-queries.ts';
import type { ChunkFolder } from '#server/storage/chunk-folder.ts';
import { findContainer } from '#server/storage/media-kind.ts';
import * as queries from './review-queries.ts';

export interface ReviewRequestOptions {
	db: Db;
	folder: ChunkFolder;
	limits: UploadLimits;
	now: () => Date;
}

const dayMs = 86_400_000;

const beginSchema = v.strictObject({
	wish: v.pipe(v.string(), v.trim(), v.maxLength(mostWishCharacters), v.check(isStorable)),
	answers: v.pipe(
		v.array(
			v.strictObject({
				answerId: v.pipe(v.string(), v.maxLength(40)),
				kind: v.picklist(mediaKinds),
				bytes: v.pipe(v.number(), v.integer(), v.minValue(1))
			})
		),
		v.minLength(1),
		v.maxLength(20)
	)
});
type BeginInput = v.InferOutput<typeof beginSchema>;

export interface ChunkPlace {
	interviewId: string;
	requestId: string;
	mediaId: string;
	/** 0-based. */
	ordinal: number;
}

/** The candidate's side: lends answers of a finished practice alone to whoever has a link. */
export function createReviewRequests({ db, folder, limits, now }: ReviewRequestOptions) {
	const refuse = (code: UploadRefusal) => ({
		ok: false as const,
		code,
		message: toUploadMessage(code, limits)
	});

	const hasRoomFor = async (bytes: number) =>
		(await folder.freeBytes()) - bytes >= limits.freeBytes;

	function findTooLarge({ answers }: BeginInput): UploadRefusal | null {
		if (answers.some(({ bytes }) => bytes > limits.answerBytes)) return 'answer_too_large';
		const total = answers.reduce((sum, { bytes }) => sum + bytes, 0);
		return total > limits.requestBytes ? 'request_too_large' : null;
	}

	/** Begins to send answers, or goes on where it was when the same ones are sent again. */
	async function begin(
		actor: Actor,
		interviewId: string,
		input: unknown
	): Promise<Uploaded<BegunRequest>> {
		const owned = await findSolo(db, interviewId, actor.userId);
		if (!owned || actor.isGuest) return refuse('not_found');
		if (owned.interview.phase !== 'finished') return refuse('not_finished');
		const parsed = v.safeParse(beginSchema, input);
		if (!parsed.success) return refuse('invalid');
		const { answers } = parsed.output;
		const given = (await findDealt(db, owned.round.id)).filter(({ startedAt }) => startedAt);
		const givenIds = new Set(given.map(({ id }) => id));
		const isOurs =
			answers.every(({ answerId }) => givenIds.has(answerId)) &&
			new Set(answers.map(({ answerId }) => answerId)).size === answers.length;
		if (!isOurs) return refuse('invalid');
		const tooLarge = findTooLarge(parsed.output);
		if (tooLarge) return refuse(tooLarge);
		if (!(await hasRoomFor(answers.reduce((sum, { bytes }) => sum + bytes, 0))))
			return refuse('disk_full');
		const begun = await db.transaction(async (tx) => {
			await queries.lockPerson(tx, actor.userId);
			return insert(tx, actor, owned.interview, parsed.output);
		});
		if (!begun.ok) return begun;
		for (const id of begun.replaced) await folder.remove(id);
		return toBegun(begun.requestId);
	}

	async function insert(
		tx: Tx,
		actor: Actor,
		interview: { id: string; organisationId: string },
		{ wish, answers }: BeginInput
	) {
		const before = (await queries.findOwnRequests(tx, actor.userId, interview.id))
			.map(({ request }) => request)
			.filter(({ tokenHash, withdrawnAt, mediaDeletedAt }) =>
				[tokenHash, withdrawnAt, mediaDeletedAt].every((one) => one === null)
			);
		for (const { id } of before) {
			const media = await queries.findMedia(tx, [id]);
			const isSame =
				media.length === answers.length &&
				answers.every((one) =>
					media.some(
						({ media: { answerId, kind, totalBytes } }) =>
							answerId === one.answerId && kind === one.kind && totalBytes === one.bytes
					)
				);
			if (!isSame) continue;
			await tx.update(reviewRequests).set({ wish }).where(eq(reviewRequests.id, id));
			return { ok: true as const, requestId: id, replaced: [] };
		}
		const replaced = before.map(({ id }) => id);
		for (const id of replaced) await tx.delete(reviewRequests).where(eq(reviewRequests.id, id));
		if ((await queries.countStanding(tx, interview.id)) >= limits.requests)
			return refuse('too_many');
		const total = answers.reduce((sum, { bytes }) => sum + bytes, 0);
		const kept = await queries.findKeptBytes(tx, actor.userId, interview.organisationId);
		if (kept.person + total > limits.personBytes) return refuse('person_full');
		if (kept.organisation + total > limits.organisationBytes) return refuse('organisation_full');
		const requestId = createId();
		await tx
			.insert(reviewRequests)
			.values({ id: requestId, interviewId: interview.id, wish, createdAt: now() });
		await tx.insert(reviewMedia).values(
			answers.map(({ answerId, kind, bytes }) => ({
				id: createId(),
				requestId,
				answerId,
				kind,
				totalBytes: bytes
			}))
		);
		return { ok: true as const, requestId, replaced };
	}

	async function toBegun(requestId: string): Promise<Uploaded<BegunRequest>> {
		const media = await queries.findMedia(db, [requestId]);
		return {
			ok: true,
			requestId,
			media: media.map(({ media: { id, answerId }, received, receivedBytes }) => ({
				mediaId: id,
				answerId,
				received,
				receivedBytes
			}))
		};
	}

	/** Takes the next piece of a recording. The same piece again changes nothing; a refused one leaves nothing behind. */
	async function putChunk(
		actor: Actor,
		place: ChunkPlace,
		{ hash, bytes }: { hash: string; bytes: Uint8Array }
	): Promise<Uploaded<{ received: number }>> {
		const found = await queries.findOwn(db, actor.userId, place);
		const media =
			found &&
			(await queries.findMedia(db, [place.requestId])).find(
				({ media: { id } }) => id === place.mediaId
			);
		if (!media) return refuse('not_found');
		if (found.request.withdrawnAt || found.request.mediaDeletedAt) return refuse('withdrawn');
		if (bytes.length > maxChunkBytes) return refuse('chunk_too_large');
		if (createHash('sha256').update(bytes).digest('hex') !== hash) return refuse('wrong_hash');
		const { ordinal } = place;
		if (ordinal < media.received) return answerRepeat(place, hash);
		if (ordinal !== media.received) return refuse('out_of_order');
		const left = media.media.totalBytes - media.receivedBytes - bytes.length;
		if (left < 0) return refuse('chunk_too_large');
		if (bytes.length === 0 || (left > 0 && bytes.length < minChunkBytes))
			return refuse('chunk_too_small');
		const container = ordinal === 0 ? findContainer(bytes) : media.media.container;
		if (!container) return refuse('not_media');
		if (!(await hasRoomFor(bytes.length))) return refuse('disk_full');
		try {
			await folder.keep(place.requestId, hash, bytes);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return refuse('disk_full');
			throw error;
		}
		const outcome = await db.transaction(async (tx) => {
			const [request] = await tx
				.select({ withdrawnAt: reviewRequests.withdrawnAt })
				.from(reviewRequests)
				.where(eq(reviewRequests.id, place.requestId))
				.for('share');
			if (!request || request.withdrawnAt) return 'withdrawn' as const;
			const inserted = await tx
				.insert(reviewChunks)
				.values({ mediaId: place.mediaId, ordinal, bytes: bytes.length, hash })
				.onConflictDoNothing()
				.returning({ ordinal: reviewChunks.ordinal });
			if (inserted.length === 0) return 'repeated' as const;
			if (ordinal === 0)
				await tx.update(reviewMedia).set({ container }).where(eq(reviewMedia.id, place.mediaId));
			return 'kept' as const;
		});
		if (outcome === 'withdrawn') {
			// It was withdrawn while the piece was being written: nothing of it may stay.
			await folder.remove(place.requestId);
			return refuse('withdrawn');
		}
		if (outcome === 'kept') return { ok: true, received: ordinal + 1 };
		// Another one was quicker: what nothing counts on does not stay.
		if (!(await queries.isKept(db, place.requestId, hash)))
			await folder.drop(place.requestId, hash);
		return answerRepeat(place, hash);
	}

	async function answerRepeat(place: ChunkPlace, hash: string) {
		const chunks = await queries.findChunks(db, place.mediaId);
		return chunks[place.ordinal]?.hash === hash
			? { ok: true as const, received: chunks.length }
			: refuse('out_of_order');
	}

	/** Makes the request's link, once everything has arrived; an earlier one stops working. The token is told once. */
	async function makeLink(
		actor: Actor,
		{ interviewId, requestId, days }: { interviewId: string; requestId: string; days: number }
	): Promise<Uploaded<{ path: string }>> {
		const found = await queries.findOwn(db, actor.userId, { interviewId, requestId });
		if (!found) return refuse('not_found');
		if (!linkDays.some((one) => one === days)) return refuse('invalid');
		const media = await queries.findMedia(db, [requestId]);
		if (!media.every(queries.isWhole)) return refuse('incomplete');
		const token = createToken();
		const updated = await db
			.update(reviewRequests)
			.set({ tokenHash: toTokenHash(token), expiresAt: new Date(now().getTime() + days * dayMs) })
			.where(
				and(
					eq(reviewRequests.id, requestId),
					isNull(reviewRequests.withdrawnAt),
					isNull(reviewRequests.mediaDeletedAt)
				)
			)
			.returning({ id: reviewRequests.id });
		return updated.length > 0 ? { ok: true, path: `/reviews/${token}` } : refuse('withdrawn');
	}

	/** Ends the link and deletes the recordings; reviews that were sent stay. False: none of theirs, or done before. */
	async function withdraw(
		actor: Actor,
		place: { interviewId: string; requestId: string }
	): Promise<boolean> {
		if (!(await queries.findOwn(db, actor.userId, place))) return false;
		const withdrawn = await db
			.update(reviewRequests)
			.set({ withdrawnAt: now(), mediaDeletedAt: now() })
			.where(and(eq(reviewRequests.id, place.requestId), isNull(reviewRequests.withdrawnAt)))
			.returning({ id: reviewRequests.id });
		if (withdrawn.length === 0) return false;
		await folder.remove(place.requestId);
		return true;
	}

	/** The person's requests for a practice, with who opened them and what was sent. */
	async function own(actor: Actor, interviewId: string): Promise<RequestView[]> {
		const found = await queries.findOwnRequests(db, actor.userId, interviewId);
		const ids = found.map(({ request }) => request.id);
		if (ids.length === 0) return [];
		const media = await queries.findMedia(db, ids);
		const readers = await queries.findReviews(db, ids);
		return found.map(({ request }) => ({
			requestId: request.id,
			state: toRequestState(request, now()),
			wish: request.wish,
			createdAt: request.createdAt.toISOString(),
			expiresAt: request.expiresAt?.toISOString() ?? null,
			hasMedia: request.mediaDeletedAt === null && request.tokenHash !== null,
			answers: media
				.filter(({ media: { requestId } }) => requestId === request.id)
				.map(({ media: { id, kind }, answer }) => ({
					mediaId: id,
					answerId: answer.id,
					kind,
					durationMs: toDurationMs(answer)
				})),
			reviews: readers
				.filter(({ review }) => review.requestId === request.id)
				.map(({ review, name, isGuest }) => ({
					reviewId: review.id,
					name,
					isGuest,
					openedAt: review.openedAt.toISOString(),
					seenAt: review.seenAt.toISOString(),
					sent: review.sentAt && { at: review.sentAt.toISOString(), card: review.card }
				}))
		}));
	}

	return { begin, putChunk, makeLink, withdraw, own };
}

/** Where a request stands; its recordings may be gone before its link runs out. */
export function toRequestState(
	{
		tokenHash,
		expiresAt,
		withdrawnAt,
		mediaDeletedAt
	}: Pick<
		typeof reviewRequests.$inferSelect,
		'tokenHash' | 'expiresAt' | 'withdrawnAt' | 'mediaDeletedAt'
	>,
	now: Date
): RequestView['state'] {
	if (withdrawnAt) return 'withdrawn';
	if (!tokenHash || !expiresAt) return 'uploading';
	return mediaDeletedAt ? 'expired' : toLinkState({ expiresAt, withdrawnAt }, now);
}

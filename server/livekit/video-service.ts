import { randomBytes } from 'node:crypto';
import type { Actor } from '../auth/actor.ts';
import type { AttemptLimits } from '../auth/attempt-limits.ts';
import type { Db } from '../db/open.ts';
import type { Log } from '../log.ts';
import { toCheckGrant, toVideoGrant, videoPhases } from './grants.ts';
import { createLiveKitApi, type LiveKitAddress, type LiveKitApi } from './livekit-api.ts';
import { createReconciler } from './reconciler.ts';
import {
	isTabId,
	readIdentity,
	readRoomName,
	toCheckRoomName,
	toIdentity,
	toRoomName
} from './room-name.ts';
import {
	findVideoAccess,
	forgetEventsBefore,
	markEventHandled,
	type VideoAccess
} from './video-queries.ts';
import { createWebhookReader } from './webhook.ts';

export type VideoRefusal =
	'not_found' | 'not_allowed' | 'wrong_phase' | 'video_down' | 'seat_taken' | 'bad_request';

export type VideoTokenResult =
	| {
			ok: true;
			/** Null: `/livekit` on the origin of the page. */
			url: string | null;
			token: string;
	  }
	| { ok: false; code: VideoRefusal; message: string };

export type CheckTokenResult =
	| { ok: true; url: string | null; token: string }
	| { ok: false; code: 'video_down' | 'too_many_attempts'; message: string };

export interface SeatRequest {
	tabId: unknown;
	isTakeOver?: boolean;
	isAhead?: boolean;
}

export interface VideoService {
	/**
	 * A token for a throw-away room of this person's own, where the set-up check tries the line: for a minute, for nobody
	 * else, and with what a candidate may send. `address` is where they come from, for the limit on attempts.
	 */
	issueCheckToken(actor: Actor, address: string): Promise<CheckTokenResult>;
	/**
	 * A token that opens this interview's room of this moment to one tab of one person, for a minute. `seat_taken`: another
	 * tab of theirs has video; with `isTakeOver` that one is put out first. `isAhead`: for a join that may come within that
	 * minute; the seat is not taken by it, whoever enters asks again.
	 */
	issueToken(actor: Actor, interviewId: string, request: SeatRequest): Promise<VideoTokenResult>;
	/** That tab has left: its seat is free at once. Harmless when it had none. */
	releaseSeat(actor: Actor, interviewId: string, tabId: unknown): Promise<void>;
	/** Body and Authorization header exactly as received. A repeated event is `ok` and does nothing. */
	handleWebhook(
		body: string,
		authHeader: string | null
	): Promise<{ ok: true } | { ok: false; code: 'video_down' | 'forged' | 'stale' }>;
	/**
	 * Puts out of LiveKit what the database no longer has there. After Finish or cancel: everybody. After a removal, whose
	 * own transaction raises the epoch: everybody too, and every token issued so far is worthless; those who stay ask
	 * again. Call it after COMMIT. Never rejects: with LiveKit down the next poll sees to it.
	 */
	bringInLine(interviewId: string): Promise<void>;
	/** Where browsers reach LiveKit when that is not our own port: `ws://` or `wss://`. */
	publicUrl: string | null;
	state(): 'up' | 'down';
	/** For `/readyz`: a state, and a sentence when something is wrong. */
	health(): { state: 'up' | 'down'; note: string | null };
	/** Begins to poll LiveKit. */
	start(): void;
	close(): Promise<void>;
}

export interface VideoServiceOptions {
	db: Db;
	/** Null: no video on this server. */
	livekit: LiveKitAddress | null;
	log: Pick<Log, 'info' | 'warn' | 'error'>;
	/** Who has video in an interview now, by LiveKit's own word: when it changed, and every 15 s while anybody has. */
	onRoomOccupancy?: (interviewId: string, userIds: string[]) => Promise<void> | void;
	/** Somebody is about to be given a token for the call of this interview; it waits for this. */
	onSeatTaken?: (interviewId: string, userId: string) => Promise<void>;
	/** Whether a recording is under way that this person has not agreed to. */
	isRecorded?: (interviewId: string, userId: string) => Promise<boolean>;
	/** Somebody has left the call, with every tab. */
	onSeatLeft?: (interviewId: string, userId: string) => Promise<void>;
	/** How many checks somebody may run; without it there is no limit. */
	limits?: AttemptLimits;
	pollMs?: number;
	pollWhenDownMs?: number;
}

const messages: Record<VideoRefusal, string> = {
	not_found: 'There is no such interview.',
	not_allowed: 'You are no longer on the list of this interview.',
	wrong_phase: 'This interview has no video now.',
	video_down: 'Video is not available right now. Everything else in the room works.',
	seat_taken: 'You already have video in another tab or on another device.',
	bad_request: 'This tab did not say which tab it is. Reload the page.'
};

const noVideo: CheckTokenResult = {
	ok: false,
	code: 'video_down',
	message: 'no video server answers'
};

/** A token counts as a seat until its tab had the time to show up in the room. */
const pendingSeatMs = 12_000;
const eventMemoryMs = 60 * 60_000;

export function createVideoService(options: VideoServiceOptions): VideoService {
	const { db, livekit, log } = options;
	const publicUrl = livekit?.publicUrl ?? null;
	const api = livekit ? watch(createLiveKitApi(livekit), noteAnswer) : null;
	const readWebhook = livekit ? createWebhookReader(livekit) : null;
	const reconciler = api
		? createReconciler({ db, api, onRoomOccupancy: options.onRoomOccupancy ?? (() => undefined) })
		: null;
	/** Tokens just issued, by room and person. */
	const pendingSeats = new Map<string, { identity: string; until: number }>();
	/** Errors that were LiveKit's, not ours or the database's. */
	const livekitFaults = new WeakSet<Error>();
	let isUp = false;
	let isOpenServer = false;
	let reason = 'LiveKit has not answered yet.';
	let timer: NodeJS.Timeout | null = null;
	let isClosed = false;
	let running: Promise<void> = Promise.resolve();
	let forgetAt = 0;

	function noteAnswer(error: unknown) {
		if (error instanceof Error) livekitFaults.add(error);
		const wasUp = isUp;
		const lastReason = reason;
		isUp = error === null;
		reason = isUp ? '' : toReason(error);
		if (isUp && !wasUp) {
			log.info({}, 'LiveKit answers: video is available');
			void probe();
		}
		if (!isUp && reason !== lastReason)
			log.warn({ reason }, 'LiveKit does not answer: rooms go on without video');
	}

	async function probe() {
		if (!api) return;
		try {
			isOpenServer = await api.isOpenToAnyRoom();
		} catch {
			return;
		}
		if (isOpenServer)
			log.warn(
				{},
				'This LiveKit server opens any room to any token: a person who was removed can come back. Set room.auto_create to false in its config.'
			);
	}

	async function poll() {
		if (!reconciler) return;
		try {
			await reconciler.run();
			if (Date.now() > forgetAt) {
				forgetAt = Date.now() + eventMemoryMs;
				await forgetEventsBefore(db, new Date(Date.now() - eventMemoryMs));
			}
		} catch (error) {
			const isNoted = error instanceof Error && livekitFaults.has(error);
			if (!isNoted) log.error({ error }, 'The video rooms could not be compared with the database');
		}
	}

	function schedule() {
		if (isClosed) return;
		const delayMs = isUp ? (options.pollMs ?? 5_000) : (options.pollWhenDownMs ?? 2_000);
		timer = setTimeout(() => {
			running = poll().then(schedule);
		}, delayMs);
		timer.unref();
	}

	async function bringInLine(interviewId: string) {
		try {
			await reconciler?.runFor(interviewId);
		} catch (error) {
			log.warn(
				{ interviewId, reason: toReason(error) },
				'A video room is out of line until the next poll'
			);
		}
	}

	const requireAccess = async (
		actor: Actor,
		interviewId: string
	): Promise<{ ok: true; access: VideoAccess } | { ok: false; code: VideoRefusal }> => {
		if (actor.isGuest && actor.guestInterviewId !== interviewId)
			return { ok: false, code: 'not_found' };
		const access = await findVideoAccess(db, interviewId, actor.userId);
		if (!access) return { ok: false, code: 'not_found' };
		if (access.isRemoved) return { ok: false, code: 'not_allowed' };
		if (!videoPhases.includes(access.phase)) return { ok: false, code: 'wrong_phase' };
		return { ok: true, access };
	};

	/** Other identities of this person in the room, joined or about to. */
	const findOtherSeats = (room: string, identity: string, userId: string, joined: string[]) => {
		const others = joined.filter((other) => other !== identity && isOf(other, userId));
		const pending = pendingSeats.get(`${room} ${userId}`);
		if (pending && pending.until > Date.now() && pending.identity !== identity)
			others.push(pending.identity);
		return [...new Set(others)];
	};

	const rememberSeat = (room: string, userId: string, identity: string) => {
		const now = Date.now();
		for (const [key, seat] of pendingSeats) if (seat.until <= now) pendingSeats.delete(key);
		pendingSeats.set(`${room} ${userId}`, { identity, until: now + pendingSeatMs });
	};

	const issue = async (
		livekitApi: LiveKitApi,
		actor: Actor,
		interviewId: string,
		before: VideoAccess,
		request: SeatRequest & { tabId: string }
	): Promise<VideoTokenResult> => {
		const { tabId, isTakeOver = false, isAhead = false } = request;
		const room = toRoomName(interviewId, before.epoch);
		const identity = toIdentity(actor.userId, tabId);
		const [occupants] = await Promise.all([
			livekitApi.listOccupants(room),
			livekitApi.createRoom(room),
			isAhead ? undefined : options.onSeatTaken?.(interviewId, actor.userId)
		]);
		// A removal or Finish between the two reads would find its room made again by the line above.
		const after = await requireAccess(actor, interviewId);
		if (!after.ok || after.access.epoch !== before.epoch) {
			await livekitApi.deleteRoom(room);
			return after.ok
				? issue(livekitApi, actor, interviewId, after.access, request)
				: refuse(after.code);
		}
		const joined = occupants.map((occupant) => occupant.identity);
		const otherSeats = findOtherSeats(room, identity, actor.userId, joined);
		if (otherSeats.length > 0 && (isAhead || !isTakeOver)) return refuse('seat_taken');
		if (!isAhead) {
			// Before the other tab is put out, which asks again at once and must find the seat taken.
			rememberSeat(room, actor.userId, identity);
			for (const other of otherSeats) await livekitApi.removeOccupant(room, other);
		}
		return {
			ok: true,
			url: publicUrl,
			token: await livekitApi.toToken(identity, actor.name, toVideoGrant(after.access.role, room))
		};
	};

	return {
		publicUrl,
		async issueToken(actor, interviewId, request) {
			const access = await requireAccess(actor, interviewId);
			if (!access.ok) return refuse(access.code);
			const { tabId } = request;
			if (!isTabId(tabId)) return refuse('bad_request');
			if (!api) return refuse('video_down');
			// Nothing opens the door of a recorded call before its time: joining asks again, and it pauses for that.
			if (request.isAhead && (await options.isRecorded?.(interviewId, actor.userId)))
				return refuse('wrong_phase');
			try {
				return await issue(api, actor, interviewId, access.access, { ...request, tabId });
			} catch (error) {
				if (error instanceof Error && livekitFaults.has(error)) return refuse('video_down');
				throw error;
			}
		},
		async issueCheckToken(actor, address) {
			const taken = await options.limits?.take('check', { account: actor.userId, address });
			if (taken && !taken.ok)
				return {
					ok: false,
					code: taken.code,
					message: 'too many checks in an hour, try again later'
				};
			if (!api) return noVideo;
			const room = toCheckRoomName(actor.userId);
			try {
				await api.createRoom(room, { isThrowAway: true });
			} catch (error) {
				if (error instanceof Error && livekitFaults.has(error)) return noVideo;
				throw error;
			}
			const identity = toIdentity(actor.userId, randomBytes(8).toString('hex'));
			const token = await api.toToken(identity, actor.name, toCheckGrant(room));
			return { ok: true, url: publicUrl, token };
		},
		async releaseSeat(actor, interviewId, tabId) {
			const found = await requireAccess(actor, interviewId);
			if (!found.ok || !api || !isTabId(tabId)) return;
			const room = toRoomName(interviewId, found.access.epoch);
			const identity = toIdentity(actor.userId, tabId);
			const key = `${room} ${actor.userId}`;
			if (pendingSeats.get(key)?.identity === identity) pendingSeats.delete(key);
			await api.removeOccupant(room, identity).catch(() => undefined);
			const joined = await api.listOccupants(room).catch(() => null);
			const others = joined?.map((occupant) => occupant.identity).filter((one) => one !== identity);
			if (others && findOtherSeats(room, identity, actor.userId, others).length === 0)
				await options.onSeatLeft?.(interviewId, actor.userId);
		},
		async handleWebhook(body, authHeader) {
			if (!readWebhook) return { ok: false, code: 'video_down' };
			const reading = await readWebhook(body, authHeader);
			if (!reading.ok) return reading;
			const { eventId, roomName } = reading.hint;
			if (!(await markEventHandled(db, eventId))) return { ok: true };
			const room = roomName ? readRoomName(roomName) : null;
			if (room) await bringInLine(room.interviewId);
			return { ok: true };
		},
		bringInLine,
		state: () => (isUp ? 'up' : 'down'),
		health() {
			if (!livekit) return { state: 'down', note: 'No LiveKit server is set up.' };
			if (!isUp) return { state: 'down', note: reason };
			const note = isOpenServer
				? 'This LiveKit server opens any room to any token: it cannot keep a removed person out.'
				: null;
			return { state: 'up', note };
		},
		start() {
			if (!reconciler || timer) return;
			running = poll().then(schedule);
		},
		async close() {
			isClosed = true;
			if (timer) clearTimeout(timer);
			await running;
		}
	};
}

function refuse(code: VideoRefusal): VideoTokenResult {
	return { ok: false, code, message: messages[code] };
}

function isOf(identity: string, userId: string): boolean {
	return readIdentity(identity)?.userId === userId;
}

/** The same API, which tells after each answer that LiveKit is there (`null`) or why it is not. */
function watch(api: LiveKitApi, note: (error: unknown) => void): LiveKitApi {
	const watched =
		<Arguments extends unknown[], Result>(call: (...rest: Arguments) => Promise<Result>) =>
		async (...rest: Arguments): Promise<Result> => {
			try {
				const result = await call(...rest);
				note(null);
				return result;
			} catch (error) {
				note(error);
				throw error;
			}
		};
	return {
		createRoom: watched(api.createRoom),
		deleteRoom: watched(api.deleteRoom),
		listRooms: watched(api.listRooms),
		listOccupants: watched(api.listOccupants),
		removeOccupant: watched(api.removeOccupant),
		toToken: api.toToken,
		isOpenToAnyRoom: api.isOpenToAnyRoom
	};
}

function toReason(error: unknown): string {
	if (!(error instanceof Error)) return 'LiveKit does not answer.';
	if ('status' in error && error.status === 401) return 'LiveKit refuses our API key or secret.';
	const cause = error.cause instanceof Error ? error.cause.message : error.message;
	return `LiveKit does not answer: ${cause}`;
}

import type { Db } from '../db/open.ts';
import type { LiveKitApi, Occupant } from './livekit-api.ts';
import { readIdentity, readRoomName, toRoomName } from './room-name.ts';
import { listMemberIds, listRoomTruths, raiseEpoch } from './video-queries.ts';

export interface ReconcilerOptions {
	db: Db;
	api: LiveKitApi;
	/** Told who is in an interview's video room: each time that changed, and every 15 s while anybody is. */
	onRoomOccupancy: (interviewId: string, userIds: string[]) => Promise<void> | void;
}

/** Brings LiveKit in line with the database, which is right, and tells the interview who is really there. */
export interface Reconciler {
	/** All rooms. Rejects when LiveKit or the database does not answer. */
	run(): Promise<void>;
	/** One interview, now: after a removal, a finish, or a hint by webhook. */
	runFor(interviewId: string): Promise<void>;
}

/** Must stay below the half minute within which `interviews.presentAt` is kept. */
const repeatMs = 15_000;

/**
 * Per interview: rooms of an old epoch, or of an interview without video, are deleted; of one person's several seats the
 * first stays (*Take over here* has put it out before the next one's token is made); somebody in the room who is no longer on the list opens the next epoch, because LiveKit alone would let
 * an old token in again. Every step may be repeated.
 */
export function createReconciler({ db, api, onRoomOccupancy }: ReconcilerOptions): Reconciler {
	const reported = new Map<string, { people: string; at: number }>();

	const report = async (interviewId: string, userIds: string[]) => {
		const people = userIds.toSorted();
		const last = reported.get(interviewId);
		const isSame = (last?.people ?? '') === people.join();
		if (isSame && (!last || Date.now() - last.at < repeatMs)) return;
		if (people.length > 0) reported.set(interviewId, { people: people.join(), at: Date.now() });
		else reported.delete(interviewId);
		await onRoomOccupancy(interviewId, people);
	};

	const keepOneSeatEach = async (room: string, occupants: Occupant[]): Promise<string[]> => {
		const seats = new Map<string, Occupant>();
		for (const occupant of occupants) {
			const person = readIdentity(occupant.identity);
			if (!person) {
				await api.removeOccupant(room, occupant.identity);
				continue;
			}
			const other = seats.get(person.userId);
			const isFirst = !other || occupant.joinedAtMs < other.joinedAtMs;
			const loser = isFirst ? other : occupant;
			if (isFirst) seats.set(person.userId, occupant);
			if (loser) await api.removeOccupant(room, loser.identity);
		}
		return [...seats.keys()];
	};

	const bringInLine = async (
		truth: { id: string; epoch: number; isOpen: boolean },
		roomNames: string[]
	) => {
		const current = toRoomName(truth.id, truth.epoch);
		for (const name of roomNames) {
			if (name !== current || !truth.isOpen) await api.deleteRoom(name);
		}
		if (!truth.isOpen || !roomNames.includes(current)) return report(truth.id, []);
		const people = await keepOneSeatEach(current, await api.listOccupants(current));
		const members = await listMemberIds(db, truth.id);
		if (people.every((userId) => members.has(userId))) return report(truth.id, people);
		const epoch = await raiseEpoch(db, truth.id);
		if (epoch !== null) await api.createRoom(toRoomName(truth.id, epoch));
		await api.deleteRoom(current);
	};

	const byInterview = (names: string[]) => {
		const rooms = new Map<string, string[]>();
		for (const name of names) {
			const interviewId = readRoomName(name)?.interviewId;
			if (interviewId) rooms.set(interviewId, [...(rooms.get(interviewId) ?? []), name]);
		}
		return rooms;
	};

	return {
		async run() {
			const rooms = byInterview(await api.listRooms());
			const ids = new Set([...rooms.keys(), ...reported.keys()]);
			const truths = await listRoomTruths(db, [...ids]);
			for (const truth of truths) await bringInLine(truth, rooms.get(truth.id) ?? []);
		},
		async runFor(interviewId) {
			const names = byInterview(await api.listRooms()).get(interviewId) ?? [];
			const [truth] = await listRoomTruths(db, [interviewId]);
			if (truth) await bringInLine(truth, names);
		}
	};
}

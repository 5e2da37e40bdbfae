import { randomBytes } from 'node:crypto';
import { AccessToken, RoomServiceClient, type VideoGrant } from 'livekit-server-sdk';

export interface LiveKitAddress {
	/** `ws:` or `http:`; where this process reaches LiveKit. */
	url: string;
	/** Where browsers reach it; undefined: through `/livekit` on our own port. */
	publicUrl?: string;
	apiKey: string;
	apiSecret: string;
}

/** An identity in a LiveKit room, and since when (milliseconds since the epoch). */
export interface Occupant {
	identity: string;
	joinedAtMs: number;
}

/** What we ask of LiveKit. Every method rejects when LiveKit does not answer within three seconds. */
export interface LiveKitApi {
	/** Idempotent. `isThrowAway`: for one person's check, gone soon after they are. */
	createRoom(name: string, options?: { isThrowAway?: boolean }): Promise<void>;
	/** A room that is gone already is fine. */
	deleteRoom(name: string): Promise<void>;
	listRooms(): Promise<string[]>;
	/** Empty for a room that does not exist. */
	listOccupants(room: string): Promise<Occupant[]>;
	/** Somebody who left already is fine. */
	removeOccupant(room: string, identity: string): Promise<void>;
	toToken(identity: string, name: string, grant: VideoGrant): Promise<string>;
	/** True when this server lets a token into a room that nobody created: it cannot enforce a removal. */
	isOpenToAnyRoom(): Promise<boolean>;
}

const tokenSeconds = 60;
const requestSeconds = 3;
/** LiveKit closes a room that nobody has joined for so long; the next token opens it again. */
const emptySeconds = 300;
const departureSeconds = 60;
/** Long enough for the check's own reconnecting. */
const throwAwaySeconds = 20;
const maxOccupants = 20;
/** Two tabs of one person, each on its way from one step to the next. */
const maxCheckOccupants = 4;
const maxNameLength = 120;

export function createLiveKitApi({ url, apiKey, apiSecret }: LiveKitAddress): LiveKitApi {
	const host = url.replace(/^ws/, 'http').replace(/\/$/, '');
	const rooms = new RoomServiceClient(host, apiKey, apiSecret, {
		requestTimeout: requestSeconds,
		failover: false
	});
	const toToken = (identity: string, name: string, grant: VideoGrant) => {
		const token = new AccessToken(apiKey, apiSecret, {
			identity,
			name: name.slice(0, maxNameLength),
			ttl: tokenSeconds
		});
		token.addGrant(grant);
		return token.toJwt();
	};
	return {
		toToken,
		async createRoom(name, { isThrowAway = false } = {}) {
			await rooms.createRoom({
				name,
				emptyTimeout: isThrowAway ? tokenSeconds : emptySeconds,
				departureTimeout: isThrowAway ? throwAwaySeconds : departureSeconds,
				maxParticipants: isThrowAway ? maxCheckOccupants : maxOccupants
			});
		},
		deleteRoom: (name) => unlessGone(rooms.deleteRoom(name)),
		removeOccupant: (room, identity) => unlessGone(rooms.removeParticipant(room, identity)),
		async listRooms() {
			return (await rooms.listRooms()).map(({ name }) => name);
		},
		async listOccupants(room) {
			const participants = await rooms.listParticipants(room);
			return participants.map(({ identity, joinedAtMs }) => ({
				identity,
				joinedAtMs: Number(joinedAtMs)
			}));
		},
		async isOpenToAnyRoom() {
			const room = `probe-${randomBytes(12).toString('hex')}`;
			const token = await toToken('probe', 'probe', { room, roomJoin: true, hidden: true });
			const response = await fetch(`${host}/rtc/validate?access_token=${token}`, {
				signal: AbortSignal.timeout(requestSeconds * 1000)
			});
			await response.body?.cancel();
			return response.ok;
		}
	};
}

async function unlessGone(request: Promise<void>): Promise<void> {
	try {
		await request;
	} catch (error) {
		if (!isGone(error)) throw error;
	}
}

function isGone(error: unknown): boolean {
	return error instanceof Error && 'status' in error && error.status === 404;
}

import type { Role } from '../interview/interview.ts';
import type { NetworkLevel } from './network-ladder.ts';
import type { Attach, RemotePerson } from './video-room.ts';

/** A line over which less goes than people meant to send. */
export type ReducedLine = Extract<NetworkLevel, 'audio' | 'text'>;

export const toReducedLine = (level: NetworkLevel): ReducedLine | null =>
	level === 'audio' || level === 'text' ? level : null;

/** A person's picture in the room. */
export interface TileView {
	/** Stable while that person's tab is there. */
	key: string;
	userId: string;
	name: string;
	role: Role;
	isSelf: boolean;
	/** Shown as in a mirror: one's own camera. */
	isMirrored: boolean;
	isSpeaking: boolean;
	isMicrophoneOn: boolean;
	isCameraOn: boolean;
	/** Their line is lost and may come back; not *left* yet. */
	isReconnecting: boolean;
	/** Why there is no picture, or no voice either, that is there to be sent; null: no line is to blame. */
	line: ReducedLine | null;
	picture: Attach | null;
	sound: Attach | null;
	/** Somebody's screen, not their face: seen whole. */
	isScreen?: boolean;
}

export interface RoomPerson {
	userId: string;
	name: string;
	role: Role;
}

/** An identity is `<userId>-<tabId>`. */
export function readUserId(identity: string): string {
	return identity.slice(0, identity.indexOf('-'));
}

/** Somebody whose line was lost, and since when (ms). */
export interface LostPerson {
	person: RemotePerson;
	since: number;
}

/** They read *reconnecting* for so long, then *left*. */
export const lostForMs = 45_000;

/**
 * The others' tiles: who is there, and who was a moment ago and may come back. Names and parts come from the interview's
 * list where it knows them, and so does their order: who comes back stands where they stood. One tile a person: the one
 * that is there before one that was.
 */
export function toRemoteTiles(
	people: readonly RoomPerson[],
	here: readonly RemotePerson[],
	lost: readonly LostPerson[],
	now: number,
	lines: { mine: ReducedLine | null; of?: (userId: string) => ReducedLine | null } = { mine: null }
): TileView[] {
	const tiles = new Map<string, TileView>();
	const waiting = lost.filter(({ since }) => now - since < lostForMs).map(({ person }) => person);
	for (const [list, isGone] of [
		[here, false],
		[waiting, true]
	] as const)
		for (const person of list) {
			const userId = readUserId(person.identity);
			if (tiles.has(userId)) continue;
			const known = people.find((one) => one.userId === userId);
			tiles.set(userId, {
				key: person.identity,
				userId,
				name: known?.name ?? person.name,
				role: known?.role ?? 'observer',
				isSelf: false,
				isMirrored: false,
				isSpeaking: person.isSpeaking && !isGone,
				isMicrophoneOn: person.isMicrophoneOn,
				isCameraOn: person.isCameraOn && !isGone,
				isReconnecting: isGone || person.isLost,
				line: isGone ? null : toLine(person, lines.mine, lines.of?.(userId) ?? null),
				// At once, whenever the video server gets round to it.
				picture: isGone || lines.mine ? null : person.picture,
				sound: isGone || lines.mine === 'text' ? null : person.sound
			});
		}
	const place = (userId: string) => {
		const index = people.findIndex((one) => one.userId === userId);
		return index < 0 ? people.length : index;
	};
	return [...tiles.values()].sort((a, b) => place(a.userId) - place(b.userId));
}

/** The screen that is shared with this person, or null. Of several the first in the order of the list. */
export function toScreenTile(
	tiles: readonly TileView[],
	here: readonly RemotePerson[],
	mine: ReducedLine | null = null
): TileView | null {
	for (const tile of tiles) {
		const screen = here.find(({ identity }) => identity === tile.key)?.screen;
		if (!screen) continue;
		return {
			...tile,
			key: `${tile.key}-screen`,
			name: `Screen of ${tile.name}`,
			isSpeaking: false,
			isMicrophoneOn: true,
			isCameraOn: true,
			line: mine,
			picture: mine ? null : screen,
			sound: null,
			isScreen: true
		};
	}
	return null;
}

/** The worse of two lines; over one's own, nothing is missed of somebody who sends no picture anyway. */
function toLine(
	{ isCameraOn }: RemotePerson,
	mine: ReducedLine | null,
	theirs: ReducedLine | null
): ReducedLine | null {
	if (mine === 'text' || theirs === 'text') return 'text';
	return theirs ?? (isCameraOn ? mine : null);
}

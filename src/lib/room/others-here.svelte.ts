import {
	lostForMs,
	toRemoteTiles,
	type LostPerson,
	type RoomPerson,
	type TileView
} from './tile.ts';
import type { RemotePerson } from './video-room.ts';

/** The others in the video room: who is there, and whose line was lost a moment ago and may come back. */
export class OthersHere {
	here = $state.raw<RemotePerson[]>([]);
	#lost = $state.raw<LostPerson[]>([]);
	#now = $state(0);
	/** As they were last: LiveKit has forgotten somebody before it tells that they are gone. */
	#seen: Record<string, RemotePerson> = {};

	set(people: RemotePerson[]): void {
		this.here = people;
		for (const person of people) this.#seen[person.identity] = person;
	}

	/** Somebody is gone: on purpose, or their line was lost. */
	noteGone(identity: string, isMeant: boolean): void {
		const person = this.#seen[identity];
		const others = this.#lost.filter((one) => one.person.identity !== identity);
		if (isMeant || !person) {
			this.#lost = others;
			return;
		}
		this.#now = Date.now();
		this.#lost = [...others, { person, since: this.#now }];
		setTimeout(() => (this.#now = Date.now()), lostForMs + 50);
	}

	/** One's own line is lost, and with it everybody's. */
	loseAll(): void {
		for (const { identity } of this.here) this.noteGone(identity, false);
		this.here = [];
	}

	clear(): void {
		this.here = [];
		this.#lost = [];
	}

	toTiles(people: readonly RoomPerson[], lines: Parameters<typeof toRemoteTiles>[4]): TileView[] {
		return toRemoteTiles(people, this.here, this.#lost, this.#now, lines);
	}
}

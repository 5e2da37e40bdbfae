import type { Role } from '../interview/interview.ts';

export interface LayoutTile {
	userId: string;
	role: Role;
	isSelf: boolean;
}

export interface RoomLayout<Tile> {
	/** Drawn large, in this order. */
	main: Tile[];
	/** Drawn in a strip. */
	side: Tile[];
	/** Drawn small in the corner. */
	self: Tile | null;
}

const mainRole: Readonly<Record<Role, Role>> = {
	interviewer: 'candidate',
	candidate: 'interviewer',
	observer: 'candidate'
};

const order: readonly Role[] = ['candidate', 'interviewer', 'observer'];

/**
 * Who is drawn where for somebody of the role `mine`: an interviewer and an observer have the candidate large, a candidate
 * has the interviewers; everybody else stands in a strip, oneself in the corner. Who is alone is large. Observers never
 * take space from those who speak.
 */
export function toRoomLayout<Tile extends LayoutTile>(mine: Role, tiles: Tile[]): RoomLayout<Tile> {
	const own = tiles.find(({ isSelf }) => isSelf) ?? null;
	const others = tiles
		.filter(({ isSelf }) => !isSelf)
		.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
	if (others.length === 0) return { main: own ? [own] : [], side: [], self: null };
	const wanted = others.filter(({ role }) => role === mainRole[mine]);
	const speakers = others.filter(({ role }) => role !== 'observer');
	const main = [wanted, speakers, others].find(({ length }) => length > 0) ?? [];
	return { main, side: others.filter((tile) => !main.includes(tile)), self: own };
}

/** Columns of a grid of `count` equal tiles in a box of that shape (width / height). */
export function toColumns(count: number, aspect: number): number {
	if (count <= 1) return 1;
	if (count === 2) return aspect >= 1.2 ? 2 : 1;
	return aspect >= 1.6 ? Math.min(3, count) : 2;
}

import type { Role } from '../interview/interview.ts';

export interface LayoutTile {
	userId: string;
	role: Role;
	isSelf: boolean;
}

/** *focus*: whoever one looks at is large. *side-by-side*: all who speak are alike, oneself among them. */
export type LayoutMode = 'focus' | 'side-by-side';

export interface RoomLayout<Tile> {
	/** Drawn large, in this order. */
	main: Tile[];
	/** Drawn in a strip. */
	side: Tile[];
	/** Drawn small in the corner. */
	self: Tile | null;
}

/** Who is large, by one's own part: the first group that anybody of is there. Observers never take space from who speaks. */
const large: Readonly<Record<LayoutMode, Readonly<Record<Role, readonly (readonly Role[])[]>>>> = {
	focus: {
		interviewer: [['candidate'], ['interviewer'], ['observer']],
		candidate: [['interviewer'], ['candidate'], ['observer']],
		observer: [['candidate'], ['interviewer'], ['observer']]
	},
	'side-by-side': {
		interviewer: [['candidate', 'interviewer'], ['observer']],
		candidate: [['candidate', 'interviewer'], ['observer']],
		observer: [['candidate', 'interviewer'], ['observer']]
	}
};

const order: readonly Role[] = ['candidate', 'interviewer', 'observer'];

/**
 * Who is drawn where for somebody of the role `mine`. Who is alone is large; in focus one sees oneself in the corner. A
 * screen that somebody shares has the room, and everybody else a place in the strip.
 */
export function toRoomLayout<Tile extends LayoutTile>(
	mine: Role,
	tiles: readonly Tile[],
	mode: LayoutMode = 'focus',
	screen: Tile | null = null
): RoomLayout<Tile> {
	const own = tiles.find(({ isSelf }) => isSelf) ?? null;
	const others = tiles
		.filter(({ isSelf }) => !isSelf)
		.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
	if (screen) return { main: [screen], side: others, self: own };
	if (others.length === 0) return { main: own ? [own] : [], side: [], self: null };
	const group = large[mode][mine].find((roles) => others.some(({ role }) => roles.includes(role)));
	const main = others.filter(({ role }) => group?.includes(role));
	const side = others.filter((tile) => !main.includes(tile));
	if (mode === 'focus' || !own) return { main, side, self: own };
	return { main: [...main, own], side, self: null };
}

/** Shape of the box that the tiles fill, by width / height. */
type Shape = 'strip' | 'wide' | 'broad' | 'square' | 'tall';

function toShape(aspect: number): Shape {
	if (aspect >= 3.2) return 'strip';
	if (aspect >= 1.6) return 'wide';
	if (aspect >= 1.2) return 'broad';
	return aspect >= 0.8 ? 'square' : 'tall';
}

/** How many tiles stand in each row, for one to six of them. */
const rows: Readonly<Record<Shape, readonly (readonly number[])[]>> = {
	strip: [[1], [2], [3], [4], [5], [6]],
	wide: [[1], [2], [3], [2, 2], [3, 2], [3, 3]],
	broad: [[1], [2], [2, 1], [2, 2], [3, 2], [3, 3]],
	square: [[1], [1, 1], [2, 1], [2, 2], [3, 2], [3, 3]],
	tall: [[1], [1, 1], [1, 1, 1], [2, 2], [2, 2, 1], [2, 2, 2]]
};

/** Columns of the grid in which `toSpans` counts: rows of one to six tiles all fill it. */
export const gridColumns = 60;

/** How many of the grid's columns each of `count` tiles takes in a box of that shape (width / height): rows are full. */
export function toSpans(count: number, aspect: number): number[] {
	const table = rows[toShape(aspect)];
	const full = table.at(-1)!;
	const inRows: number[] = [];
	for (let left = count; left > 0; left -= table.length)
		inRows.push(...(left > table.length ? full : table[left - 1]!));
	return inRows.flatMap((tiles) => Array<number>(tiles).fill(gridColumns / tiles));
}

import { describe, expect, it } from 'vitest';
import type { Role } from '../interview/interview.ts';
import { gridColumns, toRoomLayout, toSpans, type LayoutMode } from './room-layout.ts';

const tile = (userId: string, role: Role, isSelf = false) => ({ userId, role, isSelf });
const names = (tiles: { userId: string }[]) => tiles.map(({ userId }) => userId).join(' ');
type Others = [string, Role][];
const draw = (mine: Role, mode: LayoutMode, others: Others, isSeen = true) => {
	const layout = toRoomLayout(
		mine,
		[...(isSeen ? [tile('me', mine, true)] : []), ...others.map(([id, role]) => tile(id, role))],
		mode
	);
	return `${names(layout.main)} | ${names(layout.side)} | ${layout.self?.userId ?? ''}`;
};

const amara: Others = [['amara', 'candidate']];
const osei: Others = [['osei', 'interviewer']];
const panel: Others = [
	['lind', 'interviewer'],
	['roth', 'interviewer'],
	['sayed', 'interviewer']
];
const feldman: Others = [['feldman', 'observer']];

describe('who is drawn where', () => {
	it.each<[string, Role, Others, string, string]>([
		['alone', 'candidate', [], 'me |  | ', 'me |  | '],
		['two: interviewer', 'interviewer', amara, 'amara |  | me', 'amara me |  | '],
		['two: candidate', 'candidate', osei, 'osei |  | me', 'osei me |  | '],
		[
			'three: candidate of a panel',
			'candidate',
			[...osei, ...panel.slice(0, 1)],
			'osei lind |  | me',
			'osei lind me |  | '
		],
		[
			'three: interviewer of a panel',
			'interviewer',
			[...osei, ...amara],
			'amara | osei | me',
			'amara osei me |  | '
		],
		[
			'three: candidate, whoever else came',
			'candidate',
			[...feldman, ...osei],
			'osei | feldman | me',
			'osei me | feldman | '
		],
		[
			'four: interviewer, observer in the strip',
			'interviewer',
			[...feldman, ...osei, ...amara],
			'amara | osei feldman | me',
			'amara osei me | feldman | '
		],
		[
			'five: candidate',
			'candidate',
			[...osei, ...panel],
			'osei lind roth sayed |  | me',
			'osei lind roth sayed me |  | '
		],
		[
			'six: interviewer',
			'interviewer',
			[...panel, ...amara, ...feldman],
			'amara | lind roth sayed feldman | me',
			'amara lind roth sayed me | feldman | '
		],
		[
			'before the candidate is there',
			'interviewer',
			[...feldman, ...osei],
			'osei | feldman | me',
			'osei me | feldman | '
		],
		['with an observer alone', 'candidate', feldman, 'feldman |  | me', 'feldman me |  | ']
	])('%s', (_title, mine, others, focus, sideBySide) => {
		expect(draw(mine, 'focus', others)).toBe(focus);
		expect(draw(mine, 'side-by-side', others)).toBe(sideBySide);
	});

	it.each<[string, Others, string, string]>([
		['a mentor mock', [...osei, ...amara], 'amara | osei | ', 'amara osei |  | '],
		[
			'a panel',
			[...osei, ...panel, ...amara],
			'amara | osei lind roth sayed | ',
			'amara osei lind roth sayed |  | '
		],
		['nobody but another observer', feldman, 'feldman |  | ', 'feldman |  | ']
	])('an observer of %s has no tile of their own', (_title, others, focus, sideBySide) => {
		expect(draw('observer', 'focus', others, false)).toBe(focus);
		expect(draw('observer', 'side-by-side', others, false)).toBe(sideBySide);
	});
});

describe('a shared screen has the room', () => {
	const screen = { ...tile('screen', 'interviewer'), userId: 'screen' };
	it.each<[string, Role, Others, boolean, string]>([
		['two: candidate', 'candidate', osei, true, 'screen | osei | me'],
		[
			'a panel: interviewer',
			'interviewer',
			[...panel, ...amara],
			true,
			'screen | amara lind roth sayed | me'
		],
		['an observer', 'observer', [...osei, ...amara], false, 'screen | amara osei | ']
	])('%s', (_title, mine, others, isSeen, expected) => {
		const tiles = [
			...(isSeen ? [tile('me', mine, true)] : []),
			...others.map(([id, role]) => tile(id, role))
		];
		for (const mode of ['focus', 'side-by-side'] as const) {
			const { main, side, self } = toRoomLayout(mine, tiles, mode, screen);
			expect(`${names(main)} | ${names(side)} | ${self?.userId ?? ''}`).toBe(expected);
		}
	});
});

describe('tiles in a box', () => {
	const inRows = (count: number, aspect: number) => {
		const rows = [0];
		let filled = 0;
		for (const span of toSpans(count, aspect)) {
			if (filled === gridColumns) {
				rows.push(0);
				filled = 0;
			}
			filled += span;
			rows[rows.length - 1]! += 1;
		}
		expect(filled).toBe(gridColumns);
		return rows.join(' ');
	};
	it.each([
		['a desktop', 1.7, ['1', '2', '3', '2 2', '3 2', '3 3', '3 3 1']],
		['beside the desk', 1.3, ['1', '2', '2 1', '2 2', '3 2', '3 3', '3 3 1']],
		['the debrief’s column', 1.05, ['1', '1 1', '2 1', '2 2', '3 2', '3 3', '3 3 1']],
		['a phone upright', 0.6, ['1', '1 1', '1 1 1', '2 2', '2 2 1', '2 2 2', '2 2 2 1']],
		['a phone on its side', 3.5, ['1', '2', '3', '4', '5', '6', '6 1']]
	])('on %s stand in full rows', (_title, aspect, expected) => {
		expect(expected.map((_, index) => inRows(index + 1, aspect))).toEqual(expected);
	});
});

import { describe, expect, it } from 'vitest';
import type { Role } from '../interview/interview.ts';
import { toColumns, toRoomLayout } from './room-layout.ts';

const tile = (userId: string, role: Role, isSelf = false) => ({ userId, role, isSelf });
const names = (tiles: { userId: string }[]) => tiles.map(({ userId }) => userId).join(' ');
const draw = (mine: Role, ...others: [string, Role][]) => {
	const layout = toRoomLayout(mine, [
		tile('me', mine, true),
		...others.map(([id, role]) => tile(id, role))
	]);
	return `${names(layout.main)} | ${names(layout.side)} | ${layout.self?.userId ?? ''}`;
};

describe('who is drawn where', () => {
	it('who is alone sees only themselves, large', () => {
		expect(draw('candidate')).toBe('me |  | ');
	});

	it('an interviewer has the candidate large and themselves small', () => {
		expect(draw('interviewer', ['amara', 'candidate'])).toBe('amara |  | me');
	});

	it('a candidate has the interviewer large, whoever else came', () => {
		expect(draw('candidate', ['lin', 'observer'], ['osei', 'interviewer'])).toBe('osei | lin | me');
	});

	it('a candidate of a panel has every interviewer large', () => {
		expect(draw('candidate', ['a', 'interviewer'], ['b', 'interviewer'])).toBe('a b |  | me');
	});

	it('an observer has the candidate large and the interviewer beside', () => {
		expect(draw('observer', ['osei', 'interviewer'], ['amara', 'candidate'])).toBe(
			'amara | osei | me'
		);
	});

	it('before the candidate is there an interviewer sees the other interviewer, not an observer', () => {
		expect(draw('interviewer', ['lin', 'observer'], ['b', 'interviewer'])).toBe('b | lin | me');
	});

	it('an observer is drawn large only where nobody else is', () => {
		expect(draw('candidate', ['lin', 'observer'])).toBe('lin |  | me');
	});
});

it.each([
	[1, 1.7, 1],
	[2, 1.7, 2],
	[2, 0.6, 1],
	[3, 1.7, 3],
	[4, 1, 2],
	[6, 1.7, 3],
	[6, 0.6, 2]
])('%i tiles in a box of shape %f stand in %i columns', (count, aspect, columns) => {
	expect(toColumns(count, aspect)).toBe(columns);
});

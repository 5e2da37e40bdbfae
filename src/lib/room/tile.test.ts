import { describe, expect, it } from 'vitest';
import { lostForMs, readUserId, toRemoteTiles } from './tile.ts';
import type { RemotePerson } from './video-room.ts';

const people = [
	{ userId: 'osei', name: 'Dr Osei', role: 'interviewer' },
	{ userId: 'amara', name: 'Amara Nwosu', role: 'candidate' }
] as const;

const person = (identity: string, over: Partial<RemotePerson> = {}): RemotePerson => ({
	identity,
	name: 'as the token said',
	isSpeaking: false,
	isLost: false,
	isMicrophoneOn: true,
	isCameraOn: true,
	picture: () => () => undefined,
	sound: () => () => undefined,
	...over
});

describe('the tiles of the others', () => {
	it('take names and parts from the interview, else the name from the token', () => {
		const tiles = toRemoteTiles(people, [person('osei-tab1'), person('lin-tab1')], [], 0);
		expect(tiles.map(({ name, role }) => [name, role])).toEqual([
			['Dr Osei', 'interviewer'],
			['as the token said', 'observer']
		]);
	});

	it('[F12] read reconnecting before left, while the line is bad and after it was lost', () => {
		const lost = [{ person: person('osei-tab1', { isSpeaking: true }), since: 1_000 }];
		const [bad] = toRemoteTiles(people, [person('osei-tab1', { isLost: true })], [], 0);
		expect(bad).toMatchObject({ isReconnecting: true });
		const [gone] = toRemoteTiles(people, [], lost, 1_000 + lostForMs - 1);
		expect(gone).toMatchObject({
			name: 'Dr Osei',
			isReconnecting: true,
			isSpeaking: false,
			isCameraOn: false,
			picture: null
		});
		expect(toRemoteTiles(people, [], lost, 1_000 + lostForMs)).toEqual([]);
	});

	it('stand in the order of the list, whoever came or came back first', () => {
		const here = [person('lin-tab1'), person('amara-tab2'), person('osei-tab3')];
		const tiles = toRemoteTiles(people, here, [], 0);
		expect(tiles.map(({ userId }) => userId)).toEqual(['osei', 'amara', 'lin']);
	});

	it('show one tile a person: who came back in another tab is there, not lost', () => {
		const lost = [{ person: person('amara-tab1'), since: 0 }];
		const tiles = toRemoteTiles(people, [person('amara-tab2')], lost, 10);
		expect(tiles).toMatchObject([{ key: 'amara-tab2', isReconnecting: false }]);
	});
});

it('the person is what stands before the first dash of an identity', () => {
	expect(readUserId('abc-def')).toBe('abc');
});

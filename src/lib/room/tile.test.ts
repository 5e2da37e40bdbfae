import { describe, expect, it } from 'vitest';
import { lostForMs, readUserId, toRemoteTiles, toScreenTile } from './tile.ts';
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
	screen: null,
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

	it.each([
		['all goes over both lines', null, null, true, null],
		['no pictures over mine', 'audio', null, true, 'audio'],
		['none over mine, and theirs is off', 'audio', null, false, null],
		['none over theirs', null, 'audio', false, 'audio'],
		['no voices over mine', 'text', 'audio', true, 'text'],
		['no voices over theirs', 'audio', 'text', false, 'text']
	] as const)('say why a picture is missing: %s', (_title, mine, theirs, isCameraOn, line) => {
		const here = [person('osei-tab1', { isCameraOn })];
		expect(toRemoteTiles(people, here, [], 0, { mine, of: () => theirs })).toMatchObject([
			{ line }
		]);
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

describe('a shared screen', () => {
	const screen = () => () => undefined;
	const show = (...here: RemotePerson[]) => toScreenTile(toRemoteTiles(people, here, [], 0), here);

	it('is a tile of its own, named after whoever shares it', () => {
		expect(show(person('osei-tab1'), person('amara-tab1'))).toBeNull();
		const shared = person('amara-tab1', { screen, isCameraOn: false, isMicrophoneOn: false });
		expect(show(person('osei-tab1'), shared)).toMatchObject({
			key: 'amara-tab1-screen',
			name: 'Screen of Amara Nwosu',
			userId: 'amara',
			isScreen: true,
			isCameraOn: true,
			picture: screen,
			sound: null
		});
	});

	it('is one: of two the first in the order of the list', () => {
		const both = [person('amara-tab1', { screen }), person('osei-tab1', { screen })];
		expect(show(...both)).toMatchObject({ userId: 'osei' });
	});

	it('waits where no pictures go over the line', () => {
		const here = [person('osei-tab1', { screen })];
		expect(toScreenTile(toRemoteTiles(people, here, [], 0), here, 'audio')).toMatchObject({
			picture: null,
			line: 'audio'
		});
	});
});

it('the person is what stands before the first dash of an identity', () => {
	expect(readUserId('abc-def')).toBe('abc');
});

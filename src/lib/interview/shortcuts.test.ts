import { describe, expect, it } from 'vitest';
import { shortcuts, toShortcut, toUsableShortcuts } from './shortcuts.ts';

const press = (key: string, more: object = {}) =>
	toShortcut({
		key,
		ctrlKey: false,
		metaKey: false,
		altKey: false,
		repeat: false,
		target: null,
		...more
	});
const focusIn = (tagName: string, more: object = {}) => ({
	target: { tagName, closest: () => null, ...more }
});

describe('a key of the room', () => {
	it.each([
		['draws', press('d'), 'draw-question'],
		['does the same with caps lock', press('D'), 'draw-question'],
		['starts and stops', press('s'), 'toggle-answer'],
		['works from a button', press('s', focusIn('BUTTON')), 'toggle-answer'],
		['works from a radio', press('o', focusIn('INPUT', { type: 'radio' })), 'other-question'],
		['pins a moment', press('n'), 'pin'],
		['counts a filler word', press('u', focusIn('BUTTON')), 'filler'],
		['means nothing while somebody types', press('d', focusIn('INPUT', { type: 'search' })), null],
		['means nothing in an editor', press('d', focusIn('DIV', { isContentEditable: true })), null],
		['leaves the browser its chords', press('d', { ctrlKey: true }), null],
		['does nothing when held', press('d', { repeat: true }), null],
		['opens the sheet', press('?'), 'help'],
		['leaves Space alone', press(' '), null],
		['leaves other keys alone', press('x'), null]
	])('%s', (_title, shortcut, expected) => {
		expect(shortcut).toBe(expected);
	});
});

it('every key is one of its own, and each person is told those that work for them', () => {
	expect(new Set(Object.values(shortcuts)).size).toBe(Object.keys(shortcuts).length);
	const none = { draw: false, count: false, publish: false };
	expect(toUsableShortcuts(none)).toEqual(['help']);
	expect(toUsableShortcuts({ ...none, count: true })).toEqual(['filler', 'help']);
	expect(toUsableShortcuts({ ...none, publish: true })).toEqual(['microphone', 'camera', 'help']);
	expect(toUsableShortcuts({ draw: true, count: true, publish: true })).toHaveLength(
		Object.keys(shortcuts).length
	);
});

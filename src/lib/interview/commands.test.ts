import { expect, it } from 'vitest';
import { findButtons, toFound } from './commands.ts';

const commands = ['Pin this moment', 'Count a filler word', 'Line-up'].map((name) => ({ name }));

it.each([
	['nothing typed gives all', '', [0, 1, 2]],
	['a beginning', 'fil', [1]],
	['words in any order', 'moment pin', [0]],
	['the second half of a word with a hyphen', 'up', [2]],
	['no word of it', 'draw', []]
])('the menu finds commands by what is typed: %s', (_title, text, found) => {
	expect(toFound(commands, text)).toEqual(found.map((index) => commands[index]));
});

it('the room’s buttons are commands while they stand there and can be pressed, each name once', () => {
	const pressed: string[] = [];
	const button = (text: string, more: object = {}) => ({
		textContent: ` ${text} `,
		ariaLabel: null,
		disabled: false,
		checkVisibility: () => true,
		click: () => pressed.push(text),
		...more
	});
	const found = findButtons({
		querySelectorAll: () => [
			button('Go to debrief'),
			button('Leave'),
			button('Leave'),
			button('', { ariaLabel: 'Devices' }),
			button('Swap roles', { disabled: true }),
			button('Line-up', { checkVisibility: () => false })
		]
	} as unknown as ParentNode);
	expect(found.map(({ name }) => name)).toEqual(['Go to debrief', 'Leave', 'Devices']);
	found[0]!.run();
	expect(pressed).toEqual(['Go to debrief']);
});

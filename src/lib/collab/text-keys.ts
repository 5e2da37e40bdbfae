import {
	cursorDocEnd,
	cursorDocStart,
	deleteGroupBackward,
	deleteGroupForward,
	insertNewline,
	selectAll,
	selectDocEnd,
	selectDocStart
} from '@codemirror/commands';
import type { KeyBinding } from '@codemirror/view';

/**
 * Keys of a text that browsers do not do well by themselves where only the lines in sight are drawn. Everything else is
 * the browser's own. The ready-made keymap would bring code for indenting programs, some ten kilobytes of it.
 */
export const textKeys: readonly KeyBinding[] = [
	{ key: 'Enter', run: insertNewline, shift: insertNewline },
	{ key: 'Mod-Backspace', mac: 'Alt-Backspace', run: deleteGroupBackward },
	{ key: 'Mod-Delete', mac: 'Alt-Delete', run: deleteGroupForward },
	{ key: 'Mod-a', run: selectAll },
	{ key: 'Mod-Home', mac: 'Cmd-ArrowUp', run: cursorDocStart, shift: selectDocStart },
	{ key: 'Mod-End', mac: 'Cmd-ArrowDown', run: cursorDocEnd, shift: selectDocEnd }
];

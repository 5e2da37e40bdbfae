/** Keys of the room: each works while the focus is not in a text, and stands on its button as a hint. */
export const shortcuts = {
	'draw-question': 'D',
	'other-question': 'O',
	'toggle-answer': 'S',
	'pause-answer': 'P',
	'add-time': 'T',
	'signal-end': 'E',
	'skip-question': 'K',
	'undo-draw': 'Z',
	'ask-follow-up': 'F',
	pin: 'N',
	filler: 'U',
	microphone: 'M',
	camera: 'V',
	help: '?'
} as const;

export type Shortcut = keyof typeof shortcuts;

/** What each does, as its sheet says. */
export const shortcutWords: Readonly<Record<Shortcut, string>> = {
	'draw-question': 'Draw question',
	'other-question': 'Other question',
	'toggle-answer': 'Start or stop the answer',
	'pause-answer': 'Pause or resume',
	'add-time': 'Add 30 s',
	'signal-end': 'Show “one more minute”',
	'skip-question': 'Skip question',
	'undo-draw': 'Undo the draw',
	'ask-follow-up': 'Ask the next follow-up',
	pin: 'Pin this moment',
	filler: 'Count a filler word',
	microphone: 'Microphone on or off',
	camera: 'Camera on or off',
	help: 'All commands'
};

/** The keys that do something for this person. */
export function toUsableShortcuts(can: {
	draw: boolean;
	count: boolean;
	publish: boolean;
}): Shortcut[] {
	return (Object.keys(shortcuts) as Shortcut[]).filter((key) => {
		if (key === 'help') return true;
		if (key === 'filler') return can.count;
		return key === 'microphone' || key === 'camera' ? can.publish : can.draw;
	});
}

interface Pressed {
	key: string;
	ctrlKey: boolean;
	metaKey: boolean;
	altKey: boolean;
	repeat: boolean;
	target: EventTarget | null;
}

/** The key of a press in capitals, or null: held keys, chords and keys typed into a text do nothing. */
export function toPlainKey(event: Pressed): string | null {
	if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
	return isText(event.target) ? null : event.key.toUpperCase();
}

/** The shortcut behind a key press, or null. */
export function toShortcut(event: Pressed): Shortcut | null {
	const key = toPlainKey(event);
	const found = Object.entries(shortcuts).find(([, letter]) => letter === key);
	return found ? (found[0] as Shortcut) : null;
}

const untyped = new Set(['radio', 'checkbox', 'button', 'range', 'submit', 'reset']);

function isText(target: EventTarget | null): boolean {
	const element = target as Partial<HTMLInputElement> | null;
	if (!element?.tagName) return false;
	if (element.isContentEditable || element.closest?.('[contenteditable="true"], dialog'))
		return true;
	if (element.tagName === 'INPUT') return !untyped.has(element.type ?? 'text');
	return element.tagName === 'TEXTAREA' || element.tagName === 'SELECT';
}

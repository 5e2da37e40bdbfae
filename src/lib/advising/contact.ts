/** What an advisor may do about a row of the list. */
export const contactKinds = ['talked', 'later', 'not-needed'] as const;
export type ContactKind = (typeof contactKinds)[number];

/** *Remind me in …* */
export const reminderDays = [3, 7, 14] as const;

/** How long a row stays cleared, in days; a reminder says so itself. */
const clearedDays: Record<Exclude<ContactKind, 'later'>, number> = { talked: 7, 'not-needed': 28 };

export const mostNoteCharacters = 1000;

export interface ContactInput {
	kind: ContactKind;
	note: string;
	/** Of a reminder. */
	days: number;
}

/** Until when a contact clears its row (ms since the epoch); a sentence where something is missing. */
export function toClearedUntil(
	{ kind, note, days }: ContactInput,
	now: number
): { ok: true; until: number } | { ok: false; field: 'note' | 'days'; message: string } {
	if (note.length > mostNoteCharacters)
		return {
			ok: false,
			field: 'note',
			message: `A note holds at most ${mostNoteCharacters} characters.`
		};
	if (kind === 'not-needed' && note.trim() === '')
		return { ok: false, field: 'note', message: 'Say in a few words why it is not needed.' };
	if (kind === 'later' && !reminderDays.some((one) => one === days))
		return { ok: false, field: 'days', message: 'Choose 3, 7 or 14 days.' };
	const cleared = kind === 'later' ? days : clearedDays[kind];
	return { ok: true, until: now + cleared * 86_400_000 };
}

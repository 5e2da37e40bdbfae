import { expect, test } from 'vitest';
import type { LiveStatus, Refusal } from './live-document.svelte.ts';
import { toSaveWords } from './save-state.ts';

const document = (status: LiveStatus, reason?: Refusal['reason'], hasUnsaved = true) => ({
	status,
	refusal: reason ? { reason, isKept: false } : null,
	hasUnsaved
});

test.each([
	[['saved', 'saved'], 'Saved'],
	[['saved', 'saving'], 'Saving'],
	[['saving', 'offline'], 'Offline — kept here until you are back'],
	[['saved', 'connecting'], 'Connecting'],
	[['saved', 'closed'], 'Saved']
] as const)('%j together are %s', (statuses, words) => {
	expect(toSaveWords(statuses.map((status) => document(status))).words).toBe(words);
});

test('what was refused is said first', () => {
	const documents = [document('offline'), document('refused', 'finished')];
	expect(toSaveWords(documents)).toMatchObject({ state: 'refused' });
});

test('a document that closed with nothing unsaved in it says nothing', () => {
	const documents = [document('saved'), document('refused', 'not-allowed', false)];
	expect(toSaveWords(documents).words).toBe('Saved');
});

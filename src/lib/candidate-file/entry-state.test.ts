import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Entry } from './entry.ts';
import { EntryState, type SaveAnswer } from './entry-state.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server with one entry, and answers that can be held back. */
function givenServer(values = { title: 'A', details: '' }) {
	let stored: Entry | null = { version: 1, values };
	const sent: Entry[] = [];
	let fault: SaveAnswer | null = null;
	const send = async (entry: Entry): Promise<SaveAnswer> => {
		sent.push(entry);
		await Promise.resolve();
		if (fault) return fault;
		if ((stored?.version ?? 0) !== entry.version) return { kind: 'conflict', theirs: stored };
		stored = { version: entry.version + 1, values: entry.values };
		return { kind: 'saved', version: stored.version };
	};
	return {
		sent,
		send,
		get stored() {
			return stored;
		},
		/** Another device writes. */
		write: (changed: Entry['values']) => {
			stored = { version: stored!.version + 1, values: { ...stored!.values, ...changed } };
		},
		remove: () => void (stored = null),
		fail: (answer: SaveAnswer | null) => void (fault = answer)
	};
}

function open(server: ReturnType<typeof givenServer>) {
	const entry = new EntryState(server.stored!, { send: server.send });
	return {
		entry,
		type: (name: string, words: string) => {
			entry.values[name] = words;
			entry.noteEdit();
		}
	};
}

it('saves once, a moment after the last key, and says so all the way', async () => {
	const server = givenServer();
	const { entry, type } = open(server);
	type('details', 'o');
	type('details', 'one');
	expect(entry.status).toBe('unsaved');
	await vi.advanceTimersByTimeAsync(1_000);
	expect(entry.status).toBe('saved');
	expect(server.sent).toHaveLength(1);
	expect(server.stored?.values.details).toBe('one');
});

it('what is typed while it saves is saved after it', async () => {
	const server = givenServer();
	const { entry, type } = open(server);
	type('details', 'one');
	const saving = entry.flush();
	type('details', 'one two');
	await saving;
	expect(entry.status).toBe('unsaved');
	await vi.advanceTimersByTimeAsync(1_000);
	expect(entry.status).toBe('saved');
	expect(server.stored?.values.details).toBe('one two');
});

it('without an answer it says so, keeps the words, and tries again', async () => {
	const server = givenServer();
	const { entry, type } = open(server);
	server.fail({ kind: 'lost' });
	type('details', 'one');
	await vi.advanceTimersByTimeAsync(1_000);
	expect(entry.status).toBe('lost');
	server.fail(null);
	await vi.advanceTimersByTimeAsync(5_000);
	expect(entry.status).toBe('saved');
	expect(server.stored?.values.details).toBe('one');
});

it('an answer that was lost after the words were written is no conflict', async () => {
	const server = givenServer();
	const { entry, type } = open(server);
	server.write({ details: 'one' });
	type('details', 'one');
	await vi.advanceTimersByTimeAsync(1_000);
	expect(entry.status).toBe('saved');
	expect(server.sent).toHaveLength(1);
});

it('different fields from two devices come together', async () => {
	const server = givenServer();
	const { entry, type } = open(server);
	server.write({ title: 'B' });
	type('details', 'one');
	await vi.advanceTimersByTimeAsync(3_000);
	expect(entry.status).toBe('saved');
	expect(server.stored?.values).toEqual({ title: 'B', details: 'one' });
	expect(entry.values.title).toBe('B');
});

it.each([
	['mine', 'here'],
	['theirs', 'there']
] as const)('the same field from two devices waits for a choice: %s', async (whose, words) => {
	const server = givenServer();
	const { entry, type } = open(server);
	server.write({ title: 'there' });
	type('title', 'here');
	await vi.advanceTimersByTimeAsync(10_000);
	expect(entry.status).toBe('conflict');
	expect(entry.conflicts).toEqual({ title: 'there' });
	expect(server.stored?.values.title).toBe('there');
	type('details', 'meanwhile');
	await vi.advanceTimersByTimeAsync(10_000);
	expect(server.stored?.values.details).toBe('');

	await entry.choose(whose);
	await vi.advanceTimersByTimeAsync(1_000);
	expect(entry.status).toBe('saved');
	expect(server.stored?.values).toEqual({ title: words, details: 'meanwhile' });
});

it('a line that another device removed comes back only when it is asked for', async () => {
	const server = givenServer();
	const { entry, type } = open(server);
	server.remove();
	type('details', 'one');
	await vi.advanceTimersByTimeAsync(10_000);
	expect(entry.status).toBe('gone');
	expect(server.stored).toBeNull();
	await entry.choose('mine');
	expect(server.stored?.values).toEqual({ title: 'A', details: 'one' });
});

it('a refused field keeps what was typed and is sent again after the next change', async () => {
	const server = givenServer();
	const { entry, type } = open(server);
	server.fail({ kind: 'invalid', errors: { title: 'Give it a few words.' } });
	type('title', '');
	await vi.advanceTimersByTimeAsync(1_000);
	expect(entry.status).toBe('invalid');
	expect(entry.errors).toEqual({ title: 'Give it a few words.' });
	server.fail(null);
	type('title', 'B');
	await vi.advanceTimersByTimeAsync(1_000);
	expect(entry.status).toBe('saved');
	expect(entry.errors).toEqual({});
});

it('newer data is taken over where nothing waits here, and never otherwise', () => {
	const server = givenServer();
	const { entry, type } = open(server);
	entry.sync({ version: 2, values: { title: 'B', details: '' } });
	expect(entry.values.title).toBe('B');
	type('title', 'C');
	entry.sync({ version: 3, values: { title: 'D', details: '' } });
	expect(entry.values.title).toBe('C');
});

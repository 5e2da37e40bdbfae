import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Admission, cutKnown, type Author } from './admission.ts';
import { walkUpdate } from './update-walker.ts';

const osei = 11;
const lin = 22;

/** A document with words of both, as the server has it. */
function given() {
	const doc = new Y.Doc();
	const pages = { osei: pageOf(osei), lin: pageOf(lin) };
	pages.osei.getText('strengths').insert(0, 'Calm');
	pages.osei.getMap('agreed').set('structure:osei', 3);
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(pages.osei));
	Y.applyUpdate(pages.lin, Y.encodeStateAsUpdate(doc));
	pages.lin.getText('strengths').insert(4, ' and clear');
	pages.lin.getMap('agreed').set('structure:lin', 4);
	for (const page of [doc, pages.osei]) Y.applyUpdate(page, Y.encodeStateAsUpdate(pages.lin));
	return { doc, ...pages };
}

function pageOf(clientId: number): Y.Doc {
	const doc = new Y.Doc();
	doc.clientID = clientId;
	return doc;
}

/** Each may set the own keys to a level, and delete them. */
const authorOf = (name: string, ...clients: number[]): Author => ({
	policy: {
		roots: new Map([
			['strengths', 'text'],
			['next-steps', 'text'],
			['agreed', 'map']
		]),
		canSet: (root, key, value) =>
			root === 'agreed' &&
			key.endsWith(`:${name}`) &&
			(value === undefined || typeof value === 'number')
	},
	ownsClient: (client) => clients.includes(client)
});
const asLin = authorOf('lin', lin);

/** What a page sends for an edit. */
function updateOf(page: Y.Doc, edit: (page: Y.Doc) => void): Uint8Array {
	const updates: Uint8Array[] = [];
	const note = (update: Uint8Array) => updates.push(update);
	page.on('update', note);
	page.transact(() => edit(page));
	page.off('update', note);
	return updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
}

function judge(admission: Admission, update: Uint8Array, author: Author): string {
	const walked = walkUpdate(update);
	if (!walked.ok) return walked.reason;
	const verdict = admission.judge(walked.update, author);
	if (!verdict.ok) return verdict.reason;
	if (verdict.isContained) return 'contained';
	return verdict.known ? 'overlap' : 'fresh';
}

/** A structure by hand: under client `client` from `clock` on, after `origin`. */
function textAfter(
	client: number,
	clock: number,
	origin: [number, number],
	words: string
): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const value of [1, 1, client, clock]) encoding.writeVarUint(encoder, value);
	encoding.writeUint8(encoder, 4 | 0b1000_0000);
	for (const value of origin) encoding.writeVarUint(encoder, value);
	encoding.writeVarString(encoder, words);
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

function deletionOf(client: number, clock: number, length: number): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const value of [0, 1, client, 1, clock, length]) encoding.writeVarUint(encoder, value);
	return encoding.toUint8Array(encoder);
}

describe('what honest pages send', () => {
	test('typing in each other’s words, deleting them, setting and clearing one’s own number', () => {
		const { doc, lin: page } = given();
		const admission = new Admission(doc);
		for (const edit of [
			(page: Y.Doc) => page.getText('strengths').insert(2, '—'),
			(page: Y.Doc) => page.getText('strengths').delete(0, 6),
			(page: Y.Doc) => page.getText('next-steps').insert(0, 'Pause before answering'),
			(page: Y.Doc) => page.getMap('agreed').set('structure:lin', 5),
			(page: Y.Doc) => page.getMap('agreed').delete('structure:lin')
		])
			expect(judge(admission, updateOf(page, edit), asLin)).toBe('fresh');
	});

	test('[A8] the same again is contained', () => {
		const { doc, lin: page } = given();
		const update = updateOf(page, (page) => page.getText('strengths').insert(0, 'Very '));
		Y.applyUpdate(doc, update);
		expect(judge(new Admission(doc), update, asLin)).toBe('contained');
		expect(judge(new Admission(doc), Y.encodeStateAsUpdate(page), asLin)).toBe('contained');
	});

	test('[A8] an answer that begins before the head overlaps, and what is known is cut off', () => {
		const { doc, lin: page } = given();
		const early = updateOf(page, (page) => page.getText('next-steps').insert(0, 'one'));
		const before = Y.encodeStateVector(doc);
		Y.applyUpdate(doc, early);
		page.getText('next-steps').insert(3, ' two');
		const update = Y.encodeStateAsUpdate(page, before);
		expect(judge(new Admission(doc), update, asLin)).toBe('overlap');
	});

	test('what is typed in one batch stands on what is not applied yet', () => {
		const { doc, lin: page } = given();
		const admission = new Admission(doc);
		for (let i = 0; i < 50; i++) {
			const update = updateOf(page, (page) => {
				page.getText('strengths').insert(i, 'x');
				if (i % 7 === 6) page.getText('strengths').delete(i - 3, 2);
			});
			expect(judge(admission, update, asLin)).toBe('fresh');
		}
	});

	test('text typed before a reload comes under the former client id, the new text on top of it', () => {
		const { doc, lin: page } = given();
		const before = Y.encodeStateVector(doc);
		page.getText('strengths').insert(4, ' (kept)');
		const reloaded = pageOf(5);
		Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(page));
		reloaded.getText('strengths').insert(8, '!');
		const update = Y.encodeStateAsUpdate(reloaded, before);
		expect(judge(new Admission(doc), update, authorOf('lin', lin, 5))).toBe('fresh');
		expect(judge(new Admission(doc), update, authorOf('lin', 5))).toBe('foreign-client');
	});
});

describe('what they never send', () => {
	test('[A7] structures of a client id that belongs to somebody else, or to nobody', () => {
		const { doc } = given();
		const squat = textAfter(osei, 5, [osei, 0], 'x');
		expect(judge(new Admission(doc), squat, asLin)).toBe('foreign-client');
		expect(judge(new Admission(doc), textAfter(77, 0, [osei, 0], 'x'), asLin)).toBe(
			'foreign-client'
		);
	});

	test('[A9] a clock that leaves a gap, an origin that is not there, a deletion of what is not there', () => {
		const { doc } = given();
		const state = Y.getState(doc.store, lin);
		expect(judge(new Admission(doc), textAfter(lin, state + 1, [osei, 0], 'x'), asLin)).toBe('gap');
		expect(judge(new Admission(doc), textAfter(lin, state, [osei, 999], 'x'), asLin)).toBe('gap');
		expect(judge(new Admission(doc), textAfter(lin, state, [404, 0], 'x'), asLin)).toBe('gap');
		expect(judge(new Admission(doc), deletionOf(lin, state, 1), asLin)).toBe('gap');
		expect(judge(new Admission(doc), deletionOf(404, 0, 1), asLin)).toBe('gap');
	});

	test.each<[string, (page: Y.Doc) => void]>([
		['a root that the document does not have', (page) => page.getText('scores').insert(0, 'x')],
		['a text in a map', (page) => page.getText('agreed').insert(0, 'x')],
		['a key in a text', (page) => page.getMap('strengths').set('x', 1)],
		['an item of an array', (page) => page.getArray('strengths').insert(0, [1])]
	])('[A10] %s', (_what, edit) => {
		const { doc } = given();
		expect(
			judge(new Admission(doc), updateOf(pageOf(lin + 1), edit), authorOf('lin', lin + 1))
		).toBe('wrong-root');
	});

	test('[A10] a text that hangs on a key, and one between two roots', () => {
		const { doc } = given();
		const state = Y.getState(doc.store, lin);
		const keyed = textAfter(lin, state, [osei, 4], 'x');
		expect(judge(new Admission(doc), keyed, asLin)).toBe('wrong-root');
	});

	test('[A11] somebody else’s key, a value that is not allowed', () => {
		const { doc, lin: page } = given();
		const refused = (edit: (page: Y.Doc) => void) => {
			const copy = pageOf(lin);
			Y.applyUpdate(copy, Y.encodeStateAsUpdate(page));
			copy.clientID = lin;
			return judge(new Admission(doc), updateOf(copy, edit), asLin);
		};
		expect(refused((page) => page.getMap('agreed').set('structure:osei', 1))).toBe('not-allowed');
		expect(refused((page) => page.getMap('agreed').set('structure:lin', 'five'))).toBe(
			'not-allowed'
		);
		expect(refused((page) => page.getMap('agreed').delete('structure:osei'))).toBe('not-allowed');
	});

	test('[A12] a deletion of somebody else’s key hidden among one’s own', () => {
		const { doc, lin: page } = given();
		const update = updateOf(page, (page) => {
			page.getMap('agreed').set('structure:lin', 2);
			page.getMap('agreed').delete('structure:osei');
			page.getText('strengths').delete(0, 3);
		});
		expect(judge(new Admission(doc), update, asLin)).toBe('not-allowed');
	});

	test('[A12] a range of deletions over a whole client takes the keys in it along', () => {
		const { doc } = given();
		expect(judge(new Admission(doc), deletionOf(osei, 0, 4), asLin)).toBe('fresh');
		expect(judge(new Admission(doc), deletionOf(osei, 0, 5), asLin)).toBe('not-allowed');
	});

	test('a refused update leaves no trace in the batch', () => {
		const { doc, lin: page } = given();
		const admission = new Admission(doc);
		const state = Y.getState(doc.store, lin);
		expect(judge(admission, textAfter(lin, state, [404, 0], 'x'), asLin)).toBe('gap');
		expect(admission.stateOf(lin)).toBe(state);
		const update = updateOf(page, (page) => page.getText('strengths').insert(0, 'x'));
		expect(judge(admission, update, asLin)).toBe('fresh');
	});
});

test('[A13] whatever is admitted leaves nothing pending, touches no foreign key and no other root', () => {
	const { doc, lin: page } = given();
	const real = updateOf(page, (page) => {
		page.getText('strengths').insert(2, 'abc');
		page.getMap('agreed').set('structure:lin', 1);
		page.getText('strengths').delete(0, 2);
	});
	const start = Y.encodeStateAsUpdate(doc);
	const change = fc.tuple(fc.nat(real.length - 1), fc.nat(255));
	let admitted = 0;
	fc.assert(
		fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
			const copy = new Y.Doc();
			Y.applyUpdate(copy, start);
			const update = changes.reduce((bytes, [at, value]) => bytes.with(at, value), real);
			const walked = walkUpdate(update);
			const verdict = walked.ok && new Admission(copy).judge(walked.update, asLin);
			if (!verdict || !verdict.ok || verdict.isContained) return;
			admitted++;
			Y.applyUpdate(copy, cutKnown(update, verdict.known));
			expect(copy.store.pendingStructs).toBeNull();
			expect(copy.store.pendingDs).toBeNull();
			expect(copy.getMap('agreed').get('structure:osei')).toBe(3);
			for (const root of copy.share.keys())
				expect(['strengths', 'next-steps', 'agreed']).toContain(root);
		}),
		{ numRuns: 5_000 }
	);
	expect(admitted).toBeGreaterThan(100);
});

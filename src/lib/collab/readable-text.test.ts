import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { toReadableText } from './readable-text.ts';

it('has texts and keys under the names of their roots, and no empty root', () => {
	const doc = new Y.Doc();
	doc.getText('strengths').insert(0, 'Calm — klar 😀');
	doc.getText('next-steps');
	doc.getMap('ratings').set('structure', 4);
	doc.getMap('ratings').set('empathy', 'not-seen');
	expect(toReadableText(doc)).toBe(
		'ratings\n\nempathy: "not-seen"\nstructure: 4\n\nstrengths\n\nCalm — klar 😀\n'
	);
});

it('reads roots that this replica has not opened', () => {
	const source = new Y.Doc();
	source.getText('strengths').insert(0, 'In order.');
	source.getMap('agreed').set('structure:osei', 3);
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(source));
	expect(toReadableText(copy)).toBe('agreed\n\nstructure:osei: 3\n\nstrengths\n\nIn order.\n');
});

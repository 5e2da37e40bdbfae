import * as v from 'valibot';
import { expect, it } from 'vitest';
import { toFileCard } from '#lib/candidate-file/file-cards.ts';
import { lineFields, lineKinds, type LineField } from '#lib/candidate-file/line.ts';
import { questionSchema } from '#server/decks/question-schema.ts';

/** As much as a field takes. */
function toLongest({ control, most, options }: LineField): string {
	if (control === 'month') return '2025-06';
	if (control === 'number') return String(most);
	if (control === 'check') return 'on';
	return control === 'select' ? options!.at(-1)!.value : 'w'.repeat(most);
}

it.each(lineKinds)('the card of the longest line (%s) is a question as a deck holds it', (kind) => {
	const values = Object.fromEntries(
		lineFields[kind].map((field) => [field.name, toLongest(field)])
	);
	const { content } = toFileCard({ id: 'one', kind, version: 1, isOpen: true, values });
	expect(v.safeParse(questionSchema, content).issues).toBeUndefined();
});

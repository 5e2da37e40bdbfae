import { toDocumentPath } from './documents.ts';
import { hasKeptEdits, readKeptEdits } from './kept-edits.ts';

/** Words of this person that were typed in a round and never sent, as this browser keeps them; a text a document. */
export async function readWordsKeptHere(roundId: string, userId: string): Promise<string[]> {
	if (!(await hasKeptEdits(userId))) return [];
	const [{ toWords }, { mergeUpdates }] = await Promise.all([
		import('./update-words.ts'),
		import('yjs')
	]);
	const texts = [];
	for (const path of [
		toDocumentPath({ kind: 'feedback', roundId }),
		toDocumentPath({ kind: 'scorecard', roundId, userId }),
		toDocumentPath({ kind: 'notes', roundId, userId })
	]) {
		const edits = await readKeptEdits(userId, path);
		if (edits.length > 0) texts.push(toWords(mergeUpdates(edits.map(({ bytes }) => bytes))));
	}
	return texts.filter((text) => text !== '');
}

import type * as Y from 'yjs';

/** Everything that a document shows, as plain text: a heading for each root, its text or its keys with their values. */
export function toReadableText(doc: Y.Doc): string {
	return [...doc.share.keys()]
		.sort()
		.flatMap((root) => {
			const body = toBody(doc, root);
			return body ? [`${root}\n\n${body}\n`] : [];
		})
		.join('\n');
}

function toBody(doc: Y.Doc, root: string): string {
	const isMap = doc.share.get(root)!._map.size > 0;
	if (!isMap) return doc.getText(root).toString();
	const entries = [...doc.getMap(root)].sort(([a], [b]) => a.localeCompare(b));
	return entries.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join('\n');
}

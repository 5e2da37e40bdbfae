import * as Y from 'yjs';

/** The words that an update adds and does not take away again, a line for each place in which it adds some. */
export function toWords(update: Uint8Array): string {
	const { structs, ds } = Y.decodeUpdate(update);
	const lines: string[] = [];
	let end: Y.ID | null = null;
	for (const struct of structs) {
		if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
		const { client, clock } = struct.id;
		const gone = ds.clients.get(client) ?? [];
		const words = [...struct.content.str.split('')]
			.filter((_, index) =>
				gone.every(
					(range) => clock + index < range.clock || clock + index >= range.clock + range.len
				)
			)
			.join('');
		const isNext: boolean = !!end && Y.compareIDs(struct.origin, end);
		if (isNext) lines[lines.length - 1] += words;
		else lines.push(words);
		end = struct.lastId;
	}
	return lines.filter((line) => line.trim()).join('\n');
}

import { toCsvLine } from '../progress/table.ts';
import type { ContactKind } from './contact.ts';
import { wordNames } from './queue-words.ts';
import type { QueueRow } from './queue.ts';

export const queueHead = toCsvLine([
	'Candidate',
	'Organisation',
	'Why',
	'Mocks',
	'Direction',
	'Last shared (UTC)',
	'Next appointment (UTC)',
	'Cleared',
	'Cleared until (UTC)'
]);

const clearedNames: Record<ContactKind, string> = {
	talked: 'Talked',
	later: 'Set aside',
	'not-needed': 'Not needed'
};

/** A row of the list as a line of its file, every reason in it. The advisor's notes are in no file. */
export const toQueueLine = (row: QueueRow): string =>
	toCsvLine([
		row.name,
		row.organisationName,
		row.reasons.map(({ sentence }) => sentence).join(' '),
		String(row.mocks),
		wordNames[row.word],
		row.lastSharedAt ?? '',
		row.nextAt ?? '',
		row.cleared ? clearedNames[row.cleared.kind] : '',
		row.cleared?.until ?? ''
	]);

/** Kinds of live document. DESIGN.md's table says who reads and who writes each. */
export type DocumentKind = 'stage' | 'cues' | 'side-talk' | 'feedback' | 'scorecard' | 'notes';

/** A round has one of each. */
type RoundKind = 'cues' | 'side-talk' | 'feedback';

export type DocumentName =
	| { kind: 'stage'; interviewId: string }
	| { kind: RoundKind; roundId: string }
	| { kind: 'scorecard' | 'notes'; roundId: string; userId: string };

const id = '[a-z0-9]{20}';
const pattern = new RegExp(
	`^(${id})/(?:(stage)|(cues|side-talk|feedback)|(scorecard|notes)/(${id}))$`
);

/** The name as it stands behind `/collab/`. */
export function toDocumentPath(name: DocumentName): string {
	if (name.kind === 'stage') return `${name.interviewId}/stage`;
	if ('userId' in name) return `${name.roundId}/${name.kind}/${name.userId}`;
	return `${name.roundId}/${name.kind}`;
}

/** The name behind a path, or null where it is none. */
export function toDocumentName(path: string): DocumentName | null {
	const [, first, stage, round, own, userId] = pattern.exec(path) ?? [];
	if (!first) return null;
	if (stage) return { kind: 'stage', interviewId: first };
	if (round) return { kind: round as RoundKind, roundId: first };
	return { kind: own as 'scorecard' | 'notes', roundId: first, userId: userId! };
}

import type { Word } from '../progress/trend.ts';

export const wordNames: Record<Word, string> = {
	'not-enough': 'Not enough interviews yet',
	improving: 'Improving',
	steady: 'Steady',
	slipping: 'Slipping',
	'cannot-say': 'Cannot say yet'
};

/** `today`, `yesterday`, `12 days ago`: whole days between two instants. */
export function toAgo(iso: string, now: string): string {
	const days = Math.max(0, Math.floor((Date.parse(now) - Date.parse(iso)) / 86_400_000));
	return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}

/** How long a link to a report opens it. */
export const linkDays = [7, 30, 90] as const;

/** More open links than this are not in anybody's mind any more. */
export const mostOpenLinks = 20;

export type LinkState = 'open' | 'expired' | 'withdrawn';

/** Times are ISO 8601. */
export interface ReportLinkView {
	id: string;
	state: LinkState;
	/** While it is open; the page puts its own origin before it. */
	path: string | null;
	/** Null: the season. */
	interview: { id: string; finishedAt: string } | null;
	expiresAt: string;
	/** The newest first. */
	openings: { name: string; isSignedIn: boolean; at: string }[];
}

export function toLinkState(
	link: { expiresAt: Date; withdrawnAt: Date | null },
	now: Date
): LinkState {
	if (link.withdrawnAt) return 'withdrawn';
	return link.expiresAt.getTime() <= now.getTime() ? 'expired' : 'open';
}

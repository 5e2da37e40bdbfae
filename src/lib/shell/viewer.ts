/** What every page knows of the person who reads it. */
export interface Viewer {
	name: string;
	email: string | null;
	timeZone: string;
	isGuest: boolean;
	isDemo: boolean;
	/** The one interview a guest's session opens. */
	guestInterviewId: string | null;
	/** Follows candidates: an advisor or admin somewhere. */
	canAdvise: boolean;
	/** Asks questions somewhere: a mentor, advisor or admin. Decks are for them. */
	canAsk: boolean;
	/** Prepares for interviews: a candidate somewhere, or nobody's mentor. A file is for them. */
	canPrepare: boolean;
}

/** The parts of an actor (server/auth/actor.ts) that a viewer is made from. */
interface ActorLike extends Omit<Viewer, 'canAdvise' | 'canAsk' | 'canPrepare'> {
	memberships: { kind: string; role: string }[];
}

/** Owning one's personal space makes nobody an advisor. */
export function toViewer(actor: ActorLike): Viewer {
	const { name, email, timeZone, isGuest, isDemo, guestInterviewId, memberships } = actor;
	const canAdvise = memberships.some(
		({ kind, role }) => kind !== 'personal' && (role === 'advisor' || role === 'admin')
	);
	const canAsk = memberships.some(({ kind, role }) => kind !== 'personal' && role !== 'candidate');
	const canPrepare =
		!canAsk || memberships.some(({ kind, role }) => kind !== 'personal' && role === 'candidate');
	return {
		name,
		email,
		timeZone,
		isGuest,
		isDemo,
		guestInterviewId,
		canAdvise,
		canAsk,
		canPrepare
	};
}

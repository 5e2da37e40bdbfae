import type { Kind, Role } from './interview.ts';

/** How many sit where, by kind of interview. Observers take no seat. */
export const seats: Record<Kind, Record<'candidate' | 'interviewer', number>> = {
	mentor: { candidate: 1, interviewer: 1 },
	peer: { candidate: 1, interviewer: 1 },
	panel: { candidate: 1, interviewer: 4 },
	solo: { candidate: 1, interviewer: 0 }
};

/** With fewer interviewers a panel is none. */
export const fewestOfPanel = 2;

const count = (people: readonly { role: Role }[], role: Role) =>
	people.filter((person) => person.role === role).length;

/** Whether one more may come in that role. */
export const isSeatFree = (kind: Kind, role: Role, people: readonly { role: Role }[]): boolean =>
	role === 'observer' || count(people, role) < seats[kind][role];

/** Whether what comes out of it is kept for them: then a name is not enough. In a swap each of the two answers once. */
export const needsAccount = (kind: Kind, role: Role): boolean =>
	role === 'candidate' || (kind === 'peer' && role !== 'observer');

/** The roles without which the interview cannot be held, and that nobody has taken yet. */
export function toMissingRoles(kind: Kind, people: readonly { role: Role }[]): Role[] {
	const wanted = {
		candidate: seats[kind].candidate,
		interviewer: kind === 'panel' ? fewestOfPanel : seats[kind].interviewer
	};
	return (['candidate', 'interviewer'] as const).filter(
		(role) => count(people, role) < wanted[role]
	);
}

import type { Kind, Role } from '../interview/interview.ts';
import { seats } from '../interview/seats.ts';
import type { KnockReason } from './knock.ts';

/** Why somebody does not walk in by their link. */
export function toWhyKnock(kind: Kind, linkRole: Role, reason: KnockReason): string {
	if (reason === 'removed')
		return 'Somebody who came by this link was taken off the list, so whoever comes by it now asks first.';
	if (kind === 'panel' && linkRole === 'interviewer')
		return `${seats.panel.interviewer} interviewers sit on this panel already, and there is no room for more.`;
	if (linkRole === 'interviewer' || kind === 'peer')
		return 'This interview is for two, and both seats are taken.';
	return 'Somebody else has the candidate’s seat already.';
}

const parts: Record<Role, string> = {
	candidate: 'as candidate',
	interviewer: 'as interviewer',
	observer: 'as observer'
};

/** What those inside are told of somebody at the door, after the name. */
export const toRequest = (role: Role): string => `asks to come in ${parts[role]}`;

/** What whoever knocks would come in as. */
export const toPartWhenAdmitted = (role: Role): string =>
	role === 'observer'
		? 'Somebody inside can let you in as observer: you listen in with your camera off.'
		: `Somebody inside can let you in ${parts[role]}.`;

import type {
	addenda,
	contacts,
	reportLinks,
	reportOpenings,
	setups,
	viewings
} from '#server/db/schema.ts';
import {
	advisor,
	badNight,
	candidate,
	demoOrganisation,
	peer,
	ratedHarshly,
	sharesLittle
} from './people.ts';
import type { SeasonRows } from './season-rows.ts';

const dayMs = 86_400_000;
const ago = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);
const toId = (word: string, index: number) =>
	`${word}${String(index + 1).padStart(20 - word.length, '0')}`;

/** What the advisor did about their candidates: a talk that is over, a reminder, one who wants to be left alone. */
export const toDemoContacts = (now: Date): (typeof contacts.$inferInsert)[] =>
	(
		[
			[peer, 'talked', 'Four good reasons that fit anywhere. He brings one page on three.', 16, 7],
			[ratedHarshly, 'talked', 'Showed him the line without the raters. Relieved.', 3, 7],
			[badNight, 'later', '', 9, 7],
			[sharesLittle, 'not-needed', 'Keeps her season to herself, and has a mentor at home.', 5, 28]
		] as const
	).map(([who, kind, note, daysAgo, clearedDays], index) => ({
		id: toId('democontact', index),
		organisationId: demoOrganisation.id,
		advisorId: advisor.id,
		candidateId: who.id,
		kind,
		note,
		until: ago(now, daysAgo - clearedDays),
		at: ago(now, daysAgo)
	}));

/** The candidate's last mock with a mentor. */
function toLastMock({ interviews, rounds }: SeasonRows) {
	const last = interviews.findLast(
		({ id, kind }) =>
			kind === 'mentor' &&
			rounds.some(
				({ interviewId, candidateId }) => interviewId === id && candidateId === candidate.id
			)
	)!;
	return { interviewId: last.id, roundId: rounds.find((one) => one.interviewId === last.id)!.id };
}

/** When the advisor looked at the candidate's. */
export function toDemoViewings(now: Date, rows: SeasonRows): (typeof viewings.$inferInsert)[] {
	const { interviewId } = toLastMock(rows);
	return (
		[
			['season', null, 40],
			['table', null, 31],
			['season', null, 12.1],
			['season', null, 2.2],
			['interview', interviewId, 2.19]
		] as const
	).map(([what, interviewId, daysAgo], index) => ({
		id: toId('demoviewing', index),
		ownerId: candidate.id,
		viewerId: advisor.id,
		what,
		interviewId,
		at: ago(now, daysAgo)
	}));
}

/** A comment that the candidate has not seen yet. */
export const toDemoComments = (now: Date, rows: SeasonRows): (typeof addenda.$inferInsert)[] => [
	{
		id: 'democomment000000001',
		roundId: toLastMock(rows).roundId,
		authorId: advisor.id,
		body: 'The thyroid case is the one to take with you. Rest on the last two days: you are ready for this.',
		createdAt: ago(now, 2.18)
	}
];

/** Links to the candidate's reports: one that a letter writer has opened, one that is over. */
export function toDemoLinks(now: Date, rows: SeasonRows) {
	const { interviewId } = toLastMock(rows);
	const [open, over] = [toId('demoreportlink', 0), toId('demoreportlink', 1)];
	const links: (typeof reportLinks.$inferInsert)[] = [
		{ id: over, ownerId: candidate.id, expiresAt: ago(now, 21), createdAt: ago(now, 28) },
		{
			id: open,
			ownerId: candidate.id,
			interviewId,
			expiresAt: ago(now, -27),
			createdAt: ago(now, 3)
		}
	];
	const openings: (typeof reportOpenings.$inferInsert)[] = [
		{
			id: toId('demoopening', 0),
			linkId: open,
			viewerName: 'Prof Chidi Eze',
			at: ago(now, 2.5)
		}
	];
	return { links, openings };
}

/** The set-up check as two of them last ran it: all good, and a microphone that was not. */
export const toDemoSetups = (now: Date): (typeof setups.$inferInsert)[] => [
	{
		userId: candidate.id,
		ticked: ['clothes', 'name'],
		checkedAt: ago(now, 4.1),
		updatedAt: ago(now, 4.1)
	},
	{
		userId: badNight.id,
		checkedAt: ago(now, 1.3),
		checkFaults: { microphone: 'failed' },
		updatedAt: ago(now, 1.3)
	}
];

import type { goals, practices } from '#server/db/schema.ts';
import { advisor, badNight, candidate, demoOrganisation, justStarted, peer } from './people.ts';

const dayMs = 86_400_000;
const toDay = (now: Date, days: number) =>
	new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
const ago = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);

/** What the candidates want to reach: a level nearly there, one that is far, a count, one that is finished. */
export const toDemoGoals = (now: Date): (typeof goals.$inferInsert)[] => [
	{
		id: 'demogoal000000000001',
		candidateId: candidate.id,
		kind: 'criterion',
		criterionId: 'structure',
		name: 'Structure',
		target: 4,
		dueOn: toDay(now, 8),
		setAt: ago(now, 40)
	},
	{
		id: 'demogoal000000000002',
		candidateId: candidate.id,
		kind: 'mocks',
		target: 4,
		dueOn: toDay(now, 9),
		setAt: ago(now, 16)
	},
	{
		id: 'demogoal000000000003',
		candidateId: candidate.id,
		kind: 'criterion',
		criterionId: 'clarity',
		name: 'Clarity and organisation',
		target: 3.5,
		dueOn: toDay(now, -10),
		isShared: false,
		setAt: ago(now, 60),
		finishedAt: ago(now, 14)
	},
	{
		id: 'demogoal000000000004',
		candidateId: peer.id,
		kind: 'criterion',
		criterionId: 'all',
		name: 'All criteria',
		target: 4,
		dueOn: toDay(now, 20),
		setAt: ago(now, 30)
	}
];

/** What the advisor assigned: one that waits, one whose day is over. */
export const toDemoPractices = (now: Date): (typeof practices.$inferInsert)[] =>
	(
		[
			[
				candidate,
				'red-flag-drill',
				5,
				2,
				'The gap year in under a minute, without apologising.',
				2
			],
			[badNight, 'last-week', 3, 1, '', 1],
			[justStarted, 'short', -1, 1, 'A first quarter of an hour is enough.', 8]
		] as const
	).map(([who, planId, dueInDays, takes, note, daysAgo], index) => ({
		id: `demopractice${String(index + 1).padStart(8, '0')}`,
		organisationId: demoOrganisation.id,
		advisorId: advisor.id,
		candidateId: who.id,
		planId,
		dueOn: toDay(now, dueInDays),
		takes,
		note,
		createdAt: ago(now, daysAgo)
	}));

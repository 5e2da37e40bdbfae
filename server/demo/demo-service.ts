import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { defaultPlan } from '#lib/deck/plans.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { Db } from '#server/db/open.ts';
import { interviews, participants } from '#server/db/schema.ts';
import type { InterviewService } from '#server/interviews/interview-service.ts';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import { residencyInterview } from '#server/rubrics/built-in/built-in-rubrics.ts';
import { findCurrentVersion } from '#server/rubrics/rubric-queries.ts';
import { ensureDemo, clearDemo } from './demo-data.ts';
import { admin, advisor, candidate, demoOrganisation, mentor, peer } from './people.ts';

/** Somebody to continue as, on the demo's page. */
export interface ContinueTile {
	email: string;
	name: string;
	/** What they are, in a word or two. */
	part: string;
	/** What one sees as this person. */
	shows: string;
	/** Where one press leads; null: to the prepared interview's room. */
	path: string | null;
}

export interface DemoService {
	/** Makes the demo organisation, its people and their season where they are not there yet. */
	ensure(): Promise<void>;
	/** Takes the demo away again. */
	clear(): Promise<{ interviews: number; people: number }>;
	/**
	 * The interview between mentor and candidate that starts now: the one that waits or runs, else a new one. Null for
	 * an actor who is neither of the two.
	 */
	prepared(actor: Actor): Promise<{ id: string } | null>;
	/** The five people; the candidate leads for `candidate`, else the mentor. */
	continueTiles(lead: 'mentor' | 'candidate'): ContinueTile[];
}

const tiles: Record<'mentor' | 'candidate' | 'peer' | 'advisor' | 'admin', ContinueTile> = {
	mentor: {
		email: mentor.email!,
		name: mentor.name,
		part: 'Mentor',
		shows: 'Runs the interview: draws the questions, keeps the time, rates and writes feedback.',
		path: null
	},
	candidate: {
		email: candidate.email!,
		name: candidate.name,
		part: 'Candidate, Med-Psych',
		shows: 'Answers on camera, rates herself, and has ten weeks of progress behind her.',
		path: null
	},
	peer: {
		email: peer.email!,
		name: peer.name,
		part: 'Peer, internal medicine',
		shows: 'Practises every week and has stood still for ten of them.',
		path: '/progress'
	},
	advisor: {
		email: advisor.email!,
		name: advisor.name,
		part: 'Advisor',
		shows: 'Follows six candidates through the season and sees whom to talk to today.',
		path: '/advising'
	},
	admin: {
		email: admin.email!,
		name: admin.name,
		part: 'Admin',
		shows: 'Looks after the organisation: people, roles, invitations, reset links.',
		path: '/organisations'
	}
};

export function createDemoService(options: {
	db: Db;
	interviews: Pick<InterviewService, 'create'>;
	now: () => Date;
}): DemoService {
	const { db, now } = options;
	let preparing: Promise<unknown> = Promise.resolve();

	/** The newest interview that mentor and candidate could enter. */
	async function findWaiting(): Promise<{ id: string } | null> {
		const ofCandidate = db
			.select({ id: participants.interviewId })
			.from(participants)
			.where(and(eq(participants.userId, candidate.id), isNull(participants.removedAt)));
		const [waiting] = await db
			.select({ id: interviews.id, phase: interviews.phase })
			.from(interviews)
			.where(
				and(
					eq(interviews.organisationId, demoOrganisation.id),
					eq(interviews.createdBy, mentor.id),
					eq(interviews.kind, 'mentor'),
					inArray(interviews.phase, ['scheduled', 'open', 'live', 'debrief']),
					inArray(interviews.id, ofCandidate)
				)
			)
			.orderBy(desc(interviews.createdAt), desc(interviews.id))
			.limit(1);
		if (waiting?.phase === 'scheduled')
			await db
				.update(interviews)
				.set({ scheduledAt: now() })
				.where(and(eq(interviews.id, waiting.id), eq(interviews.phase, 'scheduled')));
		return waiting ? { id: waiting.id } : null;
	}

	async function prepare(): Promise<{ id: string }> {
		const waiting = await findWaiting();
		if (waiting) return waiting;
		const rubric = await findCurrentVersion(db, residencyInterview.id);
		const created = await options.interviews.create(asMentor, {
			kind: 'mentor',
			organisationId: demoOrganisation.id,
			withUserId: candidate.id,
			panelIds: [],
			myRole: 'interviewer',
			scheduledAt: now().toISOString(),
			minutes: defaultPlan.minutes,
			planId: defaultPlan.id,
			deckId: starterDeck.id,
			rubricVersionId: rubric?.id ?? '',
			scoring: 'alone'
		});
		if (!created.ok) throw new Error(`the demo interview was refused: ${created.message}`);
		return { id: created.id };
	}

	return {
		ensure: () => ensureDemo(db, now()),
		clear: () => clearDemo(db),

		prepared(actor) {
			if (actor.userId !== mentor.id && actor.userId !== candidate.id) return Promise.resolve(null);
			// One after the other: two tiles pressed at once lead into the same interview.
			const prepared = preparing.then(prepare);
			preparing = prepared.catch(() => undefined);
			return prepared;
		},

		continueTiles(lead) {
			const { mentor, candidate, peer, advisor, admin } = tiles;
			const two = lead === 'candidate' ? [candidate, mentor] : [mentor, candidate];
			return [...two, peer, advisor, admin];
		}
	};
}

/** The mentor, for the one thing that the demo does in his name. */
const asMentor: Actor = {
	userId: mentor.id,
	sessionId: '',
	name: mentor.name,
	email: mentor.email,
	timeZone: mentor.timeZone,
	isGuest: false,
	guestInterviewId: null,
	isDemo: true,
	memberships: [
		{
			organisationId: demoOrganisation.id,
			organisationName: demoOrganisation.name,
			kind: demoOrganisation.kind,
			role: 'mentor'
		}
	]
};

import type { openDatabase } from '#server/db/open.ts';
import { toSignedId } from '#server/auth/signed-id.ts';
import { createToken, toTokenHash } from '#server/auth/token.ts';
import { createId } from '#server/db/id.ts';
import {
	goals,
	interviews,
	invitations,
	participants,
	practices,
	ratings,
	reportLinks,
	reviewRequests,
	scorecards
} from '#server/db/schema.ts';
import { and, eq } from 'drizzle-orm';
import { testAppSecret } from '../support/given.ts';

type Db = Awaited<ReturnType<typeof openDatabase>>['db'];

export interface ThingsOptions {
	db: Db;
	organisationId: string;
	candidateId: string;
	advisorId: string;
	interviewerId: string;
	adminId: string;
	/** A practice alone of the candidate’s. */
	soloId: string;
}

const later = () => new Date(Date.now() + 2 * 86_400_000);
const laterDay = () => later().toISOString().slice(0, 10);

/** Things of the candidate’s that are there: each is made for one probe, which may change or end it. */
export function createThings(options: ThingsOptions) {
	const { db, organisationId, candidateId, advisorId } = options;
	return {
		/** A goal of the candidate’s own. */
		async goal(): Promise<string> {
			const id = createId();
			await db.insert(goals).values({
				id,
				candidateId,
				kind: 'mocks',
				target: 5,
				dueOn: laterDay(),
				setAt: new Date()
			});
			return id;
		},

		/** Practice that the advisor has assigned. */
		async practice(): Promise<string> {
			const id = createId();
			await db.insert(practices).values({
				id,
				organisationId,
				advisorId,
				candidateId,
				planId: 'traditional',
				dueOn: laterDay(),
				takes: 1
			});
			return id;
		},

		/** An open link to the candidate’s season. */
		async reportLink(): Promise<{ id: string; token: string }> {
			const id = createId();
			await db.insert(reportLinks).values({ id, ownerId: candidateId, expiresAt: later() });
			return { id, token: toSignedId(testAppSecret, 'report-link', id) };
		},

		/** An invitation of the admin’s that nobody has used. */
		async invitation(): Promise<{ id: string; token: string }> {
			const token = createToken();
			const id = toTokenHash(token);
			await db.insert(invitations).values({
				tokenHash: id,
				organisationId,
				email: `${createId()}@people.test`,
				role: 'mentor',
				createdBy: options.adminId,
				expiresAt: later()
			});
			return { id, token };
		},

		/** A link that lends answers of the practice alone. */
		async reviewRequest(): Promise<string> {
			const id = createId();
			await db.insert(reviewRequests).values({
				id,
				interviewId: options.soloId,
				tokenHash: toTokenHash(createToken()),
				expiresAt: later()
			});
			return id;
		},

		/** The advisor sits in on an interview. */
		async seat(interviewId: string): Promise<void> {
			await db
				.insert(participants)
				.values({ interviewId, userId: advisorId, role: 'observer', sitsIn: true })
				.onConflictDoNothing();
		},

		/** The interviewer’s numbers for a finished round: with them there is something to draw. */
		async rate({ id, roundId }: { id: string; roundId: string }): Promise<void> {
			const raterId = options.interviewerId;
			const [interview] = await db.select().from(interviews).where(eq(interviews.id, id));
			await db
				.delete(scorecards)
				.where(and(eq(scorecards.roundId, roundId), eq(scorecards.raterId, raterId)));
			const scorecardId = createId();
			await db.insert(scorecards).values({
				id: scorecardId,
				roundId,
				raterId,
				raterKind: 'interviewer',
				rubricVersionId: interview!.rubricVersionId,
				state: 'given'
			});
			await db.insert(ratings).values({ scorecardId, criterionId: 'clarity', value: 4 });
		}
	};
}

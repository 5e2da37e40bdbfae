import { eq } from 'drizzle-orm';
import type { CommandRefusal } from '#lib/interview/command.ts';
import type { Role } from '#lib/interview/interview.ts';
import type { Tx } from '#server/db/open.ts';
import { answers } from '#server/db/schema.ts';
import { toRoundRole, type AnswerRow, type InterviewState } from './interview-queries.ts';

/** What a command runs on: everything is read and written inside one transaction. */
export interface CommandContext {
	tx: Tx;
	state: InterviewState;
	/** Who gives it; null for the server itself. */
	userId: string | null;
	now: Date;
	random: () => number;
}

/** `changed: false` where the wish is already so: nothing is written, and the answer is a yes. */
export type Applied = { ok: true; changed: boolean } | { ok: false; code: CommandRefusal };

export const done: Applied = { ok: true, changed: true };
export const unchanged: Applied = { ok: true, changed: false };
export const refuse = (code: CommandRefusal): Applied => ({ ok: false, code });

/** Whether an answer runs, paused or not. */
export const isRunning = (answer: AnswerRow | null): answer is AnswerRow & { startedAt: Date } =>
	!!answer?.startedAt && !answer.stoppedAt;

export async function updateAnswer(tx: Tx, id: string, values: Partial<AnswerRow>): Promise<void> {
	await tx.update(answers).set(values).where(eq(answers.id, id));
}

/** The person's role in the present round. */
export const findRole = (state: InterviewState, userId: string): Role | null => {
	const person = state.people.find((one) => one.userId === userId);
	return person ? toRoundRole(state.interview, state.round, person) : null;
};

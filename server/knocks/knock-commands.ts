import type { Command, CommandRefusal } from '#lib/interview/command.ts';
import { isEnterable } from '#lib/interview/phase.ts';
import type { StageKnock } from '#lib/knock/knock.ts';
import { toAdmittedRole } from '#lib/knock/knock.ts';
import type { Executor, Tx } from '../db/open.ts';
import {
	findPlace,
	mayManage,
	takePlace,
	type InterviewState
} from '../interviews/interview-queries.ts';
import { endWait, findKnockById, findWaiting } from './knock-queries.ts';

type KnockCommand = Extract<Command, { type: 'admit-knock' | 'decline-knock' }>;

interface Context {
	tx: Tx;
	state: InterviewState;
	userId: string | null;
}

type Applied = { ok: true; changed: boolean } | { ok: false; code: CommandRefusal };
const done: Applied = { ok: true, changed: true };
const unchanged: Applied = { ok: true, changed: false };
const refuse = (code: CommandRefusal): Applied => ({ ok: false, code });

/**
 * Lets somebody in who knocked, in the part that was shown, or sends them away; under the interview's lock. The same
 * answer twice is one; of two that differ the first stands.
 */
export async function applyKnockCommand(
	{ tx, state, userId }: Context,
	command: KnockCommand
): Promise<Applied> {
	const { interview, people } = state;
	const me = people.find((one) => one.userId === userId);
	if (!me || !mayManage(me, interview, me.role)) return refuse('not_allowed');
	const found = await findKnockById(tx, interview.id, command.knockId);
	const wanted = command.type === 'admit-knock' ? 'admitted' : 'declined';
	if (found?.knock.state === wanted) return unchanged;
	if (found?.knock.state !== 'waiting') return refuse('knock_gone');
	const { knock, linkRole, isGuest } = found;
	if (command.type === 'decline-knock') {
		await endWait(tx, knock.id, 'declined', me.userId);
		return done;
	}
	const role = toAdmittedRole(interview.kind, linkRole, people, isGuest);
	if (command.role !== 'observer' && command.role !== role) return refuse('seat_taken');
	const place = await findPlace(tx, interview.id, knock.userId);
	if (place?.removedAt) return refuse('knock_gone');
	if (!place) await takePlace(tx, interview, { ...knock, role: command.role });
	await endWait(tx, knock.id, 'admitted', me.userId);
	return done;
}

/** Who waits, as the stage shows it. */
export async function readKnocks(
	tx: Executor,
	{ interview, people }: Pick<InterviewState, 'interview' | 'people'>
): Promise<StageKnock[]> {
	if (!isEnterable(interview.phase)) return [];
	const waiting = await findWaiting(tx, interview.id);
	return waiting.map(({ knock, name, isGuest, linkRole }) => ({
		id: knock.id,
		name,
		role: toAdmittedRole(interview.kind, linkRole, people, isGuest)
	}));
}

import {
	mostOpenPractices,
	readPracticeInput,
	toPracticeView,
	type PracticeErrors,
	type PracticeInput,
	type PracticeView
} from '#lib/advising/practice.ts';
import { toDayIn } from '#lib/time/day.ts';
import type { Actor } from '../auth/actor.ts';
import { createId } from '../db/id.ts';
import type { Db } from '../db/open.ts';
import type { SoloService } from '../solo/solo-service.ts';
import { findFollowed } from './advising-queries.ts';
import * as queries from './practice-queries.ts';

/** Somebody to whom the actor may assign practice. */
export interface PracticePerson {
	userId: string;
	name: string;
	organisationId: string;
	organisationName: string;
}

type NotFound = { ok: false; code: 'not_found' };

export interface PracticeService {
	/** Those whom the actor follows now, by name. */
	people(actor: Actor): Promise<PracticePerson[]>;
	/** What the actor assigned to people they follow now, the newest first; done or not by what is shared with them. */
	assigned(actor: Actor): Promise<PracticeView[]>;
	/** What others assigned to the actor, the newest first. */
	own(actor: Actor): Promise<PracticeView[]>;
	/** To people whom the actor follows now; all of them or none. */
	assign(
		actor: Actor,
		people: readonly Pick<PracticePerson, 'userId' | 'organisationId'>[],
		input: PracticeInput
	): Promise<{ ok: true } | NotFound | { ok: false; code: 'invalid'; errors: PracticeErrors }>;
	/** Twice changes nothing more. */
	withdraw(actor: Actor, practiceId: string): Promise<{ ok: true } | NotFound>;
	/** Deals its questions to be answered alone, or gives the one that was begun. */
	start(
		actor: Actor,
		practiceId: string
	): Promise<
		| { ok: true; interviewId: string }
		| NotFound
		| { ok: false; code: 'no_takes' | 'not_alone' | 'no_questions'; message: string }
	>;
}

const notFound: NotFound = { ok: false, code: 'not_found' };

export function createPracticeService({
	db,
	solo,
	deckOf,
	now = () => new Date()
}: {
	db: Db;
	solo: Pick<SoloService, 'begin'>;
	/** The deck that somebody is dealt from when nothing is chosen. */
	deckOf: (actor: Actor) => Promise<string>;
	now?: () => Date;
}): PracticeService {
	async function people(actor: Actor): Promise<PracticePerson[]> {
		const followed = actor.isGuest ? [] : await findFollowed(db, actor.userId, now());
		return followed.map(({ userId, name, organisationId, organisationName }) => ({
			userId,
			name,
			organisationId,
			organisationName
		}));
	}

	async function read(actor: Actor, reader: 'candidate' | 'advisor') {
		if (actor.isGuest) return [];
		const { userId } = actor;
		const of = reader === 'candidate' ? { candidateId: userId } : { advisorId: userId };
		const rows = await queries.findPractices(db, of, now());
		const held = await queries.findHeld(db, rows, reader);
		const zone = { timeZone: actor.timeZone, now: now().toISOString() };
		return rows.flatMap((row) => {
			const view = toPracticeView(row, held, zone);
			return view ? [{ row, view }] : [];
		});
	}

	return {
		people,
		assigned: async (actor) => (await read(actor, 'advisor')).map(({ view }) => view),
		own: async (actor) => (await read(actor, 'candidate')).map(({ view }) => view),

		async assign(actor, chosen, input) {
			const followed = await people(actor);
			const wanted = followed.filter((one) =>
				chosen.some(
					({ userId, organisationId }) =>
						userId === one.userId && organisationId === one.organisationId
				)
			);
			if (followed.length === 0 || wanted.length < chosen.length) return notFound;
			const today = toDayIn(now().getTime(), actor.timeZone);
			const read = readPracticeInput(input, today);
			const errors: PracticeErrors = read.ok ? {} : read.errors;
			if (wanted.length === 0) errors.people = 'Choose at least one person.';
			if (!read.ok || errors.people) return { ok: false, code: 'invalid', errors };
			const ids = [...new Set(wanted.map(({ userId }) => userId))];
			return db.transaction(async (tx) => {
				await queries.lockPeople(tx, ids);
				const open = await queries.countOpen(tx, ids, today);
				const full = wanted.find(({ userId }) => (open.get(userId) ?? 0) >= mostOpenPractices);
				if (full)
					return {
						ok: false,
						code: 'invalid',
						errors: {
							people: `${full.name} has ${mostOpenPractices} open already, which is the most. Withdraw one first.`
						}
					};
				await queries.insertPractices(
					tx,
					wanted.map(({ userId, organisationId }) => ({
						id: createId(),
						organisationId,
						advisorId: actor.userId,
						candidateId: userId,
						...read.practice,
						createdAt: now()
					}))
				);
				return { ok: true };
			});
		},

		async withdraw(actor, practiceId) {
			const isThere =
				!actor.isGuest && (await queries.withdrawPractice(db, actor.userId, practiceId, now()));
			return isThere ? { ok: true } : notFound;
		},

		async start(actor, practiceId) {
			const found = (await read(actor, 'candidate')).find(({ view }) => view.id === practiceId);
			if (!found) return notFound;
			const { row, view } = found;
			const begun = await queries.findBegun(db, actor.userId, row, view.planName);
			if (begun) return { ok: true, interviewId: begun };
			if (view.taken >= view.takes)
				return { ok: false, code: 'no_takes', message: 'All takes of this practice are used.' };
			if (!view.canAlone)
				return { ok: false, code: 'not_alone', message: 'This plan wants somebody who asks.' };
			const made = await solo.begin(actor, {
				planId: view.planId,
				deckId: await deckOf(actor),
				organisationId: row.organisationId,
				thinkSeconds: 30,
				answerSeconds: null
			});
			return made.ok
				? { ok: true, interviewId: made.id }
				: { ok: false, code: 'no_questions', message: made.message };
		}
	};
}

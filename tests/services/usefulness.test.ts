import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOutcomeService } from '#server/interviews/outcome-service.ts';
import { rounds } from '#server/db/schema.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
beforeAll(async () => {
	given = await openInterviews();
});
afterAll(() => given[Symbol.asyncDispose]());

const notFound = { ok: false, code: 'not_found' };
const toRoundId = async (interviewId: string) =>
	(await given.db.select().from(rounds).where(eq(rounds.interviewId, interviewId)))[0]!.id;

it('the candidate says how useful the feedback was, once it is finished, and may change it', async () => {
	const { id, interviewer, candidate, observer } = await given.interview({ observer: true });
	const roundId = await toRoundId(id);
	const say = (actor: typeof candidate, usefulness: 'very' | 'little', interviewId = id) =>
		given.outcomes.rateFeedback(actor, { interviewId, roundId, usefulness });
	expect(await say(candidate, 'very')).toEqual(notFound);
	await given.run(interviewer, id, { type: 'go-to-debrief' });
	await given.run(interviewer, id, { type: 'finish' });

	const read = async (actor: typeof candidate, outcomes = given.outcomes) => {
		const [round] = (await outcomes.get(actor, id))!.rounds;
		return [round!.usefulness, round!.canSayUsefulness];
	};
	expect(await read(candidate)).toEqual([null, true]);
	expect(await say(candidate, 'little')).toEqual({ ok: true });
	expect(await say(candidate, 'very')).toEqual({ ok: true });
	expect(await read(candidate)).toEqual(['very', true]);
	expect(await read(interviewer)).toEqual(['very', false]);

	// It is nobody else's to say, and not of another interview.
	for (const actor of [interviewer, observer!, await given.person('Dr Ines Roth')])
		expect(await say(actor, 'little')).toEqual(notFound);
	const other = await given.interview();
	expect(await say(candidate, 'little', other.id)).toEqual(notFound);

	// Who reads it because it is shared, and was not there, is not told.
	const advisor = await given.person('Ines Holt', { role: 'advisor' });
	const shared = createOutcomeService({ db: given.db, openRounds: async () => [roundId] });
	expect(await read(advisor, shared)).toEqual([null, false]);
});

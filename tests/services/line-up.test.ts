import { afterAll, beforeAll, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { toDocumentPath } from '#lib/collab/documents.ts';
import type { CuesView, StageView } from '#lib/interview/stage.ts';
import { rounds } from '#server/db/schema.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
beforeAll(async () => {
	given = await openInterviews();
});
afterAll(() => given[Symbol.asyncDispose]());

async function read(interviewId: string) {
	const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, interviewId));
	const view = async (path: string, root: string) => {
		const doc = await given.hub.read(given.db, path);
		const found = doc.getMap(root).get('view');
		doc.destroy();
		return found;
	};
	return {
		cues: (await view(toDocumentPath({ kind: 'cues', roundId: round!.id }), 'cues')) as CuesView,
		stage: (await view(toDocumentPath({ kind: 'stage', interviewId }), 'stage')) as StageView
	};
}

const draw = { type: 'draw-question' };

it('steps are dealt in the order that was set, those left out are not, and what was dealt stays', async () => {
	const { id, interviewer } = await given.interview();
	const order = (steps: number[]) =>
		given.run(interviewer, id, { type: 'order-plan', order: steps });
	await given.run(interviewer, id, draw);
	await given.run(interviewer, id, { type: 'start-answer' });
	await given.run(interviewer, id, { type: 'stop-answer' });
	const { cues: first } = await read(id);
	const count = first.steps.length;
	expect(count).toBeGreaterThan(3);
	expect(first.card!.planStep).toBe(0);

	// The last first, the second left out; the one that was dealt is not named.
	const rest = Array.from({ length: count - 3 }, (_, index) => index + 2);
	expect(await order([count - 1, ...rest])).toMatchObject({ ok: true });
	const { cues, stage } = await read(id);
	expect(cues.steps.map(({ step, isLeftOut }) => (isLeftOut ? `-${step}` : `${step}`))).toEqual([
		'0',
		String(count - 1),
		...rest.map(String),
		'-1'
	]);
	expect(cues.steps[0]).toMatchObject({ isDealt: true });
	expect(stage.plan).toEqual({ dealt: 1, total: count - 1 });

	await given.run(interviewer, id, draw);
	expect((await read(id)).cues.card!.planStep).toBe(count - 1);
	// Other question is another card of the same step.
	await given.run(interviewer, id, { type: 'other-question' });
	expect((await read(id)).cues.card!.planStep).toBe(count - 1);
	await given.run(interviewer, id, { type: 'start-answer' });
	await given.run(interviewer, id, { type: 'stop-answer' });

	expect(await order([])).toMatchObject({ ok: true });
	expect(await given.run(interviewer, id, draw)).toMatchObject({ code: 'plan_complete' });
	expect(await order([1])).toMatchObject({ ok: true });
	expect(await given.run(interviewer, id, draw)).toMatchObject({ ok: true });
	expect((await read(id)).cues.card!.planStep).toBe(1);
});

it('only steps of the plan, each once, and only by an interviewer while questions are asked', async () => {
	const { id, interviewer, candidate, observer } = await given.interview({ observer: true });
	const order = (steps: unknown, actor = interviewer) =>
		given.run(actor, id, { type: 'order-plan', order: steps });
	expect(await order([0, 0])).toMatchObject({ code: 'unknown_step' });
	expect(await order([0, 59])).toMatchObject({ code: 'unknown_step' });
	for (const wrong of [[-1], [0.5], ['0'], Array.from({ length: 61 }, (_, step) => step), null])
		expect(await order(wrong)).toMatchObject({ code: 'bad_command' });
	for (const actor of [candidate, observer!])
		expect(await order([1, 0], actor)).toMatchObject({ code: 'not_allowed' });
	expect(await order([1, 0])).toMatchObject({ ok: true });
	await given.run(interviewer, id, { type: 'go-to-debrief' });
	expect(await order([0, 1])).toMatchObject({ code: 'wrong_phase' });
});

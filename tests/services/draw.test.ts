import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toDocumentPath } from '#lib/collab/documents.ts';
import { fitsCategory } from '#lib/deck/draw.ts';
import {
	categories,
	fitsCandidate,
	paths,
	specialties,
	type Preparation,
	type QuestionContent
} from '#lib/deck/question.ts';
import type { Actor } from '#server/auth/actor.ts';
import { answers, exposures, interviews, rounds } from '#server/db/schema.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
beforeAll(async () => {
	given = await openInterviews();
});
afterAll(() => given[Symbol.asyncDispose]());

/** A seeded generator (mulberry32), so that a failure can be run again. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** Everything that reaches a candidate’s browser: the page’s data and every document that may be opened. */
async function readAsCandidate(candidate: Actor, id: string): Promise<string> {
	const view = (await given.rooms.enter(candidate, id))!;
	const { stage, feedback, scorecard, notes, cues } = view.documents;
	expect(cues).toBeNull();
	const texts = [JSON.stringify(view)];
	for (const document of [stage, feedback, scorecard, notes]) {
		if (!document) continue;
		const doc = await given.hub.read(given.db, document.path);
		texts.push(JSON.stringify([...doc.share.keys()].map((root) => doc.get(root).toJSON())));
		texts.push(JSON.stringify(doc.getMap('stage').toJSON()));
		doc.destroy();
	}
	return texts.join('\n');
}

const toSecrets = (content: QuestionContent) => [
	...content.followUps,
	...(content.followUpCues ?? []).filter((cue) => cue.length > 20),
	...content.strongAnswer,
	...content.commonMistakes,
	...[content.rule, content.gracefulAnswer].filter((text) => text !== undefined)
];

it('60 draws through the room’s commands: no repeat without its label, no card that does not fit, nothing leaks', async () => {
	const seed = 20261122;
	const random = createRandom(seed);
	const choose = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
	const host = await given.person('Dr Kwame Osei');
	const { defaults } = await given.interviews.createOptions(host);
	let draws = 0;
	let unlabelled = 0;
	let unfit = 0;
	let leaks = 0;
	let repeats = 0;

	for (let index = 0; index < 3; index++) {
		const preparation: Preparation = {
			specialty: choose([null, ...specialties]),
			path: choose([null, ...paths]),
			needsVisa: choose([null, true, false])
		};
		const candidate = await given.person(`Candidate ${index}`, {
			role: 'candidate',
			...preparation
		});
		// Two interviews a person: what was met in the first is known in the second.
		for (const count of [8, 12]) {
			const created = await given.interviews.create(host, {
				...defaults,
				withUserId: candidate.userId
			});
			if (!created.ok) throw new Error(created.message);
			const { id } = created;
			await given.rooms.enter(host, id);
			await given.rooms.enter(candidate, id);
			// A narrow set of categories, so that cards run out and repeats are dealt.
			const fitting = categories.filter((category) => fitsCategory(category, preparation));
			const narrow = [choose(fitting), choose(['small-talk', 'away-rotations'] as const)];
			for (let draw = 0; draw < count; draw++) {
				const met = await given.db
					.select({ questionId: exposures.questionId })
					.from(exposures)
					.where(eq(exposures.userId, candidate.userId));
				const drawn = await given.run(host, id, {
					type: 'draw-from-category',
					category: choose(narrow)
				});
				if (!drawn.ok) {
					expect(drawn.code, `seed ${seed}`).toBe('deck_exhausted');
					await given.run(host, id, { type: 'draw-from-category', category: 'motivation' });
				}
				draws += 1;
				given.turnClock(60_000);
				const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, id));
				const cues = await given.hub.read(
					given.db,
					toDocumentPath({ kind: 'cues', roundId: round!.id })
				);
				const { card } = cues.getMap('cues').get('view') as {
					card: { questionId: string; metBeforeAt: number | null; content: QuestionContent };
				};
				cues.destroy();
				const isRepeat = met.some(({ questionId }) => questionId === card.questionId);
				repeats += isRepeat ? 1 : 0;
				if (isRepeat !== (card.metBeforeAt !== null)) unlabelled += 1;
				if (
					!fitsCandidate(card.content, preparation) ||
					!fitsCategory(card.content.category, preparation)
				)
					unfit += 1;
				const before = await readAsCandidate(candidate, id);
				if ([card.content.prompt, ...toSecrets(card.content)].some((text) => before.includes(text)))
					leaks += 1;
				await given.run(host, id, { type: 'start-answer' });
				const asked = await readAsCandidate(candidate, id);
				expect(asked, `seed ${seed}`).toContain(card.content.prompt);
				if (toSecrets(card.content).some((text) => asked.includes(text))) leaks += 1;
				await given.run(host, id, { type: 'stop-answer' });
			}
			await given.db.update(interviews).set({ phase: 'finished' }).where(eq(interviews.id, id));
		}
	}

	expect({ draws, unlabelled, unfit, leaks }).toEqual({
		draws: 60,
		unlabelled: 0,
		unfit: 0,
		leaks: 0
	});
	expect(repeats).toBeGreaterThan(3);
	const reasons = await given.db.select({ reason: answers.reason }).from(answers);
	expect(reasons.filter(({ reason }) => reason !== null).length).toBeGreaterThan(30);
}, 60_000);

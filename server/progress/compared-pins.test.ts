import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFilters } from '#lib/progress/filters.ts';
import type { Visibility } from '#lib/progress/visibility.ts';
import { toSeasonReport } from '#lib/report/report.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { interviews, rounds } from '../db/schema.ts';
import { createProgressService, type ProgressService } from './progress-service.ts';

const now = () => new Date('2026-11-22T12:00:00Z');
const everything = readFilters(new URLSearchParams());

let world: Awaited<ReturnType<typeof givenSeasons>>;
let progress: ProgressService;
let candidate: Actor;
let advisor: Actor;
let colleague: Actor;
let stranger: Actor;
const evenings: { interviewId: string; roundId: string }[] = [];

beforeAll(async () => {
	world = await givenSeasons();
	const { given } = world;
	progress = createProgressService({ db: world.db, now });
	const school = await given.organisation('Harbour School');
	candidate = await given.person('Amara', { [school]: 'candidate' });
	advisor = await given.person('Ines', { [school]: 'advisor' });
	colleague = await given.person('Jan', { [school]: 'admin' });
	stranger = await given.person('Kim');
	const mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	const listener = await given.person('Lee', { [school]: 'mentor' });
	await given.follows(advisor, candidate, school);
	const hold = async (day: number, phase: 'finished' | 'debrief', who = candidate) => {
		const evening = await given.interview({
			organisationId: school,
			candidate: who,
			interviewer: mentor,
			phase,
			at: `2026-11-${10 + day}T18:00:00Z`,
			cards: [{ by: mentor, marks: { structure: 3 } }]
		});
		const { answerId } = await given.answer(evening.roundId, 'Why psychiatry?');
		await given.heard(answerId, mentor, [{ atMs: day * 1000, words: `PINNED ${day}` }]);
		if (day === 1) await given.heard(answerId, listener, [{ atMs: 5000, words: 'HEARD 1' }]);
		return evening;
	};
	for (const day of [1, 2, 3]) evenings.push(await hold(day, 'finished'));
	await hold(4, 'debrief');
	await hold(5, 'finished', await given.person('Bo', { [school]: 'candidate' }));
});

afterAll(() => world[Symbol.asyncDispose]());

/** What was pinned at the first time and the last; null: nothing of this candidate's. */
async function readPins(reader: Actor) {
	const season = await progress.season(reader, everything, candidate.userId);
	return (
		season &&
		season.repeats.map(({ first, last }) =>
			[first, last].map(({ heard }) =>
				heard.flatMap(({ raterName, marks }) =>
					marks.pins.map(({ atMs, words }) => `${raterName} ${atMs} ${words}`)
				)
			)
		)
	);
}
const share = (day: number, visibility: Visibility) =>
	world.db
		.update(rounds)
		.set({ visibility })
		.where(eq(rounds.id, evenings[day - 1]!.roundId));
const one = ['Dr Osei 1000 PINNED 1', 'Lee 5000 HEARD 1'];
const two = ['Dr Osei 2000 PINNED 2'];
const three = ['Dr Osei 3000 PINNED 3'];

describe('[7.7] pins of a question that was asked again', () => {
	test('are the candidate’s to read, each under its name, of finished interviews alone', async () => {
		expect(await readPins(candidate)).toEqual([[one, three]]);
	});

	test('are the advisor’s where the interview is shared, and nobody’s who does not see it', async () => {
		expect(await readPins(advisor)).toEqual([[one, three]]);
		// Who only works there sees what is shared with the organisation: so far nothing.
		expect(await readPins(colleague)).toBeNull();
		expect(await readPins(stranger)).toBeNull();
		for (const day of [1, 2]) await share(day, 'organisation');
		expect(await readPins(colleague)).toEqual([[one, two]]);
	});

	test('[8.2] kept private, they are gone for everybody else at once', async () => {
		await share(3, 'private');
		expect(await readPins(advisor)).toEqual([[one, two]]);
		await share(2, 'private');
		// Asked once in what is left.
		expect(await readPins(advisor)).toEqual([]);
		const seen = JSON.stringify(await progress.season(advisor, everything, candidate.userId));
		expect(seen).not.toMatch(/PINNED|HEARD/);
		expect(await readPins(candidate)).toEqual([[one, three]]);
	});

	test('are in no report and no file', async () => {
		for (const day of [1, 2, 3]) await share(day, 'organisation');
		const season = (await progress.shareable(candidate.userId, 'UTC'))!;
		const report = toSeasonReport(season, { timeZone: 'UTC', now: now().toISOString() });
		expect(JSON.stringify(report)).not.toMatch(/PINNED|HEARD/);
		const table = [...(await progress.table(candidate))!].join('');
		expect(table).not.toMatch(/PINNED|HEARD/);
	});

	test('come with an interview that is finished now, and go with one that is deleted', async () => {
		await world.db
			.update(interviews)
			.set({ phase: 'finished', finishedAt: new Date('2026-11-20T19:00:00Z') })
			.where(eq(interviews.phase, 'debrief'));
		expect(await readPins(candidate)).toEqual([[one, ['Dr Osei 4000 PINNED 4']]]);
		await world.db.delete(interviews).where(eq(interviews.id, evenings[0]!.interviewId));
		expect(await readPins(candidate)).toEqual([[two, ['Dr Osei 4000 PINNED 4']]]);
	});
});

import { sql } from 'drizzle-orm';
import { defaultPlan } from '#lib/deck/plans.ts';
import { residencyInterview } from '../rubrics/built-in/built-in-rubrics.ts';
import { findCurrentVersion } from '../rubrics/rubric-queries.ts';
import { starterDeck } from '../decks/starter/starter-deck.ts';
import type { Db } from './open.ts';

/** How much is made up. An organisation has 200 candidates, 20 mentors and 5 advisors. */
export interface LoadSize {
	organisations: number;
	/** Finished ones, each with five answers and an interviewer's and an own card of ten criteria. */
	interviews: number;
}

/** 1,000,000 ratings, 50,000 interviews, about 5,000 people. */
export const fullLoad: LoadSize = { organisations: 22, interviews: 50_000 };
/** A hundredth of it. */
export const smallLoad: LoadSize = { organisations: 1, interviews: 500 };

export const candidatesEach = 200;
const mentorsEach = 20;
const advisorsEach = 5;
/** Of the very first candidate. */
export const longSeason = 200;
const ratingsEach = 10;
const answersEach = 5;
const agreedEach = 3;

const pad = (kind: string, number: ReturnType<typeof sql>) =>
	sql`${`load${kind}`} || lpad((${number})::text, ${sql.raw(String(16 - kind.length))}, '0')`;

/** Ids of what is looked at: the candidate of many interviews, and the advisor of an organisation's every candidate. */
export const loadCandidateId = `loadperson${'1'.padStart(10, '0')}`;
export const loadAdvisorId = `loadperson${String(candidatesEach + mentorsEach + 1).padStart(10, '0')}`;

/**
 * Fills an empty database with seasons, the same from the same seed, by statements that the database runs itself.
 * Wants the built-in deck and rubrics.
 */
export async function generateLoad(db: Db, size: LoadSize, now: Date, seed = 0.5): Promise<void> {
	const rubric = await findCurrentVersion(db, residencyInterview.id);
	if (!rubric) throw new Error('the load wants the built-in rubrics');
	const each = candidatesEach + mentorsEach + advisorsEach;
	const people = size.organisations * each;
	const criteria = residencyInterview.criteria.slice(0, ratingsEach).map(({ id }) => id);
	const place = sql`(number - 1) / ${sql.raw(String(each))} + 1`;
	const seat = sql`(number - 1) % ${sql.raw(String(each))}`;
	const toPerson = (number: ReturnType<typeof sql>) => pad('person', number);
	const at = sql`${now.toISOString()}::timestamptz`;

	await db.transaction(async (tx) => {
		await tx.execute(sql`select setseed(${seed})`);
		await tx.execute(sql`insert into organisations (id, name, kind)
			select ${pad('place', sql`number`)}, 'School ' || number, 'school'
			from generate_series(1, ${size.organisations}::int) number`);
		await tx.execute(sql`insert into users (id, email, name, time_zone)
			select ${toPerson(sql`number`)}, 'load' || number || '@people.test', 'Person ' || number, 'America/Chicago'
			from generate_series(1, ${people}::int) number`);
		await tx.execute(sql`insert into memberships (organisation_id, user_id, role)
			select ${pad('place', place)}, ${toPerson(sql`number`)},
				case when ${seat} < ${sql.raw(String(candidatesEach))} then 'candidate'
					when ${seat} < ${sql.raw(String(candidatesEach + mentorsEach))} then 'mentor' else 'advisor' end
			from generate_series(1, ${people}::int) number`);
		await tx.execute(sql`insert into assignments (organisation_id, advisor_id, candidate_id, starts_at)
			select ${pad('place', place)},
				${toPerson(sql`(${place} - 1) * ${sql.raw(String(each))} + ${sql.raw(String(candidatesEach + mentorsEach + 1))}`)},
				${toPerson(sql`number`)}, ${at} - interval '90 days'
			from generate_series(1, ${people}::int) number where ${seat} < ${sql.raw(String(candidatesEach))}`);
		// Who met whom, when, and how good it was: a level of the person, a slope, a leniency of the rater, and noise.
		await tx.execute(sql`create temporary table load_interviews on commit drop as
			select number, place, candidate, mentor,
				${at} - (random() * 70) * interval '1 day'
					- case when number <= ${longSeason} then number * interval '2 days' else interval '0' end as finished_at,
				2.5 + (candidate % 7) * 0.2 + (mentor % 5 - 2) * 0.2 as level
			from (
				select number, place,
					(place - 1) * ${sql.raw(String(each))} + 1
						+ case when number <= ${longSeason} then 0 else (random() * ${sql.raw(String(candidatesEach - 1))})::int end as candidate,
					(place - 1) * ${sql.raw(String(each))} + ${sql.raw(String(candidatesEach + 1))}
						+ (random() * ${sql.raw(String(mentorsEach - 1))})::int as mentor
				from (
					select number, case when number <= ${longSeason} then 1 else number % ${size.organisations}::int + 1 end as place
					from generate_series(1, ${size.interviews}::int) number
				) placed
			) met`);
		await tx.execute(sql`insert into interviews
				(id, organisation_id, kind, phase, created_by, minutes, deck_id, plan, plan_name, rubric_version_id,
					started_at, debrief_at, finished_at, finished_how)
			select ${pad('meeting', sql`number`)}, ${pad('place', sql`place`)}, 'mentor', 'finished',
				${toPerson(sql`mentor`)}, 30, ${starterDeck.id}, ${JSON.stringify(defaultPlan.steps)}::jsonb,
				${defaultPlan.name}, ${rubric.id}, finished_at - interval '30 minutes', finished_at - interval '10 minutes',
				finished_at, 'person'
			from load_interviews`);
		await tx.execute(sql`insert into participants (interview_id, user_id, role)
			select ${pad('meeting', sql`number`)}, ${toPerson(sql`candidate`)}, 'candidate' from load_interviews
			union all select ${pad('meeting', sql`number`)}, ${toPerson(sql`mentor`)}, 'interviewer' from load_interviews`);
		await tx.execute(sql`insert into rounds (id, interview_id, ordinal, candidate_id, finished_at)
			select ${pad('round', sql`number`)}, ${pad('meeting', sql`number`)}, 1, ${toPerson(sql`candidate`)}, finished_at
			from load_interviews`);
		await tx.execute(sql`insert into feedbacks (round_id, strengths, next_steps)
			select ${pad('round', sql`number`)}, 'Calm and brief.', 'End every story on its result.' from load_interviews`);
		await tx.execute(sql`insert into feedback_items (round_id, criterion_id, agreed)
			select ${pad('round', sql`number`)}, criterion, greatest(1, least(5, round(level)))::int
			from load_interviews, unnest(${sql.param(criteria.slice(0, agreedEach))}::text[]) criterion`);
		await tx.execute(sql`insert into answers
				(id, round_id, ordinal, question_id, category, content, lights, drawn_at, started_at, stopped_at, state)
			select ${pad('answer', sql`number * ${sql.raw(String(answersEach))} + ordinal`)}, ${pad('round', sql`number`)},
				ordinal, question.id, question.category, question.content,
				'{"green": 60, "amber": 90, "red": 120}'::jsonb, asked, asked + interval '10 seconds',
				asked + interval '10 seconds' + (40 + random() * 100) * interval '1 second', 'answered'
			from load_interviews
			cross join generate_series(1, ${sql.raw(String(answersEach))}) ordinal
			cross join lateral (select finished_at - (30 - ordinal * 4) * interval '1 minute') as times (asked)
			join (
				select id, category, content, row_number() over (order by id) - 1 as place, count(*) over () as places
				from questions where deck_id = ${starterDeck.id}
			) question on question.place = (number * 7 + ordinal * 11) % question.places`);
		await tx.execute(sql`insert into scorecards (id, round_id, rater_id, rater_kind, rubric_version_id, state, created_at)
			select ${pad('card', sql`number * 2`)}, ${pad('round', sql`number`)}, ${toPerson(sql`mentor`)}, 'interviewer',
				${rubric.id}, 'given', finished_at from load_interviews
			union all select ${pad('card', sql`number * 2 + 1`)}, ${pad('round', sql`number`)}, ${toPerson(sql`candidate`)},
				'self', ${rubric.id}, 'given', finished_at from load_interviews`);
		await tx.execute(sql`insert into ratings (scorecard_id, criterion_id, value)
			select ${pad('card', sql`number * 2 + own`)}, criterion,
				greatest(1, least(5, round(level + own * 0.3 + (random() + random() + random() - 1.5) * 1.2)))::int
			from load_interviews, unnest(${sql.param(criteria)}::text[]) criterion, generate_series(0, 1) own`);
	});
	await db.execute(sql`analyze`);
}

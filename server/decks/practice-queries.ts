import { sql } from 'drizzle-orm';
import type { Practice } from '#lib/deck/practice.ts';
import type { Executor } from '#server/db/open.ts';

/**
 * What a candidate has practised, by theme (each answer’s category and tags), in any kind of practice. The mean is over
 * interviewers’ saved numbers of the rounds that the answers belong to.
 */
export async function findPractice(db: Executor, candidateId: string | null): Promise<Practice> {
	if (!candidateId) return new Map();
	const result = (await db.execute(sql`
		with asked as (
			select answers.id, answers.round_id, answers.category, answers.content
			from rounds join answers on answers.round_id = rounds.id
			where rounds.candidate_id = ${candidateId} and answers.started_at is not null
		), rated as (
			select scorecards.round_id, avg(ratings.value) as mean
			from scorecards join ratings on ratings.scorecard_id = scorecards.id
			where scorecards.rater_kind = 'interviewer' and ratings.value is not null
				and scorecards.round_id in (select round_id from asked)
			group by scorecards.round_id
		)
		select theme, count(*)::int as answers, avg(rated.mean)::float as mean
		from asked
		left join rated on rated.round_id = asked.round_id
		cross join lateral (
			select asked.category as theme
			union select jsonb_array_elements_text(asked.content -> 'tags')
		) as themes
		group by theme`)) as unknown as {
		rows: { theme: string; answers: number; mean: number | null }[];
	};
	return new Map(result.rows.map(({ theme, answers, mean }) => [theme, { answers, mean }]));
}

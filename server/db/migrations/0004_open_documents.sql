-- Who these session ids belong to, and where each of them stands who asks for a live document: one row for each request,
-- in its order, with nulls for what is not there. A request names a round, or an interview, and may name the person
-- whose scorecard or notes it asks for. A function keeps its plan.
create function open_documents(session_ids text[], interview_ids text[], round_ids text[], subject_ids text[])
returns table (
	ordinal bigint,
	user_id text,
	name text,
	guest_interview_id text,
	interview_id text,
	kind text,
	phase text,
	scoring text,
	rubric_version_id text,
	round_id text,
	candidate_id text,
	is_revealed boolean,
	role text,
	has_subject boolean
)
language plpgsql stable as $$
begin
	return query
		select a.ordinality, u.id, u.name, s.guest_interview_id, i.id, i.kind, i.phase, i.scoring, i.rubric_version_id,
			r.id, r.candidate_id, r.revealed_at is not null, p.role,
			exists (
				select from participants subject
				join users person on person.id = subject.user_id
				where subject.interview_id = i.id
					and subject.user_id = a.subject_id
					and subject.removed_at is null
					and person.disabled_at is null
			)
		from unnest(session_ids, interview_ids, round_ids, subject_ids)
			with ordinality as a(session_id, interview_id, round_id, subject_id, ordinality)
		left join sessions s on s.id = a.session_id and s.expires_at > now()
		left join users u on u.id = s.user_id and u.disabled_at is null
		left join rounds r on r.id = a.round_id
		left join interviews i on i.id = coalesce(r.interview_id, a.interview_id)
		left join participants p on p.interview_id = i.id and p.user_id = u.id and p.removed_at is null
		order by a.ordinality;
end
$$;

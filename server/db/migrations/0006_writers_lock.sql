-- As before, but what decides the right is held by one lock in memory for each interview, which whoever changes it takes
-- alone (`lockInterview`), in place of three locked rows for each writer, which every batch wrote to the disk. The lock
-- comes first: the question after it sees what its last holder has committed.
create or replace function live_writers(session_ids text[], round_ids text[])
returns table (
	session_id text,
	user_id text,
	round_id text,
	role text,
	kind text,
	phase text,
	scoring text,
	candidate_id text,
	is_revealed boolean
)
language plpgsql as $$
begin
	perform pg_advisory_xact_lock_shared(key) from (
		select distinct hashtextextended('interview:' || r.interview_id, 0) as key
		from rounds r
		where r.id = any(round_ids)
		order by 1
	) as keys;
	return query
		select s.id, p.user_id, r.id, p.role, i.kind, i.phase, i.scoring, r.candidate_id, r.revealed_at is not null
		from interviews i
		join rounds r on r.interview_id = i.id
		join participants p on p.interview_id = i.id
		join users u on u.id = p.user_id
		join sessions s on s.user_id = p.user_id
		where r.id = any(round_ids)
			and s.id = any(session_ids)
			and p.removed_at is null
			and u.disabled_at is null
			and s.expires_at > now();
end
$$;

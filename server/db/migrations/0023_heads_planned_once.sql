-- As before, but the head of each journal is asked for here, by a statement whose plan is kept, and not by the function
-- journal_head, which PostgreSQL plans anew at every call: for one letter a third of the whole, for a batch once for each
-- of its documents.
create or replace function append_updates(
	session_ids text[],
	round_ids text[],
	proofs text[],
	documents text[],
	heads bigint[],
	names text[],
	authors text[],
	lengths integer[],
	bytes bytea
)
returns setof bigint
language plpgsql as $$
begin
	if not proofs <@ array(select writer::text from live_writers(session_ids, round_ids) writer) then
		return;
	end if;
	perform pg_advisory_xact_lock(key) from (
		select hashtextextended('document:' || document, 0) as key from unnest(documents) as document order by 1
	) as keys;
	if exists (
		select from unnest(documents, heads) as judged(name, head)
		where judged.head is distinct from greatest(
			coalesce((select max(seq) from document_updates row where row.name = judged.name), 0),
			coalesce((select seq from document_snapshots row where row.name = judged.name), 0)
		)
	) then
		return;
	end if;
	return query
		insert into document_updates (name, user_id, bytes)
		select edit.name, edit.author, substring(append_updates.bytes from edit.start for edit.length)
		from (
			select u.name, u.author, u.length, u.ordinality,
				1 + (sum(u.length) over (order by u.ordinality) - u.length)::integer as start
			from unnest(names, authors, lengths) with ordinality as u(name, author, length, ordinality)
		) as edit
		order by edit.ordinality
		returning seq;
end
$$;

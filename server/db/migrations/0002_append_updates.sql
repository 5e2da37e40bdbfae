-- The number of a document's last journal row, folded or not; 0 before the first.
create function journal_head(document text)
returns bigint
language sql stable as $$
	select greatest(
		coalesce((select max(seq) from document_updates where name = document), 0),
		coalesce((select seq from document_snapshots where name = document), 0)
	)
$$;
--> statement-breakpoint
-- Journals a batch of live edits in one statement, provided that nothing has changed since the batch was judged: every
-- proof is still one of live_writers' rows, and every document's journal ends where the judge saw it end. Otherwise
-- nothing is written and no row comes back. `bytes` holds the updates one after another, `lengths` how long each is.
create function append_updates(
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
declare
	held text[];
begin
	held := array(select writer::text from live_writers(session_ids, round_ids) writer);
	if not proofs <@ held then
		return;
	end if;
	perform pg_advisory_xact_lock(key) from (
		select hashtextextended('document:' || document, 0) as key from unnest(documents) as document order by 1
	) as keys;
	if exists (
		select from unnest(documents, heads) as judged(name, head)
		where judged.head is distinct from journal_head(judged.name)
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

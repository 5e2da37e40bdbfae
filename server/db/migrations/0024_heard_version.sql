-- What was marked about an answer belongs to what is reckoned from a finished interview.
create function note_answer_part_change()
returns trigger
language plpgsql as $$
begin
	update organisations set progress_version = pg_current_xact_id()::text
	from answers
		join rounds on rounds.id = answers.round_id
		join interviews on interviews.id = rounds.interview_id
	where answers.id in (old.answer_id, new.answer_id)
		and interviews.phase = 'finished'
		and organisations.id = interviews.organisation_id
		and progress_version <> pg_current_xact_id()::text;
	return null;
end
$$;
--> statement-breakpoint
create constraint trigger note_heard_change after insert or update or delete on answer_marks
deferrable initially deferred for each row execute function note_answer_part_change();

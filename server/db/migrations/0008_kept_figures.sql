DROP INDEX "interviews_organisation_id_index";--> statement-breakpoint
DROP INDEX "scorecards_rater_id_index";--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "progress_version" text DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "scorecards" ADD COLUMN "marks" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "scorecards" ADD COLUMN "mean" double precision;--> statement-breakpoint
CREATE INDEX "interviews_organisation_id_finished_at_index" ON "interviews" USING btree ("organisation_id","finished_at");--> statement-breakpoint
CREATE INDEX "scorecards_rater_id_created_at_index" ON "scorecards" USING btree ("rater_id","created_at");
--> statement-breakpoint
-- A card's numbers and their mean, kept in the transaction that writes its ratings, whoever writes them.
create function keep_marks()
returns trigger
language plpgsql as $$
begin
	update scorecards card
	set (marks, mean) = (
		select
			coalesce(jsonb_object_agg(criterion_id, value) filter (where value is not null), '{}'),
			avg(value)::double precision
		from ratings
		where scorecard_id = card.id
	)
	where card.id in (select scorecard_id from changed);
	return null;
end
$$;
--> statement-breakpoint
create trigger keep_marks_inserted after insert on ratings
referencing new table as changed for each statement execute function keep_marks();
--> statement-breakpoint
create trigger keep_marks_updated after update on ratings
referencing new table as changed for each statement execute function keep_marks();
--> statement-breakpoint
create trigger keep_marks_deleted after delete on ratings
referencing old table as changed for each statement execute function keep_marks();
--> statement-breakpoint
update scorecards card
set marks = given.marks, mean = given.mean
from (
	select
		scorecard_id,
		coalesce(jsonb_object_agg(criterion_id, value) filter (where value is not null), '{}') as marks,
		avg(value)::double precision as mean
	from ratings
	group by scorecard_id
) given
where given.scorecard_id = card.id;
--> statement-breakpoint
-- An organisation's version is the last transaction that changed anything of its finished interviews: what was reckoned
-- under another one is out of date. Noted as the transaction commits, so that the row is locked last and for a moment.
create function note_interview_change()
returns trigger
language plpgsql as $$
begin
	if 'finished' in (old.phase, new.phase) then
		update organisations set progress_version = pg_current_xact_id()::text
		where id in (old.organisation_id, new.organisation_id)
			and progress_version <> pg_current_xact_id()::text;
	end if;
	return null;
end
$$;
--> statement-breakpoint
-- A round, or somebody's place, of an interview.
create function note_interview_part_change()
returns trigger
language plpgsql as $$
begin
	update organisations set progress_version = pg_current_xact_id()::text
	from interviews
	where interviews.id in (old.interview_id, new.interview_id)
		and interviews.phase = 'finished'
		and organisations.id = interviews.organisation_id
		and progress_version <> pg_current_xact_id()::text;
	return null;
end
$$;
--> statement-breakpoint
-- What was said and scored in a round.
create function note_round_part_change()
returns trigger
language plpgsql as $$
begin
	update organisations set progress_version = pg_current_xact_id()::text
	from rounds join interviews on interviews.id = rounds.interview_id
	where rounds.id in (old.round_id, new.round_id)
		and interviews.phase = 'finished'
		and organisations.id = interviews.organisation_id
		and progress_version <> pg_current_xact_id()::text;
	return null;
end
$$;
--> statement-breakpoint
-- Locked in one order: somebody may have been in interviews of several organisations.
create function note_name_change()
returns trigger
language plpgsql as $$
declare
	places constant text[] := array(
		select interviews.organisation_id
		from participants join interviews on interviews.id = participants.interview_id
		where participants.user_id = new.id and interviews.phase = 'finished'
	);
begin
	perform from organisations where id = any(places) order by id for no key update;
	update organisations set progress_version = pg_current_xact_id()::text where id = any(places);
	return null;
end
$$;
--> statement-breakpoint
create constraint trigger note_interview_change
after insert or update of phase, kind, finished_at, organisation_id, rubric_version_id or delete on interviews
deferrable initially deferred for each row execute function note_interview_change();
--> statement-breakpoint
create constraint trigger note_place_change after insert or update or delete on participants
deferrable initially deferred for each row execute function note_interview_part_change();
--> statement-breakpoint
create constraint trigger note_round_change after insert or update or delete on rounds
deferrable initially deferred for each row execute function note_interview_part_change();
--> statement-breakpoint
create constraint trigger note_card_change after insert or update or delete on scorecards
deferrable initially deferred for each row execute function note_round_part_change();
--> statement-breakpoint
create constraint trigger note_answer_change after insert or update or delete on answers
deferrable initially deferred for each row execute function note_round_part_change();
--> statement-breakpoint
create constraint trigger note_agreed_change after insert or update or delete on feedback_items
deferrable initially deferred for each row execute function note_round_part_change();
--> statement-breakpoint
create constraint trigger note_words_change after insert or update or delete on feedbacks
deferrable initially deferred for each row execute function note_round_part_change();
--> statement-breakpoint
create constraint trigger note_name_change after update of name on users
deferrable initially deferred for each row when (old.name is distinct from new.name)
execute function note_name_change();

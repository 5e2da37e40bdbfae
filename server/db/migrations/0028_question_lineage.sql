ALTER TABLE "answers" ADD COLUMN "met_as_interviewer" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "decks" ADD COLUMN "name_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "exposures" ADD COLUMN "role" text DEFAULT 'candidate' NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "origin_id" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "lineage_id" text GENERATED ALWAYS AS (coalesce(origin_id, id)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "rubrics" ADD COLUMN "name_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "questions_deck_id_lineage_id_index" ON "questions" USING btree ("deck_id","lineage_id");--> statement-breakpoint
-- Copies made before their origin was kept are told by their text, which nobody has changed since.
UPDATE "questions" SET "origin_id" = "copies"."first"
FROM (
	SELECT "id", first_value("id") OVER (PARTITION BY "content" ORDER BY "created_at", "id") AS "first" FROM "questions"
) AS "copies"
WHERE "copies"."id" = "questions"."id" AND "copies"."first" <> "questions"."id";--> statement-breakpoint
-- Whoever has put a question to a peer knows it, as from now on.
INSERT INTO "exposures" ("user_id", "question_id", "answer_id", "role", "met_at")
SELECT "answers"."asked_by_id", "answers"."question_id", "answers"."id", 'interviewer', "answers"."started_at"
FROM "answers"
JOIN "rounds" ON "rounds"."id" = "answers"."round_id"
JOIN "interviews" ON "interviews"."id" = "rounds"."interview_id"
WHERE "interviews"."kind" = 'peer' AND "answers"."started_at" IS NOT NULL
	AND "answers"."asked_by_id" IS NOT NULL AND "answers"."question_id" IS NOT NULL
ON CONFLICT DO NOTHING;

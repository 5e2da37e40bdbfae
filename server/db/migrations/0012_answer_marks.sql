CREATE TABLE "answer_marks" (
	"answer_id" text NOT NULL,
	"rater_id" text NOT NULL,
	"marks" jsonb NOT NULL,
	CONSTRAINT "answer_marks_answer_id_rater_id_pk" PRIMARY KEY("answer_id","rater_id")
);
--> statement-breakpoint
ALTER TABLE "answer_marks" ADD CONSTRAINT "answer_marks_answer_id_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_marks" ADD CONSTRAINT "answer_marks_rater_id_users_id_fk" FOREIGN KEY ("rater_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answer_marks_rater_id_index" ON "answer_marks" USING btree ("rater_id");
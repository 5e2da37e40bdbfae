ALTER TABLE "answers" ADD COLUMN "asked_by_id" text;--> statement-breakpoint
ALTER TABLE "rounds" ADD COLUMN "asker_id" text;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_asked_by_id_users_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_asker_id_users_id_fk" FOREIGN KEY ("asker_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
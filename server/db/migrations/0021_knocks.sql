CREATE TABLE "knocks" (
	"id" text PRIMARY KEY NOT NULL,
	"interview_id" text NOT NULL,
	"user_id" text NOT NULL,
	"link_id" text NOT NULL,
	"state" text NOT NULL,
	"knocked_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"answered_by_id" text,
	CONSTRAINT "knocks_interviewId_userId_unique" UNIQUE("interview_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "link_id" text;--> statement-breakpoint
ALTER TABLE "knocks" ADD CONSTRAINT "knocks_interview_id_interviews_id_fk" FOREIGN KEY ("interview_id") REFERENCES "public"."interviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knocks" ADD CONSTRAINT "knocks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knocks" ADD CONSTRAINT "knocks_link_id_invite_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."invite_links"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knocks" ADD CONSTRAINT "knocks_answered_by_id_users_id_fk" FOREIGN KEY ("answered_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knocks_user_id_index" ON "knocks" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "knocks_link_id_index" ON "knocks" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "knocks_state_seen_at_index" ON "knocks" USING btree ("state","seen_at");--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_link_id_invite_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."invite_links"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "participants_link_id_index" ON "participants" USING btree ("link_id");
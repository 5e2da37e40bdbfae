CREATE TABLE "candidate_files" (
	"user_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"wish" text DEFAULT '' NOT NULL,
	"open" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "file_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"is_open" boolean DEFAULT false NOT NULL,
	"values" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "file_line_id" text;--> statement-breakpoint
ALTER TABLE "candidate_files" ADD CONSTRAINT "candidate_files_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_lines" ADD CONSTRAINT "file_lines_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_lines_user_id_index" ON "file_lines" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_file_line_id_file_lines_id_fk" FOREIGN KEY ("file_line_id") REFERENCES "public"."file_lines"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answers_file_line_id_index" ON "answers" USING btree ("file_line_id") WHERE "answers"."file_line_id" is not null;
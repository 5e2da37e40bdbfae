CREATE TABLE "recording_captions" (
	"recording_id" text PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recording_pins" (
	"recording_id" text NOT NULL,
	"author_id" text NOT NULL,
	"at_ms" integer NOT NULL,
	"tag" text NOT NULL,
	"words" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recording_pins_recording_id_author_id_at_ms_pk" PRIMARY KEY("recording_id","author_id","at_ms")
);
--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "pauses" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "recordings" ADD COLUMN "spans" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "recording_captions" ADD CONSTRAINT "recording_captions_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_pins" ADD CONSTRAINT "recording_pins_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_pins" ADD CONSTRAINT "recording_pins_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recording_pins_author_id_index" ON "recording_pins" USING btree ("author_id");--> statement-breakpoint
-- A file of one part plays what was recorded from its beginning on; how long each of several is was noted nowhere.
update recordings
set spans = jsonb_build_array(
	jsonb_build_object('startedAt', parts -> 0 -> 'startedAt', 'mediaMs', 0, 'durationMs', duration_ms)
)
where prepared_at is not null and duration_ms > 0 and jsonb_array_length(parts) = 1;

CREATE TABLE "call_seats" (
	"interview_id" text NOT NULL,
	"user_id" text NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "call_seats_interview_id_user_id_pk" PRIMARY KEY("interview_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "recording_chunks" (
	"recording_id" text NOT NULL,
	"part" integer NOT NULL,
	"number" integer NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"started_at_ms" integer NOT NULL,
	"is_last" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recording_chunks_recording_id_part_number_pk" PRIMARY KEY("recording_id","part","number")
);
--> statement-breakpoint
CREATE TABLE "recording_consents" (
	"recording_id" text NOT NULL,
	"user_id" text NOT NULL,
	"can_record" boolean NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "recording_consents_recording_id_user_id_pk" PRIMARY KEY("recording_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "recordings" (
	"id" text PRIMARY KEY NOT NULL,
	"interview_id" text NOT NULL,
	"round_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"proposed_by_id" text NOT NULL,
	"state" text NOT NULL,
	"recorder_id" text,
	"tab" text,
	"waiting_for" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"parts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"visibility" text DEFAULT 'private' NOT NULL,
	"retention_days" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	"ended" text,
	"retain_until" timestamp with time zone,
	"preparing_at" timestamp with time zone,
	"prepared_at" timestamp with time zone,
	"duration_ms" integer,
	"media_bytes" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "recording_days" integer DEFAULT 180 NOT NULL;--> statement-breakpoint
ALTER TABLE "call_seats" ADD CONSTRAINT "call_seats_interview_id_interviews_id_fk" FOREIGN KEY ("interview_id") REFERENCES "public"."interviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_seats" ADD CONSTRAINT "call_seats_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_chunks" ADD CONSTRAINT "recording_chunks_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_consents" ADD CONSTRAINT "recording_consents_recording_id_recordings_id_fk" FOREIGN KEY ("recording_id") REFERENCES "public"."recordings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recording_consents" ADD CONSTRAINT "recording_consents_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_interview_id_interviews_id_fk" FOREIGN KEY ("interview_id") REFERENCES "public"."interviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_proposed_by_id_users_id_fk" FOREIGN KEY ("proposed_by_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_recorder_id_users_id_fk" FOREIGN KEY ("recorder_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_seats_seen_at_index" ON "call_seats" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "recording_consents_user_id_index" ON "recording_consents" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "recordings_interview_id_created_at_index" ON "recordings" USING btree ("interview_id","created_at");--> statement-breakpoint
CREATE INDEX "recordings_owner_id_index" ON "recordings" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "recordings_state_index" ON "recordings" USING btree ("state");--> statement-breakpoint
CREATE INDEX "recordings_retain_until_index" ON "recordings" USING btree ("retain_until");--> statement-breakpoint
-- Somebody is about to be given a token for an interview's call. Commands hold this lock alone, so none of them decides
-- by an older list of who is there. True: a recording is under way and must look again at who is.
CREATE FUNCTION take_call_seat(in_interview text, of_user text, at_time timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_advisory_xact_lock_shared(hashtextextended('interview:' || in_interview, 0));
	INSERT INTO call_seats (interview_id, user_id, taken_at, seen_at)
	VALUES (in_interview, of_user, at_time, at_time)
	ON CONFLICT (interview_id, user_id) DO UPDATE SET taken_at = at_time, seen_at = at_time;
	RETURN EXISTS (
		SELECT FROM recordings
		WHERE recordings.interview_id = in_interview
			AND recordings.state IN ('asking', 'recording', 'paused')
	);
END
$$;

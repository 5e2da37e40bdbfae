CREATE TABLE "side_talk_messages" (
	"round_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"author_id" text NOT NULL,
	"id" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "side_talk_messages_round_id_ordinal_pk" PRIMARY KEY("round_id","ordinal"),
	CONSTRAINT "side_talk_messages_roundId_authorId_id_unique" UNIQUE("round_id","author_id","id")
);
--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "end_signalled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "side_talk_messages" ADD CONSTRAINT "side_talk_messages_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "side_talk_messages" ADD CONSTRAINT "side_talk_messages_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "side_talk_messages_author_id_index" ON "side_talk_messages" USING btree ("author_id");
CREATE TABLE "review_chunks" (
	"media_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"bytes" integer NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "review_chunks_media_id_ordinal_pk" PRIMARY KEY("media_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "review_media" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"answer_id" text NOT NULL,
	"kind" text NOT NULL,
	"container" text,
	"total_bytes" integer NOT NULL,
	CONSTRAINT "review_media_requestId_answerId_unique" UNIQUE("request_id","answer_id")
);
--> statement-breakpoint
CREATE TABLE "review_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"interview_id" text NOT NULL,
	"token_hash" text,
	"wish" text DEFAULT '' NOT NULL,
	"expires_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"media_deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_requests_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"request_id" text NOT NULL,
	"reviewer_id" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"card" jsonb NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "reviews_requestId_reviewerId_unique" UNIQUE("request_id","reviewer_id")
);
--> statement-breakpoint
ALTER TABLE "review_chunks" ADD CONSTRAINT "review_chunks_media_id_review_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."review_media"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_media" ADD CONSTRAINT "review_media_request_id_review_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."review_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_media" ADD CONSTRAINT "review_media_answer_id_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_requests" ADD CONSTRAINT "review_requests_interview_id_interviews_id_fk" FOREIGN KEY ("interview_id") REFERENCES "public"."interviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_request_id_review_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."review_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_media_answer_id_index" ON "review_media" USING btree ("answer_id");--> statement-breakpoint
CREATE INDEX "review_requests_interview_id_index" ON "review_requests" USING btree ("interview_id");--> statement-breakpoint
CREATE INDEX "reviews_reviewer_id_index" ON "reviews" USING btree ("reviewer_id");
ALTER TABLE "answers" ADD COLUMN "figures" jsonb;--> statement-breakpoint
ALTER TABLE "interviews" ADD COLUMN "solo" jsonb;
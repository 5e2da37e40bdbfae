ALTER TABLE "reviews" ADD COLUMN "read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "mailed_at" timestamp with time zone;
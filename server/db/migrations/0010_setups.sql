CREATE TABLE "setups" (
	"user_id" text PRIMARY KEY NOT NULL,
	"ticked" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"backup_device" text DEFAULT '' NOT NULL,
	"backup_phone" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "setups" ADD CONSTRAINT "setups_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
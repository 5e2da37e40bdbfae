-- What opens documents, and what batches are judged and journalled by, is planned once for each connection: planning the
-- joins anew, as the planner would for arrays, took longer than running them. Whatever the arrays hold, every row is
-- reached by a key: a scan of all participants, which a few thousand of them look cheap enough for, takes longer than the
-- commit.
alter function open_documents(text[], text[], text[], text[]) set plan_cache_mode to force_generic_plan;--> statement-breakpoint
alter function open_documents(text[], text[], text[], text[]) set enable_seqscan to off;--> statement-breakpoint
alter function open_documents(text[], text[], text[], text[]) set enable_hashjoin to off;--> statement-breakpoint
alter function live_writers(text[], text[]) set plan_cache_mode to force_generic_plan;--> statement-breakpoint
alter function live_writers(text[], text[]) set enable_seqscan to off;--> statement-breakpoint
alter function live_writers(text[], text[]) set enable_hashjoin to off;--> statement-breakpoint
alter function append_updates(text[], text[], text[], text[], bigint[], text[], text[], integer[], bytea) set plan_cache_mode to force_generic_plan;--> statement-breakpoint
alter function append_updates(text[], text[], text[], text[], bigint[], text[], text[], integer[], bytea) set enable_seqscan to off;

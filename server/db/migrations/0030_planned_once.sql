-- What a batch is judged and journalled by is planned once for each connection: planning its joins anew, as the planner
-- would for arrays, took longer than running them. Whatever the arrays hold, every table is reached by a key.
alter function live_writers(text[], text[]) set plan_cache_mode to force_generic_plan;--> statement-breakpoint
alter function append_updates(text[], text[], text[], text[], bigint[], text[], text[], integer[], bytea) set plan_cache_mode to force_generic_plan;

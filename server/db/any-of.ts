import { sql, type Column, type SQL } from 'drizzle-orm';

/** Whether a text column holds one of these, as one parameter: a list of hundreds costs no more than one of two. */
export const isAnyOf = (column: Column, values: readonly string[]): SQL =>
	sql`${column} = any(${sql.param([...values])}::text[])`;

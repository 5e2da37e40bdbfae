import { and, eq, isNull, like } from 'drizzle-orm';
import type { Db } from '../db/open.ts';
import { users } from '../db/schema.ts';
import { Refusal } from '../launch/refusal.ts';

/**
 * The demo's password is published: while one of its people can sign in, the server is not opened to
 * other machines.
 *
 * @throws {Refusal}
 */
export async function refuseReachableDemo(
	db: Db,
	env: { isLoopback: boolean; host: string }
): Promise<void> {
	if (env.isLoopback) return;
	const [found] = await db
		.select({ id: users.id })
		.from(users)
		.where(and(eq(users.isDemo, true), like(users.email, '%@demo.test'), isNull(users.disabledAt)))
		.limit(1);
	if (found)
		throw new Refusal(
			`HOST is ${env.host}, which others can reach, and the demo people with their published password are still in the database: run "npm run demo:clear" first.`
		);
}

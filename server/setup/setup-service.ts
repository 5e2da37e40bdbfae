import { eq } from 'drizzle-orm';
import type { CheckFaults, LastCheck } from '#lib/setup/check-faults.ts';
import type { SetupNotes } from '#lib/setup/checklist.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/open.ts';
import { setups } from '../db/schema.ts';

export type SetupService = ReturnType<typeof createSetupService>;

/** What each person has ready for an interview: their own to read and to write, and nobody else's. */
export function createSetupService({ db, now }: { db: Db; now: () => Date }) {
	return {
		/** Empty for somebody who has noted nothing yet. */
		async get(actor: Actor): Promise<SetupNotes> {
			const [row] = await db.select().from(setups).where(eq(setups.userId, actor.userId));
			const { ticked = [], backupDevice = '', backupPhone = '' } = row ?? {};
			return { ticked, backupDevice, backupPhone };
		},

		async save(actor: Actor, notes: SetupNotes): Promise<void> {
			const values = { ...notes, updatedAt: now() };
			await db
				.insert(setups)
				.values({ userId: actor.userId, ...values })
				.onConflictDoUpdate({ target: setups.userId, set: values });
		},

		/** The set-up check that this person last ran to its end; null: none. */
		async lastCheck(actor: Actor): Promise<LastCheck | null> {
			const [row] = await db
				.select({ at: setups.checkedAt, faults: setups.checkFaults })
				.from(setups)
				.where(eq(setups.userId, actor.userId));
			return row?.at ? { at: row.at.toISOString(), faults: row.faults } : null;
		},

		/** A check has run to its end just now; it takes the place of the one before. */
		async noteCheck(actor: Actor, checkFaults: CheckFaults): Promise<void> {
			const at = now();
			const values = { checkedAt: at, checkFaults };
			await db
				.insert(setups)
				.values({ userId: actor.userId, updatedAt: at, ...values })
				.onConflictDoUpdate({ target: setups.userId, set: values });
		}
	};
}

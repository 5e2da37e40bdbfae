import { openPracticeStore } from './practice-store.ts';
import { sendWaiting } from './send-result.ts';

/** Sends what this person finished in this browser without a line. Returns how many practices arrived. */
export async function sendKept(userId: string): Promise<number> {
	const store = await openPracticeStore();
	if (!store) return 0;
	try {
		return await sendWaiting(store, userId);
	} catch {
		return 0;
	} finally {
		store.close();
	}
}

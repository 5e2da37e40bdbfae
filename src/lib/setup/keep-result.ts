import type { CheckFaults } from './check-faults.ts';

/** Keeps what a check has found as the person's last one. Never rejects; false: it was not kept. */
export async function keepResult(faults: CheckFaults): Promise<boolean> {
	try {
		const response = await fetch('/setup-check/result', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(faults),
			// The last word is said just before somebody leaves for the room.
			keepalive: true,
			signal: AbortSignal.timeout(10_000)
		});
		return response.ok;
	} catch {
		return false;
	}
}

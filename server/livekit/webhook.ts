import { WebhookReceiver } from 'livekit-server-sdk';

/** What a webhook may tell: that something happened in a room. What is true is asked of LiveKit itself. */
export interface WebhookHint {
	eventId: string;
	event: string;
	roomName: string | null;
}

export type WebhookReading =
	{ ok: true; hint: WebhookHint } | { ok: false; code: 'forged' | 'stale' };

const maxAgeMs = 5 * 60_000;
const maxAheadMs = 60_000;

/**
 * Reads a webhook from its raw body and Authorization header. `forged`: no, a wrong or a foreign signature, or a changed
 * body. `stale`: signed, but more than five minutes old, or from the future.
 */
export function createWebhookReader(options: {
	apiKey: string;
	apiSecret: string;
	now?: () => number;
}): (body: string, authHeader: string | null) => Promise<WebhookReading> {
	const receiver = new WebhookReceiver(options.apiKey, options.apiSecret);
	const now = options.now ?? Date.now;
	return async (body, authHeader) => {
		if (!authHeader) return { ok: false, code: 'forged' };
		let event;
		try {
			event = await receiver.receive(body, authHeader);
		} catch (error) {
			const isExpired =
				error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED';
			return { ok: false, code: isExpired ? 'stale' : 'forged' };
		}
		if (!event.id) return { ok: false, code: 'forged' };
		const ageMs = now() - Number(event.createdAt) * 1000;
		if (ageMs > maxAgeMs || ageMs < -maxAheadMs) return { ok: false, code: 'stale' };
		return {
			ok: true,
			hint: { eventId: event.id, event: event.event, roomName: event.room?.name ?? null }
		};
	};
}

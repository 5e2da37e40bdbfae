/** What is read of WebRTC's own statistics; all of it may be missing, by browser. */
export interface StatsEntry {
	id: string;
	type: string;
	kind?: string;
	packetsReceived?: number;
	packetsLost?: number;
	fractionLost?: number;
	/** Seconds. */
	roundTripTime?: number;
	currentRoundTripTime?: number;
	nominated?: boolean;
	availableOutgoingBitrate?: number;
	qualityLimitationReason?: string;
	totalAudioEnergy?: number;
	/** Seconds. */
	totalSamplesDuration?: number;
}

export interface LineFigures {
	loss: number | null;
	rttMs: number | null;
	sendBps: number | null;
}

/** So few packets say nothing about a share. */
const fewPackets = 10;

/** Reckons the line's figures from one reading after another: shares are of what went between two of them. */
export function createLineReading(): (entries: Iterable<StatsEntry>) => LineFigures {
	let before = new Map<string, { received: number; lost: number }>();
	return (entries) => {
		const seen = new Map<string, { received: number; lost: number }>();
		const losses: number[] = [];
		const rtts: number[] = [];
		let isHeldBack = false;
		let available: number | null = null;
		let received = 0;
		let lost = 0;
		for (const entry of entries) {
			if (entry.type === 'inbound-rtp' && entry.packetsReceived !== undefined) {
				const now = { received: entry.packetsReceived, lost: entry.packetsLost ?? 0 };
				const then = before.get(entry.id);
				seen.set(entry.id, now);
				if (then) {
					received += Math.max(0, now.received - then.received);
					lost += Math.max(0, now.lost - then.lost);
				}
			} else if (entry.type === 'remote-inbound-rtp') {
				if (entry.fractionLost !== undefined) losses.push(entry.fractionLost);
				if (entry.roundTripTime !== undefined) rtts.push(entry.roundTripTime * 1000);
			} else if (entry.type === 'candidate-pair' && entry.nominated) {
				if (entry.currentRoundTripTime !== undefined) rtts.push(entry.currentRoundTripTime * 1000);
				if (entry.availableOutgoingBitrate !== undefined)
					available = Math.max(available ?? 0, entry.availableOutgoingBitrate);
			} else if (entry.type === 'outbound-rtp' && entry.qualityLimitationReason === 'bandwidth')
				isHeldBack = true;
		}
		before = seen;
		if (received + lost >= fewPackets) losses.push(lost / (received + lost));
		return {
			loss: losses.length > 0 ? Math.max(...losses) : null,
			rttMs: rtts.length > 0 ? Math.max(...rtts) : null,
			sendBps: isHeldBack ? available : null
		};
	};
}

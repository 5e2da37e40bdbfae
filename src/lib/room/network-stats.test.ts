import { describe, expect, it } from 'vitest';
import { createLineReading, type StatsEntry } from './network-stats.ts';

const inbound = (id: string, packetsReceived: number, packetsLost: number): StatsEntry => ({
	id,
	type: 'inbound-rtp',
	packetsReceived,
	packetsLost
});
const pair = (availableOutgoingBitrate: number, currentRoundTripTime = 0.05): StatsEntry => ({
	id: 'pair',
	type: 'candidate-pair',
	nominated: true,
	availableOutgoingBitrate,
	currentRoundTripTime
});

describe('a line’s figures', () => {
	it('a share lost is of what came since the reading before', () => {
		const read = createLineReading();
		expect(read([inbound('a', 1_000, 500)]).loss).toBeNull();
		expect(read([inbound('a', 1_090, 510)]).loss).toBeCloseTo(0.1);
		expect(read([inbound('a', 1_180, 510), inbound('new', 50, 50)]).loss).toBe(0);
		expect(read([inbound('a', 1_181, 512)]).loss).toBeNull();
	});

	it('the worse direction counts, and the longer way', () => {
		const read = createLineReading();
		read([inbound('a', 0, 0)]);
		expect(
			read([
				inbound('a', 98, 2),
				{ id: 'out', type: 'remote-inbound-rtp', fractionLost: 0.2, roundTripTime: 0.4 },
				pair(1_000_000)
			])
		).toEqual({ loss: 0.2, rttMs: 400, sendBps: null });
	});

	it('what may be sent is told only where it holds a picture back', () => {
		const read = createLineReading();
		const sent = (qualityLimitationReason: string): StatsEntry => ({
			id: 'v',
			type: 'outbound-rtp',
			kind: 'video',
			qualityLimitationReason
		});
		expect(read([pair(90_000), sent('none')]).sendBps).toBeNull();
		expect(read([pair(90_000), sent('cpu')]).sendBps).toBeNull();
		expect(read([pair(90_000), sent('none'), sent('bandwidth')]).sendBps).toBe(90_000);
	});

	it('a browser that tells nothing says nothing', () => {
		expect(createLineReading()([])).toEqual({ loss: null, rttMs: null, sendBps: null });
	});
});

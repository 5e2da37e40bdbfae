import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { HubStats } from './collab/document-hub.ts';
import { isLoopbackAddress } from './env.ts';

/** What a process tells about itself: numbers and fixed words, never a name, an id or what people typed. */
export interface Metrics {
	/** For the hub's `onAcknowledged`. */
	noteAcknowledged(ms: number): void;
	/** Reads the hub's numbers whenever somebody asks. */
	watch(hub: { readonly stats: HubStats }): void;
	/** May this request read them? `isOwnHost`: its Host is a name of ours. */
	isAllowed(request: IncomingMessage, isOwnHost: boolean): boolean;
	contentType: string;
	/** In Prometheus' text format. The event loop's delay is that since it was read last. */
	read(): Promise<string>;
	close(): void;
}

const latencyBuckets = [
	0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
];
const delayQuantiles = ['0.5', '0.95', '0.99', '0.999', '1'];
const delayResolutionMs = 10;

/**
 * @param options.token whoever sends it as a bearer token may read.
 * @param options.isLocal nobody reaches this server but from its own machine; only then is a peer there enough.
 */
export function createMetrics(options: { token?: string; isLocal: boolean }): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const delay = monitorEventLoopDelay({ resolution: delayResolutionMs });
	delay.enable();

	const latency = new Histogram({
		name: 'mock_rounds_acknowledgement_seconds',
		help: 'From an update received to its acknowledgement, its commit in between',
		buckets: latencyBuckets,
		registers: [registry]
	});
	new Gauge({
		name: 'mock_rounds_event_loop_delay_seconds',
		help: 'How much later than due a timer ran, since these numbers were read last',
		labelNames: ['quantile'],
		registers: [registry],
		collect() {
			for (const quantile of delayQuantiles) {
				// What is measured is the time between two runs of a timer: its own interval is no delay.
				const seconds = delay.percentile(Number(quantile) * 100) / 1e9 - delayResolutionMs / 1e3;
				this.set({ quantile }, Math.max(0, seconds));
			}
			delay.reset();
		}
	});

	return {
		noteAcknowledged: (ms) => latency.observe(ms / 1000),
		watch: (hub) => watchHub(hub, registry),
		isAllowed: (request, isOwnHost) =>
			hasToken(request, options.token) || (options.isLocal && isOwnHost && isFromHere(request)),
		contentType: registry.contentType,
		read: () => registry.metrics(),
		close() {
			delay.disable();
			registry.clear();
		}
	};
}

function watchHub(hub: { readonly stats: HubStats }, registry: Registry): void {
	const registers = [registry];
	const gauge = (name: string, help: string, read: (stats: HubStats) => number) =>
		new Gauge({
			name: `mock_rounds_${name}`,
			help,
			registers,
			collect() {
				this.set(read(hub.stats));
			}
		});
	const counter = (name: string, help: string, read: (stats: HubStats) => number) =>
		new Counter({
			name: `mock_rounds_${name}_total`,
			help,
			registers,
			collect() {
				this.reset();
				this.inc(read(hub.stats));
			}
		});
	const counterBy = (
		name: string,
		help: string,
		label: string,
		read: (stats: HubStats) => Partial<Record<string, number>>
	) =>
		new Counter({
			name: `mock_rounds_${name}_total`,
			help,
			labelNames: [label],
			registers,
			collect() {
				this.reset();
				for (const [word, count] of Object.entries(read(hub.stats)))
					this.inc({ [label]: word }, count);
			}
		});

	gauge('open_documents', 'Live documents in memory', (stats) => stats.documents);
	gauge('open_sockets', 'Sockets on live documents', (stats) => stats.sockets);
	gauge('journal_waiting_updates', 'Updates that wait for a batch', (s) => s.waitingUpdates);
	gauge('journal_waiting_bytes', 'Bytes of updates that wait for a batch', (s) => s.waitingBytes);
	counter('committed_updates', 'Updates in the journal', (stats) => stats.committedUpdates);
	counter('lost_batches', 'Batches that were not committed', (stats) => stats.lostBatches);
	counter('resyncs', 'Replicas that asked for the state again', (stats) => stats.resyncs);
	counterBy('refused_updates', 'Updates not taken', 'reason', (stats) => stats.refusals);
	counterBy('refused_upgrades', 'Sockets not let in', 'status', (stats) => stats.refusedUpgrades);
}

function hasToken(request: IncomingMessage, token: string | undefined): boolean {
	const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (!token || !given) return false;
	const toDigest = (value: string) => createHash('sha256').update(value).digest();
	return timingSafeEqual(toDigest(given), toDigest(token));
}

/** Headers by which a proxy says that it passes a request on. */
const passedOnHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** From this machine, and not passed on by a proxy on it. */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
	return (
		isLoopbackAddress(socket.remoteAddress ?? '') &&
		!passedOnHeaders.some((name) => headers[name] !== undefined)
	);
}

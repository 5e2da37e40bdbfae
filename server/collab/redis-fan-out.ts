import { randomBytes } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { Redis } from 'ioredis';
import type { Log } from '#server/log.ts';
import type { FanOut, FanOutMessage, RightsMatch } from './fan-out.ts';

const messageNumber = { row: 0, awareness: 1, who: 2 } as const;
const subscribeTimeoutMs = 1_000;
const rightsChannel = 'rights';
const missedChannel = 'missed';
const senderLength = 12;

/**
 * Fan-out through Redis, a channel for each document. Redis keeps nothing for us: flushed, restarted or gone, it delays.
 *
 * @param prefix sets this installation's channels apart from others on the same Redis.
 */
export function createRedisFanOut({
	url,
	prefix,
	log
}: {
	url: string;
	prefix: string;
	log: Pick<Log, 'info' | 'warn'>;
}): FanOut {
	const sender = randomBytes(senderLength / 2).toString('hex');
	const options = {
		maxRetriesPerRequest: null,
		retryStrategy: (times: number) => Math.min(100 * 2 ** times, 1_000) * (0.5 + Math.random())
	};
	/* A message that cannot be sent now is not kept: the others are told to ask the journal, once that can be told. */
	const publisher = new Redis(url, {
		...options,
		enableOfflineQueue: false,
		enableAutoPipelining: true
	});
	const subscriber = new Redis(url, { ...options, autoResubscribe: true });
	const deliveries = new Map<string, Set<(message: FanOutMessage) => void>>();
	let isSubscribed = false;
	/** Something was not told since the publisher was last ready. */
	let hasDropped = false;
	let isClosed = false;
	let onRights: (match: RightsMatch) => void = () => undefined;
	let onGap: () => void = () => undefined;

	for (const connection of [publisher, subscriber])
		connection.on('error', (error) => log.warn({ err: error }, 'Redis does not answer'));
	subscriber.on('close', () => (isSubscribed = false));
	subscriber.on('ready', () => {
		// Sent behind the subscriptions that the client renews by itself, so it is answered after them.
		subscriber
			.subscribe(toChannel(rightsChannel), toChannel(missedChannel))
			.then(() => {
				isSubscribed = true;
				onGap();
			})
			.catch((error: unknown) => log.warn({ err: error }, 'Redis took no subscription'));
	});
	publisher.on('ready', () => {
		if (!hasDropped) return;
		hasDropped = false;
		send(missedChannel, new Uint8Array());
	});
	subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) => {
		const from = message.toString('latin1', 0, senderLength);
		if (from === sender) return;
		const name = channel.toString().slice(prefix.length + 1);
		try {
			const body = message.subarray(senderLength);
			if (name === missedChannel) return onGap();
			if (name === rightsChannel) return onRights(JSON.parse(body.toString()) as RightsMatch);
			const delivered = readMessage(from, body);
			for (const deliver of deliveries.get(name) ?? []) deliver(delivered);
		} catch (error) {
			log.warn({ err: error }, 'a message of another process could not be read');
		}
	});

	function toChannel(name: string): string {
		return `${prefix}:${name}`;
	}

	function send(name: string, body: Uint8Array): void {
		if (publisher.status !== 'ready') {
			hasDropped = true;
			return;
		}
		publisher
			.publish(toChannel(name), Buffer.concat([Buffer.from(sender, 'latin1'), body]))
			.catch(() => (hasDropped = true));
	}

	return {
		sender,

		get isConnected() {
			return isSubscribed;
		},

		publish: (name, message) => send(name, toBytes(message)),

		publishRights: (match) => send(rightsChannel, Buffer.from(JSON.stringify(match))),

		async subscribe(name, deliver) {
			const here = deliveries.get(name) ?? new Set();
			deliveries.set(name, here.add(deliver));
			// Also when it is asked for already: Redis answers in the order of asking.
			const subscribed = subscriber.subscribe(toChannel(name)).catch(() => undefined);
			if (isSubscribed) await Promise.race([subscribed, timeout(subscribeTimeoutMs)]);
			return () => {
				here.delete(deliver);
				if (here.size > 0 || deliveries.get(name) !== here) return;
				deliveries.delete(name);
				if (!isClosed) subscriber.unsubscribe(toChannel(name)).catch(() => undefined);
			};
		},

		listen(listener) {
			onRights = (match) => listener.onRights(match);
			onGap = () => listener.onGap();
		},

		async close() {
			isClosed = true;
			publisher.disconnect();
			subscriber.disconnect();
		}
	};
}

const timeout = (ms: number) =>
	new Promise<void>((resolve) => {
		setTimeout(resolve, ms).unref();
	});

function toBytes(message: FanOutMessage): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, messageNumber[message.type]);
	if (message.type === 'row') {
		encoding.writeVarUint(encoder, message.before);
		encoding.writeVarUint(encoder, message.seq);
	}
	if (message.type !== 'who') encoding.writeVarUint8Array(encoder, message.bytes);
	return encoding.toUint8Array(encoder);
}

/** @throws when it is none of ours. */
function readMessage(sender: string, body: Uint8Array): FanOutMessage {
	const decoder = decoding.createDecoder(body);
	switch (decoding.readVarUint(decoder)) {
		case messageNumber.row:
			return {
				type: 'row',
				before: decoding.readVarUint(decoder),
				seq: decoding.readVarUint(decoder),
				bytes: decoding.readVarUint8Array(decoder).slice()
			};
		case messageNumber.awareness:
			return {
				type: 'awareness',
				sender,
				bytes: decoding.readVarUint8Array(decoder).slice()
			};
		case messageNumber.who:
			return { type: 'who' };
	}
	throw new Error('Unknown message');
}

import { lineBackEvent } from './line-watch.ts';

const everyMs = 1_000;
const timeoutMs = 4_000;
/** Pages that lost the same line do not all come back in one moment. */
const spreadMs = 500;

/** The page's documents that have nobody at the other end. */
const waiting = new Set<object>();
/** One answer for each drop: an opening that takes long after it is not cut off by a second one. */
let hasTold = false;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Asks the server for a sign of life once a second until there is one, and tells it on the window. Chromium holds back the
 * sockets of a page whose earlier ones failed, by up to 5 s each; plain requests it sends at once.
 */
export function awaitLine(who: object): void {
	waiting.add(who);
	if (!hasTold) timer ??= setInterval(() => void ask(), everyMs);
}

/** Its document is open, refused, or gone. */
export function stopAwaitingLine(who: object): void {
	if (!waiting.delete(who) || waiting.size > 0) return;
	hasTold = false;
	stop();
}

async function ask(): Promise<void> {
	const askedAt = performance.now();
	const response = await fetch('/healthz', {
		cache: 'no-store',
		signal: AbortSignal.timeout(timeoutMs)
	}).catch(() => null);
	if (!response?.ok || timer === undefined) return;
	stop();
	hasTold = true;
	setTimeout(() => {
		if (hasTold) dispatchEvent(new CustomEvent(lineBackEvent, { detail: askedAt }));
	}, Math.random() * spreadMs);
}

function stop(): void {
	clearInterval(timer);
	timer = undefined;
}

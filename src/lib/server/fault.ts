import type { RequestEvent } from '@sveltejs/kit';

interface FaultLog {
	error(fields: Record<string, unknown>, message: string): void;
}

/**
 * Writes a fault to the log and gives the reference under which it is found there. Of the request only the method and
 * the route's pattern are kept: a path may hold a token, a query what somebody typed.
 */
export function logFault(fault: unknown, event: RequestEvent, what: string): string {
	const reference = crypto.randomUUID().slice(0, 8);
	const { method } = event.request;
	const fields = { event: what, reference, method, route: event.route.id };
	const log = (globalThis as { [key: symbol]: unknown })[Symbol.for('mock-rounds.log')];
	// The server's log knows how to tell an error without its query's parameters.
	if (log) (log as FaultLog).error({ ...fields, err: fault }, 'A request failed');
	else console.error(JSON.stringify({ ...fields, stack: toStack(fault) }));
	return reference;
}

/** Where it happened, without the message, which may quote what somebody typed. */
function toStack(fault: unknown): string {
	if (!(fault instanceof Error)) return typeof fault;
	const lines = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
	return [fault.name, ...lines].join('\n');
}

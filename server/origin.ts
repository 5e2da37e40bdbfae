import { isLoopbackHost } from './env.ts';

/** Which origins are ours, and which one a request was made to. */
export interface Origins {
	/** Exact comparison; `null`, a missing header and any other port, scheme or name are not ours. */
	isAllowed(origin: string | undefined): boolean;
	/** The origin a request was made to, or null when its Host is none of ours (answer 421). */
	find(request: { headers: { host?: string | undefined } }): string | null;
	/** The one to print. */
	main: string;
	/** They are this machine's own names: whoever comes by one is on it. */
	isLocal: boolean;
}

/**
 * On loopback `localhost` and `127.0.0.1` are both ours (two cookie jars in one browser), told
 * apart by the request's Host, and any other Host is refused: a name that somebody points at
 * 127.0.0.1 must not get in. Elsewhere the origin is `ORIGIN`, whatever the request says.
 */
export function createOrigins(options: { origin?: string; port: number }): Origins {
	const configured = options.origin === undefined ? null : new URL(options.origin);
	if (configured && !isLoopbackHost(configured.hostname)) {
		const { origin } = configured;
		return {
			isAllowed: (value) => value === origin,
			find: () => origin,
			main: origin,
			isLocal: false
		};
	}
	const scheme = configured?.protocol ?? 'http:';
	const port = configured ? configured.port : String(options.port);
	const suffix = port === '' || (port === '80' && scheme === 'http:') ? '' : `:${port}`;
	const hosts = new Map(
		['localhost', '127.0.0.1'].map((name) => [`${name}${suffix}`, `${scheme}//${name}${suffix}`])
	);
	const origins = new Set(hosts.values());
	return {
		isAllowed: (value) => value !== undefined && origins.has(value),
		find: (request) => hosts.get((request.headers.host ?? '').toLowerCase()) ?? null,
		main: `${scheme}//localhost${suffix}`,
		isLocal: true
	};
}

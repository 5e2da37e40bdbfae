import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createProxyServer, proxyUpgrade } from 'httpxy';
import type { Log } from '../log.ts';

/**
 * Carries LiveKit's signalling (`/livekit/rtc…`) to the LiveKit server and nothing else: its
 * administration (`/twirp/…`) stays out of reach from outside.
 */
export interface SignallingProxy {
	isSignalling(path: string): boolean;
	handle(request: IncomingMessage, response: ServerResponse): void;
	handleUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
}

const upgradeTimeoutMs = 5_000;

export function createSignallingProxy(options: { url: string; log: Log }): SignallingProxy {
	const target = options.url.replace(/^ws/, 'http').replace(/\/$/, '');
	const proxy = createProxyServer({ target, proxyTimeout: 10_000, xfwd: false });
	const { log } = options;

	function toLiveKit(request: IncomingMessage): void {
		request.url = (request.url ?? '').replace(/^\/livekit/, '');
		// The sign-in cookie is none of LiveKit's business.
		delete request.headers.cookie;
	}

	return {
		isSignalling: (path) => /^\/livekit\/rtc(\/v\d+)?(\/validate)?$/.test(path),
		handle(request, response) {
			toLiveKit(request);
			proxy.web(request, response).catch((error: unknown) => {
				log.debug({ error }, 'LiveKit did not answer');
				if (!response.headersSent) response.writeHead(502);
				response.end();
			});
		},
		handleUpgrade(request, socket, head) {
			toLiveKit(request);
			proxyUpgrade(target, request, socket, head, { xfwd: false, upgradeTimeout: upgradeTimeoutMs })
				.then((upstream) => {
					// Piping passes on an orderly end; a socket that is torn down must take the other along.
					socket.once('close', () => upstream.destroy());
					upstream.once('close', () => socket.destroy());
				})
				// An answer without an upgrade (401, 404) is already on its way to the browser by then.
				.catch((error: unknown) => log.debug({ error }, 'LiveKit did not take a connection'));
		}
	};
}

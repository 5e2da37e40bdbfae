import type { BrowserContext } from '@playwright/test';
import { startTcpProxy } from './tcp-proxy.ts';
import { startUdpRelay } from './udp-relay.ts';

/**
 * One browser's line to the app and to LiveKit: everything of it, pages, documents, signalling and media, goes through
 * relays of our own. It drops as a bad network does: nothing comes through, and neither end is told.
 */
export interface BrowserLine extends AsyncDisposable {
	/** For the launch of the browser that is to have this line at `http://localhost:<the app's port>`. */
	args: string[];
	/** For each window of it, before its first page. */
	lead(context: BrowserContext): Promise<void>;
	drop(): void;
	restore(): void;
}

export async function startBrowserLine(
	app: { port: number },
	livekit: { udpPort: number }
): Promise<BrowserLine> {
	const tcp = await startTcpProxy({ host: '127.0.0.1', port: app.port });
	const udp = await startUdpRelay(livekit.udpPort);
	return {
		args: [`--host-resolver-rules=MAP localhost:${app.port} 127.0.0.1:${tcp.port}`],
		async lead(context) {
			await context.addInitScript(leadMedia, [livekit.udpPort, udp.port] as const);
		},
		drop() {
			tcp.drop();
			udp.drop();
		},
		restore() {
			tcp.restore();
			udp.restore();
		},
		async [Symbol.asyncDispose]() {
			await tcp[Symbol.asyncDispose]();
			await udp[Symbol.asyncDispose]();
		}
	};
}

/** In the page: LiveKit's address for media is the relay's. */
function leadMedia([from, to]: readonly [number, number]): void {
	const lead = (words: string) => words.replaceAll(` ${from} typ`, ` ${to} typ`);
	const connections = RTCPeerConnection.prototype;
	const add = connections.addIceCandidate as (candidate?: RTCIceCandidateInit) => Promise<void>;
	const describe = connections.setRemoteDescription as (
		description: RTCSessionDescriptionInit
	) => Promise<void>;
	Object.assign(connections, {
		addIceCandidate(this: RTCPeerConnection, candidate: RTCIceCandidateInit) {
			return add.call(this, { ...candidate, candidate: lead(candidate.candidate ?? '') });
		},
		setRemoteDescription(this: RTCPeerConnection, { type, sdp }: RTCSessionDescriptionInit) {
			return describe.call(this, { type, sdp: lead(sdp ?? '') });
		}
	});
}

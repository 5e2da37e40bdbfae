import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { root } from '#server/root.ts';
import type { TestLiveKit } from '../support/livekit.ts';

const room = 'bench';

/** A picture's place in the page, in CSS pixels. */
export interface Box {
	width: number;
	height: number;
}

/**
 * Serves the bare page: livekit-client's own defaults, a token in hand, everything loaded before *Join room* is pressed.
 * `?id=` is who joins; with `&own=<width>x<height>&other=<width>x<height>` the page shows the own picture too, and both at
 * these sizes.
 */
export async function serveBareCall(
	livekit: TestLiveKit
): Promise<{ url: string } & AsyncDisposable> {
	const rooms = new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret);
	const client = await readFile(
		join(root, 'node_modules/livekit-client/dist/livekit-client.esm.mjs')
	);
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://bare');
		if (url.pathname === '/livekit-client.mjs') {
			response.setHeader('content-type', 'text/javascript').end(client);
			return;
		}
		void toPage(livekit, rooms, url.searchParams).then((page) =>
			response.setHeader('content-type', 'text/html').end(page)
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

export const toBareQuery = (id: string, own: Box, other: Box) =>
	`?id=${id}&own=${own.width}x${own.height}&other=${other.width}x${other.height}`;

function toSize(words: string | null): Box | null {
	const [width, height] = (words ?? '').split('x').map(Number);
	return width && height ? { width, height } : null;
}

async function toPage(
	livekit: TestLiveKit,
	rooms: RoomServiceClient,
	asked: URLSearchParams
): Promise<string> {
	await rooms.createRoom({ name: room });
	const identity = asked.get('id') ?? 'somebody';
	const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity, ttl: 600 });
	token.addGrant({ room, roomJoin: true });
	const url = livekit.url.replace('http', 'ws');
	return `<!doctype html><title>Bare</title><button>Join room</button><p></p><script type="module">
import { Room, RoomEvent } from '/livekit-client.mjs';
const own = ${JSON.stringify(toSize(asked.get('own')))};
const other = ${JSON.stringify(toSize(asked.get('other')) ?? { width: 1280 })};
const show = (track, size) => {
	const element = track.attach();
	document.body.append(element);
	if (track.kind !== 'video') return;
	element.style.width = size.width + 'px';
	if (size.height) element.style.height = size.height + 'px';
	return element;
};
document.querySelector('button').onclick = async () => {
	const room = new Room({ adaptiveStream: true, dynacast: true });
	room.on(RoomEvent.TrackSubscribed, (track) => {
		const element = show(track, other);
		if (!element) return;
		element.requestVideoFrameCallback(() => element.classList.add('shown'));
	});
	await room.connect(${JSON.stringify(url)}, ${JSON.stringify(await token.toJwt())});
	await room.localParticipant.enableCameraAndMicrophone();
	if (own)
		for (const { videoTrack } of room.localParticipant.videoTrackPublications.values())
			show(videoTrack, own).classList.add('mirrored');
	document.querySelector('p').textContent = 'connected';
};
</script>`;
}

import type { RoomConnection } from './room-connection.svelte.ts';

/** Two who press at the same moment: so long after a start, the other's screen is one that began together with it. */
const togetherMs = 5_000;

/** Starts to share this person's screen, or stops. What comes of it is told in `connection.screenWords`. */
export async function toggleScreen(connection: RoomConnection): Promise<void> {
	if (connection.screen) return connection.setScreen(null);
	if (connection.screenTile) return connection.setScreen(null, toOneAtATime(connection));
	let track: MediaStreamTrack | undefined;
	try {
		const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
		track = stream.getVideoTracks()[0];
	} catch (error) {
		return connection.setScreen(null, toFaultWords(error));
	}
	// Somebody was quicker while the browser asked what to share.
	if (!track || connection.screenTile) {
		track?.stop();
		return connection.setScreen(null, toOneAtATime(connection));
	}
	const shared = track;
	shared.addEventListener('ended', () => {
		if (connection.screen === shared)
			connection.setScreen(null, 'Your screen is no longer shared.');
	});
	connection.setScreen(shared, 'You are sharing your screen.');
	setTimeout(() => {
		const other = connection.screenTile;
		if (connection.screen === shared && other && other.userId < connection.me.userId)
			connection.setScreen(null, toOneAtATime(connection));
	}, togetherMs);
}

const toOneAtATime = ({ screenTile }: RoomConnection): string =>
	screenTile
		? `${screenTile.name} is shared already. One at a time: ask them to stop first.`
		: 'That window cannot be shared. Choose another one.';

/** Changing one's mind and a computer that forbids it look alike to a page. */
export function toFaultWords(error: unknown): string {
	const name = error instanceof Error ? error.name : '';
	if (name === 'NotAllowedError' || name === 'AbortError')
		return 'Nothing is shared. Where your computer asks, allow this browser to record the screen.';
	return 'Your browser cannot share a screen right now. Close other programs that do, then try again.';
}

import { Room } from 'livekit-client';
import type { CheckToken } from './check-token.ts';

/** `server`: it does not answer. `line`: it does, and this network lets neither sound nor picture through. */
export type LineFault = 'server' | 'line';

/** What each fault means for somebody about to go in, and what to do. */
export const faultWords: Readonly<Record<LineFault, { title: string; text: string }>> = {
	server: {
		title: 'The video server does not answer.',
		text: 'Questions, clock, feedback and scores work without it, and video appears by itself when it is back. Have a phone number at hand.'
	},
	line: {
		title: 'This network lets no video through.',
		text: 'Some hospitals block it. Try another one, for example your phone’s hotspot, or turn off a virtual private network.'
	}
};

/**
 * Whether the line to the video server opens, tried once in the check's own room without sending anything. Null: it does,
 * it was not to be found out, or `signal` ended it. Never rejects.
 */
export async function findLineFault(
	getToken: () => Promise<CheckToken>,
	signal: AbortSignal
): Promise<LineFault | null> {
	const access = await getToken();
	if (signal.aborted) return null;
	if (!access.ok) return access.code === 'video_down' ? 'server' : null;
	const room = new Room();
	let isAnswered = false;
	room.once('signalConnected', () => (isAnswered = true));
	const end = () => void room.disconnect();
	signal.addEventListener('abort', end);
	try {
		await room.connect(access.url, access.token, { autoSubscribe: false });
		return null;
	} catch {
		if (signal.aborted) return null;
		return isAnswered ? 'line' : 'server';
	} finally {
		signal.removeEventListener('abort', end);
		end();
	}
}

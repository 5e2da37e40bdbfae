import { expect, it, vi } from 'vitest';
import { lineBackEvent } from '../collab/line-watch.ts';
import { createRoomConnection } from './room-connection.svelte.ts';
import type { VideoTokenAnswer } from './video-token.ts';

it('[F12] what was asked over a line that dropped is asked again when the line is back', async () => {
	vi.stubGlobal('window', new EventTarget());
	vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
	vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined });
	const asked: number[] = [];
	const connection = createRoomConnection({
		interviewId: 'i',
		me: { userId: 'u', name: 'Dr Ruth Feldman', role: 'observer' },
		people: () => [],
		isOneMachine: false,
		getToken: () => {
			asked.push(performance.now());
			if (asked.length > 1) return new Promise<VideoTokenAnswer>(() => undefined);
			return Promise.resolve({ ok: false, code: 'unreachable', message: '' });
		}
	});
	connection.join();
	await vi.waitFor(() => expect(asked).toHaveLength(2), 5_000);
	const tell = (since: number) =>
		window.dispatchEvent(new CustomEvent(lineBackEvent, { detail: since }));
	// The line was there when this question was asked: it will be answered.
	tell(asked[1]! - 1_000);
	expect(asked).toHaveLength(2);
	tell(performance.now());
	await vi.waitFor(() => expect(asked).toHaveLength(3));
	expect(connection.state).toBe('reconnecting');
	connection.destroy();
	vi.unstubAllGlobals();
});

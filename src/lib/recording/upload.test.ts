import { describe, expect, it } from 'vitest';
import type { KeptChunk } from './chunk-store.ts';
import { sendChunk, uploadWaiting, type Sent } from './upload.ts';

const chunk = (number: number): KeptChunk => ({
	interviewId: 'i',
	recordingId: 'r',
	userId: 'u',
	part: 1,
	number,
	bytes: new ArrayBuffer(3),
	sha256: 'a'.repeat(64),
	startedAt: 1_000.4,
	isLast: false
});

/** Three chunks that wait, and a server that gives these answers one after the other, then yes. */
async function upload(answers: Sent[]) {
	const waiting = [chunk(0), chunk(1), chunk(2)];
	const sent: number[] = [];
	const waited: number[] = [];
	let full = 0;
	await uploadWaiting('r', {
		store: {
			findFirst: async () => waiting[0] ?? null,
			remove: async (gone) => void waiting.splice(waiting.indexOf(gone), 1)
		},
		async send({ number }) {
			sent.push(number);
			return answers.shift() ?? { ok: true };
		},
		wait: async (ms) => void waited.push(ms),
		onFull: () => (full += 1)
	});
	return { sent, waited, full };
}

describe('what waits of a recording', () => {
	it('is sent in order, once', async () => {
		expect(await upload([])).toEqual({ sent: [0, 1, 2], waited: [], full: 0 });
	});

	it('is sent again until it gets through', async () => {
		const lost = { ok: false, code: 'unreachable' } as const;
		const { sent, waited } = await upload([lost, lost, lost]);
		expect(sent).toEqual([0, 0, 0, 0, 1, 2]);
		expect(waited).toEqual([1_000, 2_000, 4_000]);
	});

	it('waits where it came too fast', async () => {
		expect(await upload([{ ok: false, code: 'too_small' }])).toMatchObject({ sent: [0, 0, 1, 2] });
	});

	it('lets go of what will never be taken', async () => {
		expect(await upload([{ ok: false, code: 'deleted' }])).toMatchObject({ sent: [0, 1, 2] });
	});

	it('says that there is no room', async () => {
		expect(await upload([{ ok: false, code: 'full_disk' }])).toMatchObject({ full: 1 });
	});
});

describe('a chunk that is sent', () => {
	const answer = async (response: () => Response) => sendChunk(chunk(4), async () => response());
	it('names itself, its hash and its time', async () => {
		let asked: [string, RequestInit] | null = null;
		await sendChunk(chunk(4), async (url, init) => {
			asked = [url as string, init!];
			return Response.json({ ok: true });
		});
		expect(asked![0]).toBe('/interviews/i/recordings/r/parts/1/4');
		expect(asked![1].headers).toMatchObject({ 'x-started-at': '1000', 'x-last': '0' });
	});
	it('comes back with what the server says, or as unreachable', async () => {
		expect(await answer(() => Response.json({ ok: true }))).toEqual({ ok: true });
		const full = { ok: false, code: 'full_disk' };
		expect(await answer(() => Response.json(full, { status: 507 }))).toEqual(full);
		const lost = { ok: false, code: 'unreachable' };
		expect(await answer(() => new Response('', { status: 503 }))).toEqual(lost);
		expect(await answer(() => new Response('', { status: 401 }))).toEqual(lost);
		expect(
			await answer(() => {
				throw new TypeError('no line');
			})
		).toEqual(lost);
	});
});

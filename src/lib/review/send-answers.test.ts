import { describe, expect, it } from 'vitest';
import { sendAnswers, type LentAnswer } from './send-answers.ts';
import { chunkBytes } from './upload-limits.ts';

const blob = new Blob([new Uint8Array(chunkBytes * 2 + 5)]);
const answers: LentAnswer[] = [{ answerId: 'a', kind: 'video', blob }];

/** A server that has `received` pieces already; `answer` may stand in for its own. */
function givenServer(
	received = 0,
	answer: (path: string, tries: number) => Response | Error | null = () => null
) {
	const asked: string[] = [];
	const progress: [number, number][] = [];
	const send = async (path: RequestInfo | URL) => {
		asked.push(String(path));
		const own = answer(String(path), asked.length);
		if (own instanceof Error) throw own;
		if (own) return own;
		const begun = {
			ok: true,
			requestId: 'r',
			media: [{ mediaId: 'm', answerId: 'a', received, receivedBytes: received * chunkBytes }]
		};
		return Response.json(String(path).endsWith('/requests') ? begun : { ok: true, received: 1 });
	};
	const run = () =>
		sendAnswers(
			'i',
			{ wish: '', answers },
			{
				onprogress: (bytes, total) => progress.push([bytes, total]),
				fetch: send,
				wait: async () => undefined
			}
		);
	return { asked, progress, run };
}

describe('sending answers', () => {
	it('goes piece by piece and says how far it is', async () => {
		const server = givenServer();
		expect(await server.run()).toEqual({ ok: true, requestId: 'r' });
		expect(server.asked.slice(1)).toEqual(
			[0, 1, 2].map((ordinal) => `/solo/i/requests/r/answers/m/chunks/${ordinal}`)
		);
		expect(server.progress.at(-1)).toEqual([blob.size, blob.size]);
	});

	it('goes on where the server is', async () => {
		const server = givenServer(2);
		await server.run();
		expect(server.asked).toHaveLength(2);
		expect(server.asked[1]).toMatch(/chunks\/2$/);
		expect(server.progress[0]).toEqual([2 * chunkBytes, blob.size]);
	});

	it('tries a line that is away again, and then gives up with words', async () => {
		const once = givenServer(0, (_, tries) => (tries === 2 ? new TypeError('no line') : null));
		expect(await once.run()).toMatchObject({ ok: true });
		const never = givenServer(0, (path) => (path.includes('chunks') ? new TypeError('x') : null));
		expect(await never.run()).toMatchObject({ ok: false, code: 'lost' });
		const broken = givenServer(0, () => new Response('', { status: 503 }));
		expect(await broken.run()).toMatchObject({ ok: false, code: 'lost' });
	});

	it('a refusal is final and says why', async () => {
		const refused = { ok: false, code: 'disk_full', message: 'No room.' };
		const server = givenServer(0, (path) =>
			path.includes('chunks') ? Response.json(refused, { status: 507 }) : null
		);
		expect(await server.run()).toEqual(refused);
		expect(server.asked).toHaveLength(2);
		const signedOut = givenServer(0, () => Response.json({ message: 'x' }, { status: 401 }));
		expect(await signedOut.run()).toMatchObject({
			ok: false,
			message: expect.stringContaining('signed out')
		});
	});
});

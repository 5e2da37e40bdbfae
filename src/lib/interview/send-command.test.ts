import { describe, expect, it } from 'vitest';
import { createCommandId, sendCommand } from './send-command.ts';

const answer =
	(body: unknown, status = 200) =>
	() =>
		new Response(JSON.stringify(body), { status });
const lost = () => {
	throw new TypeError('Failed to fetch');
};

/** A server that answers each try in turn and remembers what it was sent. */
function createServer(...turns: (() => Response)[]) {
	const bodies: { id: string; command: unknown }[] = [];
	return {
		bodies,
		fetch: (async (_path: string, init: RequestInit) => {
			bodies.push(JSON.parse(String(init.body)));
			return turns[bodies.length - 1]!();
		}) as unknown as typeof fetch
	};
}

const wait = async () => {};

describe('sending a command', () => {
	it('gives back what the server says, refusals too', async () => {
		const refusal = { ok: false, code: 'nothing_drawn', message: 'Draw one first.' };
		const server = createServer(answer(refusal, 409));
		const result = await sendCommand('i', { type: 'start-answer' }, { fetch: server.fetch, wait });
		expect(result).toEqual(refusal);
		expect(server.bodies).toHaveLength(1);
	});

	it('asks again under the same id when a reply is lost or the server restarts', async () => {
		const server = createServer(lost, answer({}, 503), answer({ ok: true, revision: 4 }));
		const result = await sendCommand('i', { type: 'draw-question' }, { fetch: server.fetch, wait });
		expect(result).toEqual({ ok: true, revision: 4 });
		expect(new Set(server.bodies.map((body) => body.id)).size).toBe(1);
	});

	it('says so when nothing answers', async () => {
		const server = createServer(lost, lost);
		const options = { fetch: server.fetch, wait, retryDelaysMs: [1] };
		const result = await sendCommand('i', { type: 'finish' }, options);
		expect(result).toMatchObject({ ok: false, code: 'unreachable' });
		expect(server.bodies).toHaveLength(2);
	});

	it('does not repeat what was answered without a body of ours', async () => {
		const server = createServer(answer({ message: 'Not signed in' }, 401));
		const result = await sendCommand('i', { type: 'finish' }, { fetch: server.fetch, wait });
		expect(result).toMatchObject({ ok: false, code: 'not_allowed' });
	});

	it('uses an id of its own for every command', () => {
		expect(createCommandId()).toMatch(/^[a-z0-9]{20}$/);
		expect(createCommandId()).not.toBe(createCommandId());
	});
});

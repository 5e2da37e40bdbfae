import { describe, expect, it } from 'vitest';
import { POST } from './+server.ts';

type Event = Parameters<typeof POST>[0];

/** Gives a body to the endpoint; `given` is what reached the service. */
async function send(body: string, { type = 'application/json', isSignedIn = true } = {}) {
	const given: unknown[][] = [];
	const run = async (...words: unknown[]) => {
		given.push(words.slice(1));
		return { ok: false, code: 'wrong_phase', message: 'That does not belong here.' };
	};
	const response = await POST({
		locals: { actor: isSignedIn ? { userId: 'me' } : null, services: { rooms: { run } } },
		params: { id: 'i' },
		request: new Request('http://localhost/interviews/i/commands', {
			method: 'POST',
			headers: { 'content-type': type },
			body
		})
	} as unknown as Event);
	return { status: response.status, body: (await response.json()) as object, given };
}

const good = JSON.stringify({ id: 'command-1', command: { type: 'draw-question' } });

describe('a command of the room', () => {
	it('reaches the service as it was sent, and a refusal comes back with its sentence', async () => {
		const { status, body, given } = await send(good);
		expect(given).toEqual([['i', 'command-1', { type: 'draw-question' }]]);
		expect(status).toBe(409);
		expect(body).toEqual({
			ok: false,
			code: 'wrong_phase',
			message: 'That does not belong here.'
		});
	});

	it.each([
		['no JSON', 'draw-question', {}],
		['a list', '[]', {}],
		['nothing', 'null', {}],
		['a form', good, { type: 'text/plain' }],
		['an unknown field', JSON.stringify({ id: 'x', command: {}, role: 'interviewer' }), {}],
		['far too much', JSON.stringify({ id: 'x'.repeat(5_000), command: {} }), {}]
	])('is refused in words when it is %s', async (_what, body, options) => {
		const answer = await send(body, options);
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({ ok: false, code: 'bad_command' });
		expect(answer.given).toEqual([]);
	});

	it('says that one is signed out', async () => {
		const { status, body, given } = await send(good, { isSignedIn: false });
		expect(status).toBe(401);
		expect(body).toMatchObject({ ok: false, message: expect.stringMatching(/signed out/) });
		expect(given).toEqual([]);
	});
});

import { describe, expect, it } from 'vitest';
import { createSoloRound, type SoloRound } from './solo-round.ts';
import { sendResult, sendWaiting } from './send-result.ts';

const view = {
	interviewId: 'one',
	userId: 'amara',
	name: 'Amara',
	planName: 'Short',
	phase: 'open' as const,
	settings: { thinkSeconds: 30, answerSeconds: null },
	questions: [],
	criteria: [],
	shownCriteria: []
};
const given = (more: Partial<SoloRound>): SoloRound => ({ ...createSoloRound(view, 0), ...more });

/** A server that answers each request with the next of these; what is no response is a line that is down. */
function answering(...answers: (number | object)[]) {
	const asked: { path: string; body: unknown }[] = [];
	const send = (async (path: string, init: RequestInit) => {
		asked.push({ path, body: JSON.parse(init.body as string) });
		const answer = answers.shift();
		if (answer === undefined) throw new TypeError('Failed to fetch');
		return typeof answer === 'number'
			? new Response('', { status: answer })
			: Response.json(answer, { status: 'code' in answer ? 409 : 200 });
	}) as typeof fetch;
	return { send, asked };
}

describe('sending a practice', () => {
	it('sends to its own address and gives back the answer', async () => {
		const { send, asked } = answering({ ok: true, isFinished: false });
		expect(await sendResult(given({}), { fetch: send, now: () => 77 })).toEqual({
			ok: true,
			isFinished: false
		});
		expect(asked).toEqual([
			{ path: '/solo/one/save', body: { sentAt: 77, answers: [], outcome: null } }
		]);
	});

	it.each<[string, ...number[]]>([['a line that is down'], ['a server that broke', 503]])(
		'%s is worth another try',
		async (_, ...answers) => {
			expect(await sendResult(given({}), { fetch: answering(...answers).send })).toBeNull();
		}
	);

	it('tells a sign-in that ended from a line that is down', async () => {
		const { send } = answering(401);
		expect(await sendResult(given({}), { fetch: send })).toBe('signed-out');
	});

	it('sends what waits, once, and leaves alone what is under way or there already', async () => {
		const kept = new Map<string, SoloRound>();
		const rounds = [
			given({ interviewId: 'waits', finishedAt: 5 }),
			given({ interviewId: 'under-way' }),
			given({ interviewId: 'there', finishedAt: 4, isSent: true }),
			given({ interviewId: 'discarded', finishedAt: 3 })
		];
		for (const round of rounds) kept.set(round.interviewId, round);
		const store = {
			listRounds: async () => [...kept.values()],
			keepRound: async (round: SoloRound) => (kept.set(round.interviewId, round), null)
		};
		const { send, asked } = answering(
			{ ok: true, isFinished: true },
			{ ok: false, code: 'discarded', message: '' }
		);
		expect(await sendWaiting(store, 'amara', { fetch: send })).toBe(1);
		expect(asked.map(({ path }) => path)).toEqual(['/solo/waits/save', '/solo/discarded/save']);
		expect(kept.get('waits')!.isSent).toBe(true);
		expect(kept.get('discarded')!.isSent).toBe(false);
	});
});

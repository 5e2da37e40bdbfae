import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAttemptLimits } from '#server/auth/attempt-limits.ts';
import { createId } from '#server/db/id.ts';

const url = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

describe('limits on attempts in two processes that share a Redis', () => {
	let redis: Redis;
	beforeAll(() => {
		redis = new Redis(url, { db: 15, maxRetriesPerRequest: 1 });
	});
	afterAll(async () => {
		const keys = await redis.keys('mock-rounds:limit:*');
		if (keys.length > 0) await redis.del(...keys);
		redis.disconnect();
	});

	it('count together, account by account', async () => {
		const [one, two] = [createAttemptLimits({ redis }), createAttemptLimits({ redis })];
		const account = `${createId()}@people.test`;
		const by = (index: number) => ({ account, address: `198.51.100.${index}` });
		for (let index = 0; index < 10; index += 1)
			expect(await (index % 2 ? one : two).take('password', by(index))).toMatchObject({ ok: true });
		for (const limits of [one, two])
			expect(await limits.take('password', by(99))).toMatchObject({
				ok: false,
				code: 'too_many_attempts'
			});
		expect(
			await two.take('password', { account: `${createId()}@people.test`, address: '203.0.113.9' })
		).toMatchObject({ ok: true });
	});
});

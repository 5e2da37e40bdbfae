import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { toAddressKey } from './address.ts';

const minute = 60;
const quarter = 15 * minute;
const hour = 60 * minute;

/** How often, within how many seconds. Only what fails counts where a success gives its points back. */
const limits = {
	/** Passwords tried on one account, from wherever. */
	'password-account': { points: 10, duration: quarter },
	'password-address': { points: 60, duration: quarter },
	'password-all': { points: 3000, duration: quarter },
	'sign-up-address': { points: 120, duration: hour },
	'sign-up-all': { points: 3000, duration: hour },
	'reset-account': { points: 3, duration: hour },
	'reset-address': { points: 20, duration: hour },
	'reset-all': { points: 500, duration: hour },
	'guest-address': { points: 120, duration: hour },
	'guest-all': { points: 3000, duration: hour },
	/** Knocks at one interview, from wherever. */
	'knock-account': { points: 60, duration: hour },
	'knock-address': { points: 30, duration: hour },
	'knock-all': { points: 2000, duration: hour },
	/** Tokens for the set-up check: a run takes some eight. */
	'check-account': { points: 160, duration: hour },
	'check-address': { points: 1600, duration: hour },
	'check-all': { points: 16_000, duration: hour }
} as const;

type LimitName = keyof typeof limits;
type Attempt = 'password' | 'sign-up' | 'reset' | 'guest' | 'knock' | 'check';

export type Taken =
	| {
			ok: true;
			/** The attempt turned out to be honest: it does not count. */ giveBack(): Promise<void>;
	  }
	| { ok: false; code: 'too_many_attempts'; retryAfterSeconds: number };

export interface AttemptLimits {
	/**
	 * Counts an attempt before its work is done, so that parallel ones cannot slip through, against the account (an
	 * e-mail address, known or not), the network address and everybody together.
	 */
	take(
		attempt: Attempt,
		by: { account?: string; address: string },
		points?: number
	): Promise<Taken>;
}

/** Limits in this process, or in Redis when several processes share them (here again while Redis is away). */
export function createAttemptLimits(options: { redis?: Redis } = {}): AttemptLimits {
	const { redis } = options;
	const limiters = new Map(
		Object.entries(limits).map(([name, { points, duration }]) => {
			const memory = new RateLimiterMemory({ keyPrefix: name, points, duration });
			const limiter = redis
				? new RateLimiterRedis({
						storeClient: redis,
						keyPrefix: `mock-rounds:limit:${name}`,
						points,
						duration,
						insuranceLimiter: memory
					})
				: memory;
			return [name, limiter] as const;
		})
	);

	return {
		async take(attempt, by, points = 1) {
			const asked: [string, string][] = [];
			if (by.account) asked.push([`${attempt}-account`, toAccountKey(by.account)]);
			asked.push([`${attempt}-address`, toAddressKey(by.address)], [`${attempt}-all`, 'all']);
			const taken: (() => Promise<unknown>)[] = [];
			for (const [name, key] of asked) {
				const limiter = limiters.get(name as LimitName);
				if (!limiter) continue;
				try {
					await limiter.consume(key, points);
					taken.push(() => limiter.reward(key, points));
				} catch (refusal) {
					if (!(refusal instanceof RateLimiterRes)) throw refusal;
					// What one limit refuses must not eat up the others'.
					await Promise.all(taken.map((giveBack) => giveBack()));
					const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
					return { ok: false, code: 'too_many_attempts', retryAfterSeconds };
				}
			}
			return {
				ok: true,
				async giveBack() {
					await Promise.all(taken.map((giveBack) => giveBack()));
				}
			};
		}
	};
}

/** Addresses of people stay out of the limiter's store. */
function toAccountKey(email: string): string {
	return createHash('sha256').update(email).digest('base64url');
}

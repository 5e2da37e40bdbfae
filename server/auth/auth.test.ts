import { describe, expect, it } from 'vitest';
import { findSessionToken, sessionCookieName } from '#lib/account/session-cookie.ts';
import { toAddressKey } from './address.ts';
import { createPasswordHasher } from './password.ts';

describe('passwords', () => {
	const passwords = createPasswordHasher();

	it('are kept as an Argon2id PHC string with its parameters and a salt of its own', async () => {
		const [one, two] = await Promise.all([passwords.hash('secret'), passwords.hash('secret')]);
		expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
		expect(one).not.toBe(two);
		expect(await passwords.verify(one, 'secret')).toBe(true);
		expect(await passwords.verify(one, 'Secret')).toBe(false);
		expect(passwords.isOutdated(one)).toBe(false);
	});

	it('are the same whether their letters were typed composed or decomposed', async () => {
		const hash = await passwords.hash('caf\u00e9 au lait');
		expect(await passwords.verify(hash, 'cafe\u0301 au lait')).toBe(true);
	});

	it('without a stored one the answer is no, after the same work', async () => {
		expect(await passwords.verify(null, 'anything')).toBe(false);
	});

	it('wait their turn, and say when too many are waiting', async () => {
		const narrow = createPasswordHasher({ atOnce: 1, maxWaiting: 2 });
		const work = [1, 2, 3].map(() => narrow.verify(null, 'x'));
		expect(narrow.isBusy()).toBe(true);
		await Promise.all(work);
		expect(narrow.isBusy()).toBe(false);
	});
});

it.each([
	['203.0.113.7', '203.0.113.7'],
	['::ffff:203.0.113.7', '203.0.113.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
	['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
	['2001:db8::', '2001:db8:0:0::/64'],
	['::1', '0:0:0:0::/64'],
	['fe80::1%eth0', 'fe80:0:0:0::/64'],
	['', 'unknown'],
	['nonsense', 'unknown']
])('the address %j counts as %j', (address, key) => {
	expect(toAddressKey(address)).toBe(key);
});

describe('the session cookie', () => {
	it('is bound to its host over https and has a plain name on loopback', () => {
		expect(sessionCookieName(true)).toBe('__Host-mock_rounds_session');
		expect(sessionCookieName(false)).toBe('mock_rounds_session');
	});

	it('is found among others, and never under the other name', () => {
		const header = 'theme=dark; mock_rounds_session=abc; __Host-mock_rounds_session=def';
		expect(findSessionToken(header, false)).toBe('abc');
		expect(findSessionToken(header, true)).toBe('def');
		expect(findSessionToken('xmock_rounds_session=abc', false)).toBeUndefined();
		expect(findSessionToken(undefined, false)).toBeUndefined();
	});
});

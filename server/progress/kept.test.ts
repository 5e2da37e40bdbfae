import { describe, expect, test } from 'vitest';
import { createKept } from './kept.ts';

describe('what is kept', () => {
	test('is reckoned once for a version, and again for the next', async () => {
		const kept = createKept<number>(2);
		let times = 0;
		const reckon = () => (times += 1);
		expect(await kept.get('a', '1', reckon)).toBe(1);
		expect(await kept.get('a', '1', reckon)).toBe(1);
		expect(await kept.get('a', '2', reckon)).toBe(2);
	});

	test('is waited for by everybody who asks meanwhile', async () => {
		const kept = createKept<number>(2);
		const wait = Promise.withResolvers<number>();
		let times = 0;
		const reckon = () => {
			times += 1;
			return wait.promise;
		};
		const both = [kept.get('a', '1', reckon), kept.get('a', '1', reckon)];
		wait.resolve(7);
		expect(await Promise.all(both)).toEqual([7, 7]);
		expect(times).toBe(1);
	});

	test('makes room by what nobody asked for longest', async () => {
		const kept = createKept<string>(2);
		for (const key of ['a', 'b', 'a', 'c']) await kept.get(key, '1', () => key);
		expect(await kept.get('a', '1', () => 'again')).toBe('a');
		expect(await kept.get('b', '1', () => 'again')).toBe('again');
	});

	test('is no failure', async () => {
		const kept = createKept<string>(2);
		const failing = kept.get('a', '1', () => Promise.reject(new Error('away')));
		await expect(failing).rejects.toThrow('away');
		expect(await kept.get('a', '1', () => 'there')).toBe('there');
	});
});

import { expect, test } from 'vitest';
import { gather } from './gather.ts';

test('what is asked together, or while a round is under way, is answered together and to whom asked', async () => {
	const rounds: number[][] = [];
	const gate = Promise.withResolvers<void>();
	const ask = gather<number, string>(async (numbers) => {
		rounds.push(numbers);
		await gate.promise;
		return numbers.map(String);
	});
	const first = [ask(1), ask(2)];
	await Promise.resolve();
	await Promise.resolve();
	const later = [ask(3), ask(4), ask(5)];
	gate.resolve();
	expect(await Promise.all([...first, ...later])).toEqual(['1', '2', '3', '4', '5']);
	expect(rounds).toEqual([
		[1, 2],
		[3, 4, 5]
	]);
});

test('a round has a size', async () => {
	const sizes: number[] = [];
	const ask = gather<number, number>(async (numbers) => {
		sizes.push(numbers.length);
		return numbers;
	}, 2);
	await Promise.all([1, 2, 3, 4, 5].map(ask));
	expect(sizes).toEqual([2, 2, 1]);
});

test('a round that fails is told to those who asked, and the next goes on', async () => {
	let hasFailed = false;
	const ask = gather<number, number>(async (numbers) => {
		if (hasFailed) return numbers;
		hasFailed = true;
		throw new Error('away');
	});
	await expect(Promise.all([ask(1), ask(2)])).rejects.toThrow('away');
	expect(await ask(3)).toBe(3);
});

import { describe, expect, it } from 'vitest';
import {
	freeFloorBytes,
	maxChunkBytes,
	maxPracticeBytes,
	refuseChunk,
	toSizeWords
} from './recording-limits.ts';

describe('what a browser may keep of a practice', () => {
	const roomy = { quota: 10 * freeFloorBytes, usage: 0 };

	it.each([
		['an ordinary second', 80_000, 0, roomy, null],
		['a browser that does not say what it has', 80_000, 0, {}, null],
		['a chunk without end', maxChunkBytes + 1, 0, roomy, 'chunk-too-large'],
		['a practice that is full', 80_000, maxPracticeBytes - 79_999, roomy, 'practice-full'],
		['the last chunk that fits it', 80_000, maxPracticeBytes - 80_000, roomy, null],
		['a store down to its floor', 2, 0, { quota: 1000 + freeFloorBytes, usage: 999 }, 'store-full'],
		['a byte above the floor', 1, 0, { quota: 1000 + freeFloorBytes, usage: 999 }, null]
	] as const)('%s', (_, bytes, kept, estimate, expected) => {
		expect(refuseChunk(bytes, kept, estimate)).toBe(expected);
	});

	it('says sizes as people read them', () => {
		expect(toSizeWords(300)).toBe('1 MB');
		expect(toSizeWords(76 * 1024 * 1024)).toBe('76 MB');
		expect(toSizeWords(1.5 * 1024 ** 3)).toBe('1.5 GB');
	});
});

import { expect, it } from 'vitest';
import { findContainer } from './media-kind.ts';

it('[T30] knows a recording by its first bytes', () => {
	const head = [
		...[0x1a, 0x45, 0xdf, 0xa3, 0x9f],
		...[...'\x42\x82\x84webm'].map((c) => c.charCodeAt(0))
	];
	expect(findContainer(new Uint8Array(head))).toBe('webm');
	expect(findContainer(new Uint8Array([...head.slice(0, 5), 1, 2, 3]))).toBeNull();
	expect(findContainer(new Uint8Array([0x1a, ...head.slice(0, 3), ...head.slice(4)]))).toBeNull();
	expect(findContainer(new TextEncoder().encode('<svg onload=alert(1)>'))).toBeNull();
});

import { randomBytes } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A new random id: 20 characters of a–z and 0–9, about 103 bits. */
export function createId(): string {
	let id = '';
	while (id.length < 20)
		for (const byte of randomBytes(24)) if (byte < 252 && id.length < 20) id += alphabet[byte % 36];
	return id;
}

import { describe, expect, it } from 'vitest';
import { createId } from '../db/id.ts';
import { readInviteToken, toInviteToken } from './invite-link.ts';

const secret = 'a secret of the tests';

describe('an invite token', () => {
	it('leads back to its link, and is the same each time', () => {
		const id = createId();
		expect(toInviteToken(secret, id)).toBe(toInviteToken(secret, id));
		expect(readInviteToken(secret, toInviteToken(secret, id))).toBe(id);
	});

	it.each([
		['another secret', (id: string) => toInviteToken('another', id)],
		['another id', (id: string) => createId() + toInviteToken(secret, id).slice(20)],
		['a changed end', (id: string) => toInviteToken(secret, id).replace(/.$/, '!')],
		['a cut end', (id: string) => toInviteToken(secret, id).slice(0, -1)],
		['the id alone', (id: string) => id],
		['nothing', () => '']
	])('made with %s opens nothing', (_, forge) => {
		expect(readInviteToken(secret, forge(createId()))).toBeNull();
	});
});

import { expect, it } from 'vitest';
import { aloneLimits, toAloneWords } from './alone.ts';

it('who is alone for long is told so, then how long video stays, then that it ended', () => {
	const { noticeMs, closeMs } = aloneLimits;
	expect(toAloneWords(noticeMs - 1)).toBeNull();
	expect(toAloneWords(noticeMs)).toMatchObject({
		text: expect.stringContaining('in 15 minutes'),
		isClosing: false
	});
	expect(toAloneWords(closeMs - 1)!.text).toContain('in 1 minute.');
	expect(toAloneWords(closeMs)).toMatchObject({ isClosing: true });
});

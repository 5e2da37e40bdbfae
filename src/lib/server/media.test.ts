import { describe, expect, it } from 'vitest';
import { readRange, toMediaResponse, type MediaFile } from './media.ts';

const text = '0123456789';
const media: MediaFile = {
	mimeType: 'video/webm',
	bytes: text.length,
	tag: 'abc',
	fileName: 'answer-1.webm',
	read: (from, to) => new Blob([text.slice(from, to + 1)]).stream()
};
const ask = (headers: Record<string, string> = {}, method = 'GET') =>
	toMediaResponse(new Request('http://localhost/', { method, headers }), media);

describe('a stretch of a file', () => {
	it.each([
		['bytes=0-3', { from: 0, to: 3 }],
		['bytes=4-', { from: 4, to: 9 }],
		['bytes=-3', { from: 7, to: 9 }],
		['bytes=-99', { from: 0, to: 9 }],
		['bytes=8-99', { from: 8, to: 9 }],
		['bytes=10-', 'unsatisfiable'],
		['bytes=-0', 'unsatisfiable'],
		['bytes=5-2', 'whole'],
		['bytes=-', 'whole'],
		['bytes=0-1,4-5', 'whole'],
		['items=0-1', 'whole'],
		['bytes=0x1-2', 'whole'],
		['bytes=99999999999999999999-', 'whole'],
		[null, 'whole']
	])('%s', (header, expected) => {
		expect(readRange(header, text.length)).toEqual(expected);
	});

	it('is answered with its bytes and where they stand', async () => {
		const response = ask({ range: 'bytes=2-4' });
		expect(response.status).toBe(206);
		expect(response.headers.get('content-range')).toBe('bytes 2-4/10');
		expect(response.headers.get('content-length')).toBe('3');
		expect(await response.text()).toBe('234');
		expect(ask({ range: 'bytes=10-' }).headers.get('content-range')).toBe('bytes */10');
		expect(await ask({ range: 'bytes=2-4', 'if-range': '"other"' }).text()).toBe(text);
		expect(await ask({ range: 'bytes=2-4', 'if-range': '"abc"' }).text()).toBe('234');
	});

	it('HEAD says the same without a byte, and what is known is not sent again', async () => {
		const head = ask({}, 'HEAD');
		expect([head.status, head.headers.get('content-length')]).toEqual([200, '10']);
		expect(await head.text()).toBe('');
		for (const known of ['"abc"', 'W/"abc"', '"x", "abc"'])
			expect(ask({ 'if-none-match': known }).status).toBe(304);
		expect(ask({ 'if-none-match': '"x"' }).status).toBe(200);
	});

	it('[T30] whatever the bytes are, nothing of them runs', () => {
		const { headers } = ask();
		expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('content-disposition')).toMatch(/^attachment; /);
		expect(headers.get('cache-control')).toBe('private, no-store');
	});
});

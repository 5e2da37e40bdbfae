import { describe, expect, it } from 'vitest';
import { mostCaptionBytes, readCaptions } from './captions.ts';

const read = (text: string) => readCaptions(new TextEncoder().encode(text));
const cue = '\n\n00:01.000 --> 00:04.000\nTell me about yourself.\n';

describe('captions', () => {
	it.each([
		`WEBVTT${cue}`,
		`\ufeffWEBVTT - an interview${cue}`,
		`WEBVTT\r\n\r\n1\r\n01:00:01.000 --> 01:00:04.000 align:start\r\nسؤال\r\n`
	])('are WebVTT with a time in it', (text) => {
		expect(read(text)).toEqual({ ok: true, text: text.replace('\ufeff', '') });
	});

	it.each([
		['', 'WEBVTT'],
		[`1\n00:00:01,000 --> 00:00:04,000\nSubRip`, 'WEBVTT'],
		[`WEBVTTX${cue}`, 'WEBVTT'],
		[`<script>alert(1)</script>`, 'WEBVTT'],
		['WEBVTT\n\nno time at all', 'a time'],
		['WEBVTT\n\n00:01,000 --> 00:04,000\n', 'a time'],
		[`WEBVTT${cue}\0`, 'no text'],
		[`WEBVTT${cue}${'x'.repeat(mostCaptionBytes)}`, '512 KB']
	])('%j is told why not', (text, why) => {
		expect(read(text)).toMatchObject({ ok: false, message: expect.stringContaining(why) });
	});

	it('are UTF-8', () => {
		const bytes = new Uint8Array([...new TextEncoder().encode(`WEBVTT${cue}`), 0xff, 0xfe]);
		expect(readCaptions(bytes)).toMatchObject({ ok: false });
	});
});

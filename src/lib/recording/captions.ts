import { isStorable } from '../text/storable.ts';

/** Captions as they come: WebVTT (W3C, 2019). */
export const mostCaptionBytes = 512 * 1024;

/** `00:00.000 --> 00:02.500`, hours in front where there are any, settings behind. */
const timing =
	/^(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}(?:[ \t]|$)/m;

export type CaptionsRead = { ok: true; text: string } | { ok: false; message: string };
const refuse = (message: string): CaptionsRead => ({ ok: false, message });

/** A file of captions as text, or why it is none, in a sentence. */
export function readCaptions(bytes: Uint8Array): CaptionsRead {
	if (bytes.byteLength > mostCaptionBytes)
		return refuse('A file of captions holds at most 512 KB.');
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return refuse('This is not text in UTF-8, which WebVTT is.');
	}
	if (!isStorable(text)) return refuse('There are characters in it that are no text.');
	if (!/^WEBVTT(?:[ \t\r\n]|$)/.test(text))
		return refuse('This is not a WebVTT file: its first line begins with WEBVTT.');
	return timing.test(text.replaceAll(/\r\n?/g, '\n'))
		? { ok: true, text }
		: refuse('There is no line in it with a time, such as 00:01.000 --> 00:04.000.');
}

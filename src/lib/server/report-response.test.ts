import type { RequestEvent } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { makingType, type ReportStep } from '../report/making.ts';
import { toReportResponse } from './report-response.ts';

const toEvent = (accept: string) =>
	({
		request: new Request('http://localhost/report.pdf', { headers: { accept } }),
		url: new URL('http://localhost/report.pdf'),
		route: { id: '/report.pdf' },
		locals: {}
	}) as unknown as RequestEvent;
const [asked, plain] = [toEvent(makingType), toEvent('*/*')];
const bytes = new Uint8Array([37, 80, 68, 70]);
const toLines = async (response: Response | null) =>
	(await response!.text())
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as unknown);

test('whoever asks for nothing else gets the file', async () => {
	const response = await toReportResponse(plain, 'season.pdf', async () => bytes);
	expect(response!.headers.get('content-type')).toBe('application/pdf');
	expect(new Uint8Array(await response!.arrayBuffer())).toEqual(bytes);
});

test('where there is none nobody gets anything, however they ask', async () => {
	for (const event of [plain, asked])
		expect(await toReportResponse(event, 'season.pdf', async () => null)).toBeNull();
});

test('each step is told as it begins, and the file comes last', async () => {
	const gate = Promise.withResolvers<void>();
	const response = await toReportResponse(asked, 'season.pdf', async (onStep) => {
		onStep({ step: 'waiting', ahead: 2 });
		await gate.promise;
		onStep({ step: 'pages' });
		return bytes;
	});
	expect(response!.headers.get('content-type')).toBe(makingType);
	const reader = response!.body!.getReader();
	const first = await reader.read();
	// It is still being made: what is known of it is there already.
	expect(new TextDecoder().decode(first.value)).toBe('{"step":"waiting","ahead":2}\n');
	gate.resolve();
	let rest = '';
	for (let read = await reader.read(); !read.done; read = await reader.read())
		rest += new TextDecoder().decode(read.value);
	expect(rest).toBe('{"step":"pages"}\n{"step":"done","pdf":"JVBERg=="}\n');
});

test('one that is made at once has no steps', async () => {
	const response = await toReportResponse(asked, 'season.pdf', async () => bytes);
	expect(await toLines(response)).toEqual([{ step: 'done', pdf: 'JVBERg==' }]);
});

test('a fault ends it with words, and nobody who reads is no fault', async () => {
	const fail = async (onStep: (step: ReportStep) => void) => {
		onStep({ step: 'letters' });
		throw new Error('no letters');
	};
	expect(await toLines(await toReportResponse(asked, 'season.pdf', fail))).toEqual([
		{ step: 'letters' },
		{ step: 'failed' }
	]);
	const gate = Promise.withResolvers<void>();
	const left = await toReportResponse(asked, 'season.pdf', async (onStep) => {
		onStep({ step: 'letters' });
		await gate.promise;
		onStep({ step: 'pages' });
		return bytes;
	});
	await left!.body!.cancel();
	gate.resolve();
});

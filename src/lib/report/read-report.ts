import { makingType, type ReportLine, type ReportStep } from './making.ts';

/** Has a report made and reads how far it is until it is there. Throws when there is none, and when `signal` ends it. */
export async function readReport(
	href: string,
	onStep: (step: ReportStep) => void,
	signal: AbortSignal
): Promise<Blob> {
	const response = await fetch(href, { headers: { accept: makingType }, signal });
	if (!response.ok || !response.body) throw new Error(`no report: ${response.status}`);
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	for (;;) {
		const { done, value } = await reader.read();
		if (done) throw new Error('the report ended before its last line');
		const lines = (text + value).split('\n');
		text = lines.pop()!;
		for (const one of lines) {
			const line = JSON.parse(one) as ReportLine;
			if (line.step === 'failed') throw new Error('the report could not be made');
			if (line.step === 'done') return toPdfBlob(line.pdf);
			onStep(line);
		}
	}
}

const toPdfBlob = (base64: string) =>
	new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], {
		type: 'application/pdf'
	});

/** Hands a file over as a download. */
export function keepFile(file: Blob, name: string): void {
	const href = URL.createObjectURL(file);
	Object.assign(document.createElement('a'), { href, download: name }).click();
	URL.revokeObjectURL(href);
}

import { cpus } from 'node:os';
import { measureCollab, type CollabPart } from './collab/figures.ts';
import { measureJavaScript } from './javascript.ts';
import { measureJoinToFirstFrame } from './join-to-first-frame.ts';
import { measureKeystroke } from './keystroke.ts';
import { toPercentile } from './people.ts';

/*
 * `npm run bench [-- javascript keystroke join collab load rooms restart open]`: the figures that README quotes, as a table
 * and, last, as JSON. It needs the built pages (`npm run build`), Chromium, a LiveKit server and a PostgreSQL, all of which
 * `npm test` brings; `collab` is the last four, which need PostgreSQL alone. `--quick` shows that everything runs.
 */

interface Figure {
	name: string;
	value: string;
	promised: string;
	isKept: boolean;
}

const chosen = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name);
const figures: Figure[] = [];
const note = (name: string, value: string, promised = '', isKept = true) => {
	figures.push({ name, value, promised, isKept });
	console.log(`${isKept ? ' ' : '!'} ${name.padEnd(58)} ${value.padEnd(26)} ${promised}`);
};
const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

console.log(
	`${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${cpus().length} cores`
);

if (isChosen('javascript'))
	for (const { page, kilobytes, promised } of await measureJavaScript())
		note(
			`JavaScript sent for ${page}, gzipped`,
			`${kilobytes.toFixed(1)} kB`,
			`≤ ${promised} kB`,
			kilobytes <= promised
		);

if (isChosen('keystroke')) {
	const { oursMs, relayMs, ratio } = await measureKeystroke();
	for (const share of ['p50', 'p95'] as const)
		note(
			`Key pressed → letter in the other browser, ${share}`,
			`${ms(oursMs[share])} / ${ms(relayMs[share])} = ${ratio[share].toFixed(2)}`,
			'≤ 2 × a bare relay',
			ratio[share] <= 2
		);
}

if (isChosen('join')) {
	const { oursMs, bareMs, ratio } = await measureJoinToFirstFrame();
	const [ours, bare] = [toPercentile(oursMs, 0.5), toPercentile(bareMs, 0.5)];
	note(
		'Join room → first remote frame, median of 7',
		`${ms(ours)} / ${ms(bare)} = ${ratio.toFixed(2)}`,
		'≤ 1.25 × a bare page',
		ratio <= 1.25
	);
}

const parts = (['load', 'rooms', 'restart', 'open'] as const).filter(
	(part) => isChosen('collab') || isChosen(part)
);
if (parts.length > 0)
	await measureCollab(note, {
		parts: new Set<CollabPart>(parts),
		isQuick: process.argv.includes('--quick')
	});

console.log(JSON.stringify(figures));
process.exitCode = figures.every((figure) => figure.isKept) ? 0 : 1;

import { cpus } from 'node:os';
import { collabParts, measureCollab } from './collab/figures.ts';
import { measureDecks } from './decks.ts';
import { measureJavaScript } from './javascript.ts';
import { measureJoinToFirstFrame } from './join-to-first-frame.ts';
import { measureKeystroke } from './keystroke.ts';
import { toPercentile } from '../support/percentiles.ts';
import { measureProgress } from './progress.ts';
import { measurePrompt } from './prompt.ts';
import { measureRoomPage } from './room-page.ts';

/*
 * `npm run bench [-- name …]`: the figures that README quotes, as a table and, last, as JSON; exit code 1 when a promise is
 * missed. Names: javascript, keystroke, prompt, join, progress, decks; room, which takes half an hour; collab for all of load,
 * rooms, processes, restart, open, acknowledgement. With `--quick` room, progress and collab only show that they run. It needs
 * the built pages (`npm run build`), Chromium, a LiveKit server, a PostgreSQL and a Redis, all of which `npm test` brings; collab
 * needs the last two alone.
 */

interface Figure {
	name: string;
	value: string;
	promised: string;
	isKept: boolean;
}

const chosen = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const isChosen = (name: string) => chosen.length === 0 || chosen.includes(name);
const isQuick = process.argv.includes('--quick');
const figures: Figure[] = [];
const note = (name: string, value: string, promised = '', isKept = true) => {
	figures.push({ name, value, promised, isKept });
	console.log(`${isKept ? ' ' : '!'} ${name.padEnd(66)} ${value.padEnd(26)} ${promised}`);
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

if (isChosen('progress')) await measureProgress(note, { isQuick });

if (isChosen('decks')) {
	const { importSeconds, searchMs } = await measureDecks();
	note('A file of 5,000 questions brought into a deck', `${importSeconds.toFixed(1)} s`);
	note('Search with typos over 20,000 questions, p95', ms(searchMs), '≤ 60 ms', searchMs <= 60);
}

if (isChosen('keystroke')) {
	const { relayMs, ...rooms } = await measureKeystroke();
	for (const [database, roomMs] of [
		['embedded database', rooms.pgliteMs],
		['PostgreSQL', rooms.postgresMs]
	] as const)
		for (const share of ['p50', 'p95'] as const) {
			const ratio = roomMs[share] / relayMs[share];
			note(
				`Key pressed → letter in the other browser, ${share}, ${database}`,
				`${ms(roomMs[share])} / ${ms(relayMs[share])} = ${ratio.toFixed(2)}`,
				'≤ 2 × a bare relay',
				ratio <= 2
			);
		}
}

if (isChosen('prompt')) {
	const { pgliteMs, postgresMs } = await measurePrompt();
	for (const [database, { p50, p95 }] of [
		['embedded database', pgliteMs],
		['PostgreSQL', postgresMs]
	] as const)
		note(
			`Start answer → prompt visible to both, p50 · p95, ${database}`,
			`${ms(p50)} · ${ms(p95)}`,
			'p95 ≤ 150 ms',
			p95 <= 150
		);
}

if (isChosen('join')) {
	const { oursMs, bareMs, ratio } = await measureJoinToFirstFrame();
	const [ours, bare] = [toPercentile(oursMs, 0.5), toPercentile(bareMs, 0.5)];
	note(
		'Join room → first remote frame, median of 15',
		`${ms(ours)} / ${ms(bare)} = ${ratio.toFixed(2)}`,
		'≤ 1.25 × a bare page',
		ratio <= 1.25
	);
}

if (isChosen('room')) {
	const page = await measureRoomPage(isQuick ? { turns: 1, turnMs: 8_000, minutes: 2 } : {});
	const [ours, bare] = [toPercentile(page.ours, 0.5), toPercentile(page.bare, 0.5)];
	note(
		'CPU of the room: two pictures, feedback open, clock running',
		`${ours.toFixed(2)} / ${bare.toFixed(2)} cores = ${page.ratio.toFixed(2)}`,
		'≤ 1.15 × a bare page',
		page.ratio <= 1.15
	);
	note(
		`Growth of its heap over ${page.minutes} minutes`,
		`${page.heapMbPer10Min.toFixed(2)} MB in 10 min`,
		'≤ 1 MB in 10 min',
		page.heapMbPer10Min <= 1
	);
}

const parts = collabParts.filter((part) => isChosen('collab') || isChosen(part));
if (parts.length > 0)
	await measureCollab(note, {
		parts: new Set(parts),
		isQuick
	});

console.log(JSON.stringify(figures));
process.exitCode = figures.every((figure) => figure.isKept) ? 0 : 1;

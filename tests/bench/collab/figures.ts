import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findRedis } from '../../support/redis.ts';
import { toPercentile } from '../../support/percentiles.ts';
import { measureAcknowledgement } from './acknowledgement.ts';
import { canPin, startChild } from './child.ts';
import { servers, type ServerName } from './contest.ts';
import { openBenchDatabases } from './database.ts';
import type { GeneratorMethods, Joined } from './generator.ts';
import { isCarried, measureLadder, type Step } from './ladder.ts';
import { measureLoad, type LoadRun } from './load.ts';
import { measureOpening } from './opening.ts';
import { measureRestart } from './restart.ts';

/*
 * `npm run bench collab`: live documents beside the stock server, Hocuspocus and a relay that only hands on. Everything
 * that is compared was measured in this run, on this machine, on a real PostgreSQL with its defaults, in databases of the
 * bench's own. Ours does all that it does in the product: sign-in, rights, admission filter, journal before showing,
 * acknowledgement. The peers do what they do as they come, and ask nobody for rights.
 */

/** One line of the table. Without a promise it is for reading beside the others. */
export type Note = (name: string, value: string, promised?: string, isKept?: boolean) => void;

export const collabParts = [
	'load',
	'rooms',
	'processes',
	'restart',
	'open',
	'acknowledgement'
] as const;
export type CollabPart = (typeof collabParts)[number];

interface Sizes {
	rooms: number;
	fewRooms: number;
	runs: number;
	seconds: number;
	steps: readonly number[];
	restartRooms: number;
	restartSeconds: number;
	openings: number;
	edits: readonly number[];
}

const full: Sizes = {
	rooms: 1_000,
	fewRooms: 100,
	runs: 3,
	seconds: 9,
	steps: [1_000, 2_000, 3_000, 4_000, 5_000],
	restartRooms: 200,
	restartSeconds: 12,
	openings: 40,
	edits: [500, 20_000]
};

/** To see that everything runs: the figures mean little. */
const quick: Sizes = {
	rooms: 60,
	fewRooms: 10,
	runs: 1,
	seconds: 1.5,
	steps: [40, 80],
	restartRooms: 20,
	restartSeconds: 1.5,
	openings: 5,
	edits: [500, 2_000]
};

const short = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
const ms = (value: number) => `${short(value)} ms`;
const times = (value: number) => value.toFixed(2);

export async function measureCollab(
	note: Note,
	{ parts, isQuick }: { parts: ReadonlySet<CollabPart>; isQuick: boolean }
): Promise<void> {
	const sizes = isQuick ? quick : full;
	const isClimbing = parts.has('rooms') || parts.has('processes');
	const rooms = Math.max(sizes.rooms, isClimbing ? sizes.steps.at(-1)! : 0);
	await using databases = await openBenchDatabases(rooms);
	await using generator = await startChild<GeneratorMethods>(
		fileURLToPath(new URL('generator.ts', import.meta.url)),
		{ core: 1 }
	);
	const shared = { databases, generator };
	if (!canPin) note('Server and generator share all cores', 'no taskset');

	if (parts.has('load')) await noteLoad(note, sizes, shared);
	if (parts.has('rooms')) await noteLadder(note, sizes, shared);
	if (parts.has('processes')) await noteProcesses(note, sizes, shared);
	if (parts.has('restart')) await noteRestart(note, sizes, shared);
	if (parts.has('open')) await noteOpening(note, sizes, shared);
	if (parts.has('acknowledgement')) await noteAcknowledgement(note, sizes, shared);
}

type Shared = Omit<Parameters<typeof measureLadder>[1], 'steps' | 'seconds'>;

/* ---- load --------------------------------------------------------------------------------- */

async function noteLoad(note: Note, sizes: Sizes, shared: Shared): Promise<void> {
	const { rooms, runs, seconds, fewRooms } = sizes;
	const names = Object.keys(servers) as ServerName[];
	const load = await measureLoad(names, { ...shared, rooms, runs, seconds });
	const few = await measureLoad(['ours'], { ...shared, rooms: fewRooms, runs, seconds });
	for (const [name, run] of load) noteRun(note, `${rooms} rooms, ${name}`, run);
	noteRun(note, `${fewRooms} rooms, ours`, few.get('ours')!);

	const of = (name: ServerName) => load.get(name)!;
	const [ours, stock, relay] = [of('ours'), of('stock, in memory'), of('bare relay')];
	const hocuspocus = of('Hocuspocus with PostgreSQL');
	const compare = (
		name: string,
		value: number,
		peer: number,
		format: (value: number) => string,
		limit: string
	) => {
		const [, sign, factor, whom] = /^([≤≥]) ([\d.]+) × (.*)$/.exec(limit)!;
		const ratio = value / peer;
		const isKept = sign === '≤' ? ratio <= Number(factor) : ratio >= Number(factor);
		note(
			name,
			`${format(value)} / ${format(peer)} = ${times(ratio)}`,
			`${sign} ${factor} × ${whom}`,
			isKept
		);
	};
	const second = (value: number) => `${value.toFixed(1)} s`;
	const megabytes = (value: number) => `${value.toFixed(0)} MB`;
	const plain = (value: number) => value.toFixed(0);

	note('Edit → peer, p50', ms(ours.p50), '≤ 2 ms', ours.p50 <= 2);
	compare('Edit → peer, p95', ours.p95, stock.p95, ms, '≤ 1.5 × stock, in memory');
	compare('Edit → peer, p99', ours.p99, stock.p99, ms, '≤ 1.0 × stock, in memory');
	compare('Edit → peer, p99', ours.p99, hocuspocus.p99, ms, '≤ 0.5 × Hocuspocus');
	compare(
		'CPU for 100,000 edits',
		ours.cpuSecondsPer100k,
		stock.cpuSecondsPer100k,
		second,
		'≤ 1.0 × stock, in memory'
	);
	compare(
		'Memory with everybody there',
		ours.rssMb,
		stock.rssMb,
		megabytes,
		'≤ 1.0 × stock, in memory'
	);
	compare(
		'Joins a second',
		ours.joinsPerSecond,
		stock.joinsPerSecond,
		plain,
		'≥ 1.0 × stock, in memory'
	);
	compare(
		'Bytes out for an edit',
		ours.bytesOutPerEdit,
		relay.bytesOutPerEdit,
		(value) => value.toFixed(1),
		'≤ 1.15 × bare relay'
	);
	const small = few.get('ours')!;
	compare(
		`CPU for an edit, ${rooms} rooms / ${fewRooms}`,
		ours.cpuSecondsPer100k,
		small.cpuSecondsPer100k,
		second,
		'≤ 1.0 × that'
	);
	const toRoomKb = (run: LoadRun, count: number) => ((run.heapMb - run.idleHeapMb) / count) * 1_024;
	compare(
		`Memory for a room, ${rooms} rooms / ${fewRooms}`,
		toRoomKb(ours, rooms),
		toRoomKb(small, fewRooms),
		(value) => `${value.toFixed(0)} KiB`,
		'≤ 1.1 × that'
	);
}

function noteRun(note: Note, name: string, run: LoadRun): void {
	note(
		name,
		[
			`${[run.p50, run.p95, run.p99].map(short).join(' / ')} ms`,
			`${run.cpuSecondsPer100k.toFixed(1)} s for 100,000`,
			`${run.rssMb.toFixed(0)} MB`,
			`${run.joinsPerSecond.toFixed(0)} joins/s`,
			`${run.bytesOutPerEdit.toFixed(1)} bytes out`,
			`${run.editsPerSecond.toFixed(0)} edits/s`,
			`generator ${(run.generatorShare * 100).toFixed(0)} % of a core`
		].join(' · ')
	);
}

/* ---- rooms on one core -------------------------------------------------------------------- */

async function noteLadder(note: Note, sizes: Sizes, shared: Shared): Promise<void> {
	const { steps, seconds } = sizes;
	const climb = async (name: ServerName) => {
		const taken = await measureLadder(name, { ...shared, steps, seconds: seconds * (2 / 3) });
		note(`Rooms on one core, ${name}`, taken.map(toStepWords).join(' · '));
		return taken.findLast(isCarried)?.rooms ?? 0;
	};
	const hocuspocus = await climb('Hocuspocus with PostgreSQL');
	const ours = await climb('ours');
	note(
		'Rooms on one core with p95 ≤ 50 ms',
		`${ours} / ${hocuspocus} = ${times(ours / hocuspocus)}`,
		'≥ 2 × Hocuspocus, stretch 4,000',
		ours >= 2 * hocuspocus
	);
}

const toStepWords = ({ rooms, p95, seenShare, generatorShare }: Step) =>
	`${rooms}: ${ms(p95)}${seenShare < 1 ? `, ${(seenShare * 100).toFixed(1)} % seen` : ''} (generator ${(generatorShare * 100).toFixed(0)} %)`;

/* ---- two processes ------------------------------------------------------------------------ */

/**
 * Every room's people are spread over both, so that every edit crosses Redis. With two cores the second process shares its
 * one with the generator and with PostgreSQL: what it carries is printed, and promised only where there are cores to spare.
 */
async function noteProcesses(note: Note, sizes: Sizes, shared: Shared): Promise<void> {
	const { steps, seconds } = sizes;
	await using redis = await findRedis();
	if (!redis) return note('Two processes', 'not measured: there is no Redis');
	const climb = async (processes: number) => {
		const more = { steps, seconds: seconds * (2 / 3), processes, redisUrl: redis.url };
		const taken = await measureLadder('ours', { ...shared, ...more });
		note(`Rooms of ${processes} on Redis`, taken.map(toStepWords).join(' · '));
		return taken.findLast(isCarried)?.rooms ?? 0;
	};
	const [one, two] = [await climb(1), await climb(2)];
	const hasCores = cpus().length >= 4;
	note(
		'Rooms that two processes carry, by one',
		`${two} / ${one} = ${times(two / one)}`,
		hasCores ? '≥ 1.7 × one' : '≥ 1.7 × one with cores to spare: here are none',
		!hasCores || two >= 1.7 * one
	);
}

/* ---- after kill -9 ------------------------------------------------------------------------ */

async function noteRestart(note: Note, sizes: Sizes, shared: Shared): Promise<void> {
	const { restartRooms: rooms, restartSeconds: seconds, runs } = sizes;
	const kill = (name: ServerName) => measureRestart(name, { ...shared, rooms, seconds });
	for (const name of ['stock with PostgreSQL', 'Hocuspocus with PostgreSQL'] as const) {
		const { shown, lost } = await kill(name);
		note(`Edits lost under kill -9, ${name}`, toShare(lost, shown));
	}
	const all: Joined[] = [];
	for (let run = 0; run < runs; run += 1) all.push(await kill('ours'));
	const sum = (key: 'lost' | 'shown') => all.reduce((total, one) => total + one[key], 0);
	note(
		'Edits lost under kill -9, ours',
		toShare(sum('lost'), sum('shown')),
		'0',
		sum('lost') === 0
	);
	const median = (key: 'firstRoomMs' | 'allRoomsMs') =>
		toPercentile(
			all.map((one) => one[key]),
			0.5
		);
	const [first, last] = [median('firstRoomMs'), median('allRoomsMs')];
	note('After kill -9: first room synced again', ms(first), '≤ 800 ms', first <= 800);
	note(`After kill -9: ${rooms} rooms synced again`, ms(last), '≤ 1,500 ms', last <= 1_500);
}

const toShare = (lost: number, shown: number) =>
	`${lost} of ${shown} (${((lost / shown) * 100).toFixed(0)} %)`;

/* ---- opening ------------------------------------------------------------------------------ */

async function noteOpening(note: Note, sizes: Sizes, shared: Shared): Promise<void> {
	for (const edits of sizes.edits) {
		const figures = await measureOpening(edits, { ...shared, rooms: sizes.openings });
		const { oursMs, hocuspocusMs, oursUnfoldedMs, kilobytes } = figures;
		note(
			`Opening ${edits} edits (${kilobytes.toFixed(0)} kB), p95`,
			`${ms(oursMs)} / ${ms(hocuspocusMs)} = ${times(oursMs / hocuspocusMs)}`,
			'≤ 1.0 × Hocuspocus',
			oursMs <= hocuspocusMs
		);
		note(`The same with a journal that a crash left`, ms(oursUnfoldedMs));
	}
}

/* ---- acknowledgement ---------------------------------------------------------------------- */

async function noteAcknowledgement(note: Note, sizes: Sizes, shared: Shared): Promise<void> {
	const { crowd, rooms } = await measureAcknowledgement({ ...shared, seconds: sizes.seconds });
	const [p95, p99] = [crowd.acknowledgedP95, crowd.acknowledgedP99];
	note('R4: edit → saved, 25 people × 5 a second, p95', ms(p95), '≤ 50 ms', p95 <= 50);
	note('R4: edit → saved, 25 people × 5 a second, p99', ms(p99), '≤ 120 ms', p99 <= 120);
	const others = rooms.acknowledgedP95;
	note('R4: edit → saved, 40 rooms × 3 × 2 a second, p95', ms(others), '≤ 60 ms', others <= 60);
}

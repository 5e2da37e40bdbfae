import type { ConvergenceReport } from './convergence.ts';
import type { DeployReport } from './deploy.ts';
import type { DoubleOpenReport } from './double-open.ts';
import type { Account } from './editor.ts';
import { atLeast, atMost, exactly, type Figure } from './figures.ts';
import type { HostileReport } from './hostile.ts';
import type { KillReport } from './kill-cycles.ts';
import type { LatencyReport } from './latency.ts';
import type { PostgresReport } from './postgres-faults.ts';
import { exactSum, promise, seed, sum, toFaultFigure, type Promised } from './promised.ts';
import type { RightsEndReport } from './rights-end.ts';
import type { SiegeReport } from './siege.ts';
import { toPercentile } from '../support/percentiles.ts';
import type { WrongAuthorReport } from './wrong-author.ts';

const toAccountFigures = (reports: Account[]): Figure[] => [
	exactSum('saved edits lost', reports, ({ lost }) => lost, 0),
	exactSum('edits applied twice', reports, ({ doubled }) => doubled, 0),
	exactSum('words that nobody wrote', reports, ({ strange }) => strange, 0)
];

const killCycles = { full: { parts: 20, cycles: 25 }, short: { parts: 1, cycles: 20 } };

const r1 = promise<KillReport>({
	id: 'R1',
	title: 'kill -9 of the server, 12 editors in 4 rooms',
	parts: (size) => killCycles[size].parts,
	async measure(size, part, tell) {
		const { surviveKills } = await import('./kill-cycles.ts');
		const { cycles } = killCycles[size];
		const onCycle = (cycle: number) => tell(`${cycle} of ${cycles}`);
		return surviveKills({ kind: 'postgres', cycles, seed: seed(part), onCycle });
	},
	toFigures: (reports, size) => [
		exactSum('kills', reports, ({ cycles }) => cycles, size === 'full' ? 500 : 20),
		atLeast(
			'saved edits',
			sum(reports, ({ savedEdits }) => savedEdits),
			size === 'full' ? 200_000 : 1
		),
		...toAccountFigures(reports),
		toFaultFigure(reports),
		atMost(
			'all rooms back after the start, p95',
			toPercentile(
				reports.flatMap(({ backMs }) => backMs),
				0.95
			),
			3_000,
			'ms'
		)
	]
});

const postgresCycles = {
	full: { parts: 10, kills: 10, restarts: 5 },
	short: { parts: 1, kills: 3, restarts: 2 }
};

const r2 = promise<PostgresReport>({
	id: 'R2',
	title: 'kill -9 and restarts of PostgreSQL',
	parts: (size) => postgresCycles[size].parts,
	async measure(size, part, tell) {
		const { survivePostgres } = await import('./postgres-faults.ts');
		const { kills, restarts } = postgresCycles[size];
		const onCycle = (cycle: number) => tell(`${cycle} of ${kills + restarts}`);
		return survivePostgres({ kills, restarts, seed: seed(part), onCycle });
	},
	toFigures(reports, size) {
		const { parts, kills, restarts } = postgresCycles[size];
		return [
			exactSum('kills', reports, (report) => report.kills, parts * kills),
			exactSum('restarts', reports, (report) => report.restarts, parts * restarts),
			...toAccountFigures(reports),
			exactSum('saved while it was down', reports, ({ falseSaves }) => falseSaves, 0),
			exactSum('server processes that ended', reports, ({ processExits }) => processExits, 0),
			toFaultFigure(reports),
			atMost(
				'saving again, the slowest',
				Math.max(...reports.flatMap(({ savingAgainMs }) => savingAgainMs)),
				5_000,
				'ms'
			)
		];
	}
});

const folderRuns = {
	full: { parts: 4, cycles: 25, tries: 100 },
	short: { parts: 1, cycles: 5, tries: 5 }
};

const r3 = promise<{ kills?: KillReport; opens?: DoubleOpenReport }>({
	id: 'R3',
	title: 'the database in the data folder: kill -9, and a second start',
	parts: (size) => folderRuns[size].parts + 1,
	async measure(size, part, tell) {
		const { parts, cycles, tries } = folderRuns[size];
		if (part === parts) {
			const { refuseDoubleOpens } = await import('./double-open.ts');
			return { opens: await refuseDoubleOpens({ tries }) };
		}
		const { surviveKills } = await import('./kill-cycles.ts');
		const onCycle = (cycle: number) => tell(`${cycle} of ${cycles}`);
		return { kills: await surviveKills({ kind: 'pglite', cycles, seed: seed(part), onCycle }) };
	},
	toFigures(reports, size) {
		const { parts, cycles, tries } = folderRuns[size];
		const kills = reports.flatMap((report) => report.kills ?? []);
		const opens = reports.flatMap((report) => report.opens ?? []);
		return [
			exactSum('kills', kills, (report) => report.cycles, parts * cycles),
			...toAccountFigures([...kills, ...opens]),
			toFaultFigure(kills),
			exactSum('second starts refused', opens, ({ refused }) => refused, tries),
			atMost(
				'a second start refused, the slowest',
				Math.max(...opens.flatMap(({ refusedMs }) => refusedMs)),
				2_000,
				'ms'
			)
		];
	}
});

const r4 = promise<LatencyReport>({
	id: 'R4',
	title: 'acknowledgements of durable edits on PostgreSQL',
	parts: () => 1,
	async measure(size) {
		const { measureLatency } = await import('./latency.ts');
		return measureLatency({ seconds: size === 'full' ? 60 : 3 });
	},
	toFigures(reports) {
		const oneRoomMs = reports.flatMap((report) => report.oneRoomMs);
		const manyRoomsMs = reports.flatMap((report) => report.manyRoomsMs);
		return [
			atLeast('acknowledgements in one room', oneRoomMs.length, 1),
			atMost('25 editors × 5 a second, p95', toPercentile(oneRoomMs, 0.95), 50, 'ms'),
			atMost('25 editors × 5 a second, p99', toPercentile(oneRoomMs, 0.99), 120, 'ms'),
			atLeast('acknowledgements in 40 rooms', manyRoomsMs.length, 1),
			atMost('40 rooms × 3 × 2 a second, p95', toPercentile(manyRoomsMs, 0.95), 60, 'ms')
		];
	}
});

const r5 = promise<HostileReport>({
	id: 'R5',
	title: 'random frames, and Yjs messages against the rules',
	parts: () => 1,
	async measure(size, part, tell) {
		const { withstandHostility } = await import('./hostile.ts');
		return withstandHostility({
			frames: size === 'full' ? 1_000_000 : 16_000,
			messages: size === 'full' ? 200_000 : 4_000,
			seed: seed(part),
			onProgress: tell
		});
	},
	toFigures: (reports, size) => [
		atLeast(
			'random frames',
			sum(reports, ({ frames }) => frames.sent),
			size === 'full' ? 1_000_000 : 16_000
		),
		atLeast(
			'Yjs messages',
			sum(reports, ({ messages }) => messages.sent),
			size === 'full' ? 200_000 : 4_000
		),
		exactSum(
			'server processes that ended',
			reports,
			({ isSameProcess }) => (isSameProcess ? 0 : 1),
			0
		),
		exactSum('unhandled errors', reports, ({ faultLines }) => faultLines.length, 0),
		...toAccountFigures(reports),
		toFaultFigure(reports),
		atMost('memory grown by', Math.max(...reports.map(({ grownMb }) => grownMb)), 64, 'MB'),
		atMost(
			'loop delay p99.9',
			Math.max(...reports.map(({ loopDelayP999Ms }) => loopDelayP999Ms)),
			50,
			'ms'
		),
		atMost(
			'a bystander’s acknowledgement p95',
			Math.max(...reports.map(({ bystanderP95Ms }) => bystanderP95Ms)),
			100,
			'ms'
		)
	]
});

const wrongUpdates = { full: 100_000, short: 2_000 };

const r6 = promise<WrongAuthorReport>({
	id: 'R6',
	title: 'updates by the wrong role or author',
	parts: () => 1,
	async measure(size, part) {
		const { refuseWrongAuthors } = await import('./wrong-author.ts');
		return refuseWrongAuthors({ updates: wrongUpdates[size], seed: seed(part) });
	},
	toFigures: (reports, size) => [
		atLeast(
			'updates',
			sum(reports, ({ updates }) => updates),
			wrongUpdates[size]
		),
		exactSum(
			'not answered with a refusal',
			reports,
			({ updates, answered }) => updates - answered,
			0
		),
		exactSum('documents changed', reports, ({ changedDocuments }) => changedDocuments, 0),
		exactSum('shown to anybody', reports, ({ shown }) => shown, 0),
		exactSum('strangers let in', reports, ({ upgradesTaken }) => upgradesTaken, 0)
	]
});

const modelRuns = { full: { parts: 100, schedules: 1_000 }, short: { parts: 1, schedules: 2_000 } };
const socketRuns = { full: { parts: 20, schedules: 100 }, short: { parts: 1, schedules: 20 } };

const r8 = promise<ConvergenceReport & { kind: 'model' | 'sockets' }>({
	id: 'R8',
	title: 'convergence of schedules',
	parts: (size) => modelRuns[size].parts + socketRuns[size].parts,
	async measure(size, part, tell) {
		const { convergeInMemory, convergeOverSockets } = await import('./convergence.ts');
		const onProgress = (done: number) => tell(String(done));
		const isModel = part < modelRuns[size].parts;
		const { schedules } = (isModel ? modelRuns : socketRuns)[size];
		const firstSeed = seed(part);
		return isModel
			? { kind: 'model', ...(await convergeInMemory({ schedules, firstSeed, onProgress })) }
			: {
					kind: 'sockets',
					...(await convergeOverSockets({ schedules, firstSeed, atOnce: 10, onProgress }))
				};
	},
	toFigures(reports, size) {
		const of = (kind: 'model' | 'sockets') => {
			const own = reports.filter((report) => report.kind === kind);
			const { parts, schedules } = (kind === 'model' ? modelRuns : socketRuns)[size];
			const where = kind === 'model' ? 'in memory' : 'over sockets, the server killed';
			return [
				exactSum(`schedules ${where}`, own, (report) => report.schedules, parts * schedules),
				exactSum(`diverged or stuck ${where}`, own, ({ failures }) => failures.length, 0)
			];
		};
		return [...of('model'), ...of('sockets')];
	}
});

const r10 = promise<RightsEndReport>({
	id: 'R10',
	title: 'rights that end: sign-out, disabling, removal, reveal, finish',
	parts: () => 1,
	async measure(size) {
		const { endRights } = await import('./rights-end.ts');
		return endRights({ trials: size === 'full' ? 200 : 12 });
	},
	toFigures: (reports, size) => {
		const cutMs = reports.flatMap((report) => report.cutMs);
		const inTime = cutMs.filter((ms) => ms <= 1_000).length;
		return [
			exactly('closed or read on within 1 s', inTime, size === 'full' ? 200 : 12),
			atMost('the slowest', Math.max(...cutMs), 1_000, 'ms'),
			exactSum('written after', reports, ({ writtenAfter }) => writtenAfter, 0),
			exactSum('let in again', reports, ({ letInAgain }) => letInAgain, 0)
		];
	}
});

const deploys = {
	full: { parts: 4, rooms: 100, restarts: 5 },
	short: { parts: 1, rooms: 25, restarts: 1 }
};

const r12 = promise<DeployReport>({
	id: 'R12',
	title: 'a deploy: the old server sent away, the new one beside it',
	parts: (size) => deploys[size].parts,
	async measure(size, _part, tell) {
		const { deployUnderLoad } = await import('./deploy.ts');
		const { rooms, restarts } = deploys[size];
		const onRestart = (done: number) => tell(`${done} of ${restarts}`);
		return deployUnderLoad({ rooms, restarts, onRestart });
	},
	toFigures(reports, size) {
		const { parts, rooms, restarts } = deploys[size];
		const backMs = reports.flatMap((report) => report.backMs);
		const drainMs = reports.flatMap((report) => report.drainMs);
		const badEnds = reports.flatMap(({ exitCodes }) => exitCodes.filter((code) => code !== 0));
		return [
			exactSum('restarts', reports, (report) => report.restarts, parts * restarts),
			exactly('sockets', Math.min(...reports.map(({ sockets }) => sockets)), 2 * rooms),
			...toAccountFigures(reports),
			exactly('old servers that did not end in order', badEnds.length, 0),
			atMost('drained, p95', toPercentile(drainMs, 0.95), 5_000, 'ms'),
			atMost('all back, the slowest', Math.max(...backMs), 10_000, 'ms')
		];
	}
});

const sieges = {
	full: { attackers: 200, seconds: 20, readers: 50 },
	short: { attackers: 40, seconds: 2, readers: 5 }
};

const siege = promise<SiegeReport>({
	id: 'T9-T14',
	title: 'frames of 60 MB, bombs, floods, readers that never read',
	parts: () => 1,
	async measure(size) {
		const { withstandSiege } = await import('./siege.ts');
		return withstandSiege(sieges[size]);
	},
	toFigures([report], size) {
		const { bigFrames, bombs, flood, slowReaders, isSameProcess, faults } = report!;
		const { attackers, readers } = sieges[size];
		return [
			exactly('[T9] big frames closed within 1 s', bigFrames.closedInTime, attackers),
			atMost('[T9] memory grown by', bigFrames.grownMb, 16, 'MB'),
			atLeast('[T10] bombs', bombs.sent, 1),
			atMost('[T10] loop delay p99.9', bombs.loopDelayP999Ms, 50, 'ms'),
			atLeast('[T13] messages of 50 sockets', flood.sent, 1),
			atMost('[T13] a bystander’s acknowledgement p95', flood.bystanderP95Ms, 100, 'ms'),
			exactly('[T14] slow readers cut off', slowReaders.cutOff, readers),
			atMost('[T14] memory grown by', slowReaders.grownMb, 32, 'MB'),
			exactly('server processes that ended', isSameProcess ? 0 : 1, 0),
			toFaultFigure([{ faults }])
		];
	}
});

/** What live documents hold to. */
export const documentPromises: Promised[] = [r1, r2, r3, r4, r5, r6, r8, r10, r12, siege];

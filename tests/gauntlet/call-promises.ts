import type { ConsentReport } from './consent.ts';
import { atLeast, atMost, exactly } from './figures.ts';
import type { DropReport } from './line-drops.ts';
import type { LiveKitKillReport } from './livekit-kills.ts';
import { exactSum, promise, seed, sum, toFaultFigure, type Promised } from './promised.ts';
import type { RecorderKillReport } from './recorder-kills.ts';
import type { RecordingKillReport } from './recording-kills.ts';
import type { RemovalReport } from './removal.ts';
import { toPercentile } from '../support/percentiles.ts';

const removalRuns = {
	full: { removals: 5, triesEach: 200, tryForMs: 144_000 },
	short: { removals: 1, triesEach: 20, tryForMs: 0 }
};

const r9 = promise<RemovalReport>({
	id: 'R9',
	title: 'removed: cut from call, documents and pages, and no way in again',
	parts: () => 1,
	async measure(size, _part, tell) {
		const { removePeople } = await import('./removal.ts');
		const run = removalRuns[size];
		return removePeople({
			...run,
			onRemoval: (done) => tell(`${done} of ${run.removals}`)
		});
	},
	toFigures([report], size) {
		const { removals, triesEach } = removalRuns[size];
		const { cutMs, tries, letIn } = report!;
		return [
			exactly('people removed', report!.removals, removals),
			atMost('cut everywhere, the slowest', Math.max(...cutMs), 1_000, 'ms'),
			exactly('tries to come in again', tries, removals * triesEach),
			exactly(`of them let in${letIn.length > 0 ? ` (${letIn[0]})` : ''}`, letIn.length, 0)
		];
	}
});

/** Parts of so many rooms at a time, each of them dropped so often in turn. */
const lineDrops = {
	full: {
		brief: { parts: 10, lanes: 4, drops: 5, forMs: 30_000 },
		long: { parts: 5, lanes: 4, drops: 1, forMs: 600_000 }
	},
	short: {
		brief: { parts: 1, lanes: 1, drops: 1, forMs: 30_000 },
		long: { parts: 0, lanes: 0, drops: 0, forMs: 0 }
	}
};

const r11 = promise<DropReport & { length: 'brief' | 'long' }>({
	id: 'R11',
	title: 'one side’s line drops without a word: 30 s, and 10 min',
	parts: (size) => lineDrops[size].brief.parts + lineDrops[size].long.parts,
	async measure(size, part, tell) {
		const { dropLines } = await import('./line-drops.ts');
		const { brief, long } = lineDrops[size];
		const length = part < brief.parts ? 'brief' : 'long';
		const run = length === 'brief' ? brief : long;
		const onDrop = (done: number) => tell(`${done} of ${run.lanes * run.drops}`);
		return { length, ...(await dropLines({ ...run, onDrop })) };
	},
	toFigures(reports, size) {
		const { brief, long } = lineDrops[size];
		const own = reports.filter(({ length }) => length === 'brief');
		const inAll = ({ parts, lanes, drops }: typeof brief) => parts * lanes * drops;
		const p95 = (read: (report: DropReport) => number[]) => toPercentile(own.flatMap(read), 0.95);
		return [
			exactSum(
				'drops of 30 s after which all was there again',
				own,
				({ rejoined }) => rejoined,
				inAll(brief)
			),
			exactly(
				'drops of 10 min after which all was there again',
				sum(reports, ({ rejoined }) => rejoined) - sum(own, ({ rejoined }) => rejoined),
				inAll(long)
			),
			exactSum('characters lost', reports, ({ lostCharacters }) => lostCharacters, 0),
			exactSum(
				'shown as gone, on though off, another place',
				reports,
				({ failures }) => failures.length,
				0
			),
			atMost(
				'reconnecting shown, p95',
				p95(({ noticedMs }) => noticedMs),
				25_000,
				'ms'
			),
			atMost(
				'text back, p95',
				p95(({ textBackMs }) => textBackMs),
				3_000,
				'ms'
			),
			atMost(
				'pictures back on both sides, p95',
				p95(({ mediaBackMs }) => mediaBackMs),
				5_000,
				'ms'
			)
		];
	}
});

const livekitKills = { full: { parts: 5, kills: 4 }, short: { parts: 1, kills: 1 } };
const awayMs = [5_000, 40_000, 120_000];

const r13 = promise<LiveKitKillReport>({
	id: 'R13',
	title: 'kill -9 of LiveKit under a call, away for 5, 40 and 120 s in turn',
	parts: (size) => livekitKills[size].parts,
	async measure(size, part, tell) {
		const { killLiveKit } = await import('./livekit-kills.ts');
		const { kills } = livekitKills[size];
		const first = part * kills;
		const times = Array.from(
			{ length: kills },
			(_, kill) => awayMs[(first + kill) % awayMs.length]!
		);
		return killLiveKit({ awayMs: times, onKill: (done) => tell(`${done} of ${kills}`) });
	},
	toFigures(reports, size) {
		const { parts, kills } = livekitKills[size];
		const usableMs = reports.flatMap((report) => report.usableMs);
		return [
			exactly('kills after which pictures came back', usableMs.length, parts * kills),
			exactSum(
				'words changed, on though off, another place',
				reports,
				({ failures }) => failures.length,
				0
			),
			atMost('room usable after the start, the slowest', Math.max(...usableMs), 10_000, 'ms')
		];
	}
});

/** Consent and kills of the server in one part; a recording whose browser is killed so often in another. */
const recordingRuns = {
	full: {
		servers: { parts: 4, sequences: 125, kills: 50 },
		browsers: { parts: 10, kills: 5 }
	},
	short: {
		servers: { parts: 1, sequences: 8, kills: 3 },
		browsers: { parts: 1, kills: 1 }
	}
};

const r14 = promise<{
	consent?: ConsentReport;
	kills?: RecordingKillReport;
	browser?: RecorderKillReport;
}>({
	id: 'R14',
	title:
		'recording: consent in random order, kill -9 of the server and of the browser that records',
	parts: (size) => recordingRuns[size].servers.parts + recordingRuns[size].browsers.parts,
	async measure(size, part, tell) {
		const { servers, browsers } = recordingRuns[size];
		if (part < browsers.parts) {
			const { killRecorders } = await import('./recorder-kills.ts');
			const { kills } = browsers;
			const onKill = (done: number) => tell(`browser killed ${done} of ${kills}`);
			return { browser: await killRecorders({ kills, seed: seed(part), onKill }) };
		}
		const { walkConsents } = await import('./consent.ts');
		const { killDuringChunks } = await import('./recording-kills.ts');
		const { sequences, kills } = servers;
		return {
			consent: await walkConsents({
				sequences,
				seed: seed(part),
				onSequence: (sequence) => tell(`sequence ${sequence} of ${sequences}`)
			}),
			kills: await killDuringChunks({
				kills,
				seed: seed(part),
				onKill: (kill) => tell(`kill ${kill} of ${kills}`)
			})
		};
	},
	toFigures(reports, size) {
		const { servers, browsers } = recordingRuns[size];
		const consents = reports.flatMap(({ consent }) => consent ?? []);
		const serverKills = reports.flatMap(({ kills }) => kills ?? []);
		const recorded = reports.flatMap(({ browser }) => browser ?? []);
		const browserKills = browsers.parts * browsers.kills;
		return [
			exactSum(
				'sequences of coming, leaving and agreeing',
				consents,
				({ sequences }) => sequences,
				servers.parts * servers.sequences
			),
			atLeast(
				'moments in which it recorded',
				sum(consents, ({ recorded }) => recorded),
				size === 'full' ? 500 : 1
			),
			exactSum('recorded without everybody’s yes', consents, ({ failures }) => failures.length, 0),
			exactSum(
				'kills of the server',
				serverKills,
				({ kills }) => kills,
				servers.parts * servers.kills
			),
			atLeast(
				'pieces that were acknowledged',
				sum(serverKills, ({ acknowledged }) => acknowledged),
				servers.parts * servers.kills
			),
			exactSum('acknowledged pieces lost', serverKills, ({ lost }) => lost, 0),
			exactSum('rows without their whole file', serverKills, ({ halves }) => halves, 0),
			toFaultFigure(serverKills),
			exactSum(
				'kills of the browser after which the same went on',
				recorded,
				({ resumed }) => resumed,
				browserKills
			),
			atLeast(
				'its pieces that were acknowledged',
				sum(recorded, ({ acknowledged }) => acknowledged),
				browserKills
			),
			exactSum('of them lost', recorded, ({ lost }) => lost, 0),
			atLeast(
				'pieces that it alone had, brought back',
				sum(recorded, ({ broughtBack }) => broughtBack),
				browsers.parts
			),
			atMost(
				'gap between the last piece in the file and the kill',
				Math.max(...recorded.flatMap(({ gapMs }) => gapMs)),
				4_000,
				'ms'
			),
			exactSum('files that played to their end', recorded, ({ played }) => played, browsers.parts),
			exactSum(
				`places sought that showed another picture, of ${sum(recorded, ({ seeks }) => seeks)}`,
				recorded,
				({ missedSeeks }) => missedSeeks,
				0
			),
			exactSum(
				'not shown as interrupted, or another fault',
				recorded,
				({ failures }) => failures.length,
				0
			)
		];
	}
});

/** What a call, its entry and its recording hold to. */
export const callPromises: Promised[] = [r9, r11, r13, r14];

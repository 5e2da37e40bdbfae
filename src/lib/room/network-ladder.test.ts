import { describe, expect, it } from 'vitest';
import {
	chooseLine,
	firstLadder,
	maxUpAfterMs,
	nextLadder,
	renewLadder,
	toLineWords,
	toVerdict,
	type LineChoice,
	type NetworkLadder,
	type NetworkLevel,
	type NetworkSample,
	type Verdict
} from './network-ladder.ts';

const everyMs = 2_000;
const clear: NetworkSample = {
	at: 0,
	loss: 0,
	rttMs: 60,
	sendBps: null,
	isPictureHeld: false,
	isPoor: false
};

/** Plays stretches of a line and tells the level after each. */
function play(
	stretches: [seconds: number, line: Partial<NetworkSample>][],
	from: NetworkLadder = firstLadder
) {
	let ladder = from;
	let at = 1_000;
	const levels = stretches.map(([seconds, line]) => {
		for (let ms = 0; ms < seconds * 1000; ms += everyMs)
			ladder = nextLadder(ladder, { ...clear, ...line, at: (at += everyMs) });
		return ladder.level;
	});
	return { levels: levels.join(' '), ladder, at };
}

describe('what a sample says', () => {
	it.each<[string, Partial<NetworkSample>, Record<NetworkLevel, Verdict>]>([
		['a clear line', {}, { high: 'good', low: 'good', audio: 'good', text: 'good' }],
		['nothing measured', { loss: null, rttMs: null }, all('good')],
		['abroad', { rttMs: 320 }, all('good')],
		['4 % lost', { loss: 0.04 }, { high: 'fair', low: 'fair', audio: 'good', text: 'good' }],
		['8 % lost', { loss: 0.08 }, { high: 'bad', low: 'fair', audio: 'fair', text: 'good' }],
		['20 % lost', { loss: 0.2 }, { high: 'bad', low: 'bad', audio: 'fair', text: 'fair' }],
		['half lost', { loss: 0.5 }, { high: 'bad', low: 'bad', audio: 'bad', text: 'fair' }],
		['a second away', { rttMs: 1_000 }, { high: 'bad', low: 'fair', audio: 'fair', text: 'good' }],
		[
			'200 kbit/s to send',
			{ sendBps: 200_000 },
			{ high: 'bad', low: 'fair', audio: 'good', text: 'good' }
		],
		[
			'40 kbit/s to send',
			{ sendBps: 40_000 },
			{ high: 'bad', low: 'bad', audio: 'fair', text: 'good' }
		],
		[
			'pictures held back',
			{ isPictureHeld: true },
			{ high: 'bad', low: 'bad', audio: 'good', text: 'good' }
		],
		[
			'poor, by the server’s word alone',
			{ isPoor: true },
			{ high: 'bad', low: 'good', audio: 'good', text: 'good' }
		]
	])('%s', (_title, line, expected) => {
		const sample = { ...clear, ...line };
		for (const [level, verdict] of Object.entries(expected))
			expect(toVerdict(sample, level as NetworkLevel), level).toBe(verdict);
	});
});

function all(verdict: Verdict): Record<NetworkLevel, Verdict> {
	return { high: verdict, low: verdict, audio: verdict, text: verdict };
}

describe('the ladder', () => {
	it('goes down a step at a time, as far as the line asks for and no further', () => {
		expect(play([[60, { loss: 0.08 }]]).levels).toBe('low');
		expect(
			play([
				[8, { loss: 0.2 }],
				[6, { loss: 0.2 }],
				[60, { loss: 0.2 }]
			]).levels
		).toBe('low audio audio');
		expect(play([[30, { loss: 0.6 }]]).levels).toBe('text');
	});

	it('takes no notice of a moment', () => {
		expect(
			play([
				[4, { loss: 0.5 }],
				[4, {}],
				[4, { loss: 0.5 }],
				[4, {}]
			]).levels
		).toBe('high high high high');
	});

	it('comes back up once the line stays good', () => {
		const { levels } = play([
			[16, { loss: 0.2 }],
			[10, {}],
			[6, {}],
			[14, {}],
			[60, {}]
		]);
		expect(levels).toBe('audio audio low high high');
	});

	it('waits longer after each step up in vain, but never for good', () => {
		// Pictures do not get through, voices do: each try fails.
		let ladder = firstLadder;
		let at = 0;
		const tries: number[] = [];
		for (let i = 0; i < 600; i += 1) {
			const before = ladder.level;
			const isTooMuch = before === 'low' || before === 'high';
			ladder = nextLadder(ladder, { ...clear, isPictureHeld: isTooMuch, at: (at += everyMs) });
			if (before === 'audio' && ladder.level === 'low') tries.push(at);
		}
		const waits = tries.slice(1).map((one, i) => one - tries[i]!);
		expect(waits.length).toBeGreaterThan(5);
		expect(waits).toEqual(waits.toSorted((a, b) => a - b));
		expect(waits[0]).toBeLessThan(40_000);
		expect(waits[1]).toBeGreaterThan(waits[0]!);
		expect(waits.at(-1)).toBeGreaterThanOrEqual(maxUpAfterMs);
		expect(Math.max(...waits)).toBeLessThanOrEqual(maxUpAfterMs + 10_000);
		// As soon as the line is good, it is at the top again, within the longest wait of each step.
		expect(play([[300, {}]], renewLadder(ladder)).levels).toBe('high');
	});

	it('forgets the long waits once a level has held', () => {
		const tired: NetworkLadder = { ...firstLadder, level: 'low', waitMs: 48_000 };
		const { ladder } = play([[120, {}]], tired);
		expect(ladder).toMatchObject({ level: 'high', waitMs: 12_000 });
	});

	it('does not count the time that a laptop slept', () => {
		const bad = nextLadder({ ...firstLadder, lastAt: 0 }, { ...clear, loss: 0.5, at: 2_000 });
		expect(nextLadder(bad, { ...clear, loss: 0.04, at: 3_600_000 }).level).toBe('high');
		expect(nextLadder(renewLadder(bad), { ...clear, loss: 0.5, at: 3_600_000 }).level).toBe('high');
	});

	it.each<[LineChoice, string]>([
		['pictures', 'low high'],
		['voices', 'audio high'],
		['small', 'low low'],
		['sound', 'audio audio'],
		['text', 'text text']
	])('what the person chose is not left: %s', (choice, expected) => {
		const chosen = chooseLine(firstLadder, choice);
		expect(
			play(
				[
					[60, { loss: 0.6 }],
					[300, {}]
				],
				chosen
			).levels
		).toBe(expected);
	});

	it('pictures that are asked for come back small, and who lets the line decide begins at the top', () => {
		const weak: NetworkLadder = { ...firstLadder, level: 'audio' };
		expect(chooseLine(weak, 'pictures').level).toBe('low');
		expect(chooseLine(weak, 'auto').level).toBe('high');
		expect(chooseLine({ ...weak, level: 'text' }, 'voices').level).toBe('audio');
	});
});

describe('what is said', () => {
	it.each<[NetworkLevel, LineChoice, string | null, string | null]>([
		['high', 'auto', null, null],
		['low', 'auto', 'pictures are small', null],
		['audio', 'auto', 'pictures are off so that voices stay clear', 'Turn pictures on'],
		['text', 'auto', 'too weak for voices', 'Turn sound on'],
		['low', 'pictures', 'pictures are small', null],
		['low', 'small', null, null],
		['audio', 'sound', 'Sound only', 'Turn pictures on'],
		['text', 'text', 'Text only', 'Turn sound on']
	])('%s, chosen %s', (level, choice, text, label) => {
		const words = toLineWords({ level, choice });
		if (text === null) expect(words).toBeNull();
		else expect(words?.text).toContain(text);
		expect(words?.action?.label ?? null).toBe(label);
	});
});

import { describe, expect, test } from 'vitest';
import type { Kind } from '../interview/interview.ts';
import type { SpeakingFigures } from '../solo/speaking.ts';
import type { SeasonAnswer } from './record.ts';
import { toSpeech, toSpeechLayers, toSpeechTop, type SpeechId } from './speech.ts';

const speaking = (more: Partial<SpeakingFigures> = {}): SpeakingFigures => ({
	heardMs: 60_000,
	firstSoundMs: 1000,
	longestPauseMs: 2000,
	silenceShare: 0.2,
	...more
});
const answer = (
	seconds: number,
	figures: { speaking?: SpeakingFigures | null; fillers?: number | null } | null = null,
	targetSeconds = 60
): SeasonAnswer => ({
	answerId: '',
	questionId: null,
	prompt: '',
	category: 'ethics',
	seconds,
	targetSeconds,
	figures: figures && { end: 'stopped', speaking: null, fillers: null, ...figures }
});
const evening = (
	answers: SeasonAnswer[],
	fillersHeard: { fillers: number; seconds: number }[] = []
) => ({
	answers,
	fillersHeard
});
const toFigures = (...evenings: ReturnType<typeof evening>[]) =>
	Object.fromEntries(toSpeech(evenings).map(({ id, values }) => [id, values]));

describe('[14.1] an evening is one number', () => {
	test('length is the mean share of each question’s own time', () => {
		expect(toFigures(evening([answer(60), answer(60, null, 120), answer(60, null, 0)]))).toEqual({
			length: [75]
		});
	});

	test('what is not known is a gap, and a figure that nobody knows is not there', () => {
		const spoken = evening([answer(60, { speaking: speaking() })]);
		expect(toFigures(evening([]), spoken, evening([answer(30)]))).toEqual({
			length: [null, 100, 50],
			'first-sound': [null, 1, null],
			'longest-pause': [null, 2, null],
			silence: [null, 20, null]
		});
		expect(toSpeech([])).toEqual([]);
	});

	test('of a covered microphone nothing is told; silence counts by what was heard', () => {
		const covered = answer(60, { speaking: speaking({ firstSoundMs: null, silenceShare: 1 }) });
		const short = answer(30, {
			speaking: speaking({ heardMs: 30_000, silenceShare: 0.5, firstSoundMs: 0, longestPauseMs: 0 })
		});
		const long = answer(60, { speaking: speaking() });
		expect(toFigures(evening([covered]))).toEqual({ length: [100] });
		expect(toFigures(evening([covered, short, long]))).toMatchObject({
			'first-sound': [0.5],
			'longest-pause': [1],
			silence: [30]
		});
	});

	test('filler words are counted by a person: none is a number alone, and a gap in a mock', () => {
		const watched = evening([answer(60, { fillers: 0 }), answer(500, { fillers: null })]);
		expect(toFigures(watched).fillers).toEqual([0]);
		const mock = [answer(60), answer(120)];
		const heard = [
			{ fillers: 12, seconds: 180 },
			{ fillers: 4, seconds: 120 }
		];
		expect(toFigures(evening(mock, heard), evening(mock)).fillers).toEqual([3, null]);
		expect(toFigures(evening([answer(5)], [{ fillers: 3, seconds: 5 }])).fillers).toBeUndefined();
	});
});

describe('[14.2] [14.3] kinds of evenings', () => {
	const kinds: Kind[] = ['mentor', 'panel', 'solo', 'mentor', 'peer', 'mentor'];
	const figure = { id: 'length' as SpeechId, values: [80, 100, 140, null, 90, 130] };

	test('are never in one number, and a panel is with mentors', () => {
		expect(toSpeechLayers(figure, kinds)).toEqual([
			{
				company: 'mentor',
				values: [80, 100, null, null, null, 130],
				words: 'latest 130 %; 3 so far, between 80 % and 130 %',
				short: '130 % (80 to 130 %)'
			},
			{
				company: 'peer',
				values: [null, null, null, null, 90, null],
				words: '90 %, once',
				short: '90 %'
			},
			{
				company: 'solo',
				values: [null, null, 140, null, null, null],
				words: '140 %, once',
				short: '140 %'
			}
		]);
	});

	test('from four on the middle half is said', () => {
		const values = [1, 2, 3, 4, 50];
		const [layer] = toSpeechLayers({ id: 'first-sound', values }, Array(5).fill('solo'));
		expect(layer!.words).toBe('latest 50.0 s; half of 5 between 2.0 s and 4.0 s');
	});
});

test.each([
	['length', [90, null], 200],
	['length', [210], 500],
	['first-sound', [0.4], 1],
	['first-sound', [1.4], 2],
	['silence', [22.4], 50],
	['fillers', [0], 1],
	['fillers', [7], 10]
] as const)('the scale of %s %j ends at %d', (id, values, top) => {
	expect(toSpeechTop({ id, values: [...values] })).toBe(top);
});

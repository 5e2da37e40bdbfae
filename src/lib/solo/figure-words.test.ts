import { describe, expect, it } from 'vitest';
import { toFigureNotes, toFigureWords } from './figure-words.ts';
import type { AnswerFigures } from './solo.ts';

const speaking = { heardMs: 60_000, firstSoundMs: 940, longestPauseMs: 2_060, silenceShare: 0.187 };
const figures: AnswerFigures = { end: 'stopped', speaking, fillers: null };

describe('figures in words', () => {
	it('names each figure, and fillers only when somebody counted', () => {
		expect(toFigureWords(figures)).toEqual([
			{ label: 'First sound', value: 'after 0.9 s' },
			{ label: 'Longest pause', value: '2.1 s' },
			{ label: 'Silence', value: '19 %' }
		]);
		expect(toFigureWords({ ...figures, fillers: 0 }).at(-1)).toEqual({
			label: 'Fillers',
			value: '0, counted by hand'
		});
	});

	it('does not say 0.0 s of somebody who spoke at once', () => {
		const prompt = { ...speaking, firstSoundMs: 40 };
		expect(toFigureWords({ ...figures, speaking: prompt })[0]).toEqual({
			label: 'First sound',
			value: 'at once'
		});
	});

	it('has none without a microphone, and says when nothing was heard', () => {
		expect(toFigureWords({ ...figures, speaking: null })).toEqual([]);
		const silent = { ...speaking, firstSoundMs: null };
		expect(toFigureWords({ ...figures, speaking: silent })).toEqual([
			{ label: 'Sound', value: 'nothing was heard' }
		]);
	});

	it('says what is missing: a lost microphone, a closed page', () => {
		expect(toFigureNotes(figures, 60_900)).toEqual([]);
		expect(toFigureNotes(figures, 90_000)).toEqual(['The microphone was heard until 1:00.']);
		expect(toFigureNotes({ ...figures, end: 'page-closed' }, 60_000)).toEqual([
			'The page was closed in the middle of this answer.'
		]);
	});
});

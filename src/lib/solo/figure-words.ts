import { toClockFace } from '../interview/clock.ts';
import type { AnswerFigures } from './solo.ts';

/** A figure of an answer, by name. */
export interface FigureWords {
	label: string;
	value: string;
}

const toSeconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
/** Less than this at the end of an answer is no loss: the clock and the microphone stop a moment apart. */
const slackMs = 1500;

/** The figures of an answer in words, each beside its name; empty where nothing is known but its length. */
export function toFigureWords({ speaking, fillers }: AnswerFigures): FigureWords[] {
	const counted =
		fillers === null ? [] : [{ label: 'Fillers', value: `${fillers}, counted by hand` }];
	if (!speaking) return counted;
	if (speaking.firstSoundMs === null)
		return [{ label: 'Sound', value: 'nothing was heard' }, ...counted];
	return [
		{
			label: 'First sound',
			value: speaking.firstSoundMs < 50 ? 'at once' : `after ${toSeconds(speaking.firstSoundMs)}`
		},
		{ label: 'Longest pause', value: toSeconds(speaking.longestPauseMs) },
		{ label: 'Silence', value: `${Math.round(speaking.silenceShare * 100)} %` },
		...counted
	];
}

/** What the figures leave out, in sentences. */
export function toFigureNotes({ end, speaking }: AnswerFigures, durationMs: number): string[] {
	const notes: string[] = [];
	if (end === 'page-closed') notes.push('The page was closed in the middle of this answer.');
	if (speaking && speaking.heardMs < durationMs - slackMs)
		notes.push(`The microphone was heard until ${toClockFace(speaking.heardMs)}.`);
	return notes;
}

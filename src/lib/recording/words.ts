import { isUnderWay, type RecordingEnd, type RecordingStage } from './recording.ts';

type ToName = (userId: string) => string;

const toList = (names: readonly string[]): string =>
	names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/**
 * What is true of a recording, in the one place where the room says it; empty where there is nothing to say. `isCutOff`:
 * this page is in the call and cannot reach whose browser records.
 */
export function toStateLabel({ state, tab }: RecordingStage, isCutOff = false): string {
	if (state === 'asking') return 'Asking to record';
	if (state === 'paused') return 'Recording paused';
	if (state !== 'recording') return '';
	if (isCutOff) return 'Recording interrupted';
	return tab === null ? 'Recording starts' : 'Recording';
}

const endWords: Record<RecordingEnd, string> = {
	stopped: 'Recording has stopped. It is being made ready on the interview’s page.',
	refused: 'Not everybody wants a recording, so nothing is recorded any more.',
	withdrawn: 'Somebody took their yes back: the recording has stopped and is deleted.',
	finished: 'Recording has ended with this part of the interview.',
	left: 'Recording has ended: everybody had left.',
	failed: 'Recording has stopped: the browser that recorded could not go on. What it had is kept.',
	full: 'Recording has stopped: there is no more room for it. What was recorded is kept.',
	deleted: 'The recording is deleted.',
	expired: '',
	empty: ''
};

/** A sentence for everybody about how things stand: shown where it explains, and spoken. */
export function toSentence(recording: RecordingStage, toName: ToName, isCutOff = false): string {
	const { state, tab, ended, waitingFor, proposedById } = recording;
	if (!isUnderWay(state)) return ended ? endWords[ended] : '';
	const awaited = toList(waitingFor.map(toName));
	if (state === 'asking')
		return awaited
			? `${toName(proposedById)} asks to record. ${awaited} ${waitingFor.length > 1 ? 'have' : 'has'} not answered yet.`
			: 'No browser in this call can record.';
	if (state === 'paused')
		return awaited
			? `Recording is paused until ${awaited} ${waitingFor.length > 1 ? 'agree' : 'agrees'}.`
			: 'Recording is paused until the one whose browser records is back.';
	if (isCutOff)
		return 'Recording is interrupted: the browser that records is out of reach. What it recorded is kept, and it goes on when that browser is back.';
	return tab === null ? 'Everybody has agreed. Recording starts.' : 'This call is being recorded.';
}

/** What somebody agrees to. */
export const toTerms = (days: number, owner: string, isOwner: boolean): string[] => [
	'Picture and sound of this call, from everybody’s yes until somebody stops it. Who joins later is asked first, and it pauses until they agree.',
	isOwner
		? 'It is yours: you alone watch it until you choose who else may, and you can delete it at any time.'
		: `It belongs to ${owner}, who alone watches it until they choose who else may, and can delete it at any time.`,
	`It is deleted after ${days} ${days === 1 ? 'day' : 'days'}. Scores and feedback stay.`,
	'You can take your yes back, now or later: then all of it is deleted.'
];

/** A length as people read it: `12:04`, `1:02:04`. */
export function toLength(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	const pad = (value: number) => String(value).padStart(2, '0');
	const minutes = Math.floor(seconds / 60);
	const hours = Math.floor(minutes / 60);
	return hours > 0
		? `${hours}:${pad(minutes % 60)}:${pad(seconds % 60)}`
		: `${minutes}:${pad(seconds % 60)}`;
}

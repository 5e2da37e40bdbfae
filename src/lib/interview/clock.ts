import type { Category, QuestionContent } from '../deck/question.ts';

/** When an answer's light turns, in seconds from its start. */
export interface Lights {
	green: number;
	amber: number;
	red: number;
}

export type Light = 'off' | 'green' | 'amber' | 'red';

const opening: Lights = { green: 60, amber: 90, red: 120 };
const long: Lights = { green: 90, amber: 150, red: 180 };
const brief: Lights = { green: 45, amber: 75, red: 90 };

const lightsByCategory: Partial<Record<Category, Lights>> = {
	opening,
	behavioural: long,
	ethics: long,
	'med-psych': long,
	'med-peds': long,
	'red-flags': brief
};

/** Lights of a question: its own where it has them, otherwise those of its category. */
export function toLights(question: Pick<QuestionContent, 'category' | 'lightSeconds'>): Lights {
	return question.lightSeconds ?? lightsByCategory[question.category] ?? opening;
}

/** When an answer should end and when its light turns, in words, time that was added included. */
export function toTimeMarks(targetSeconds: number, lights: Lights, extraMs = 0): string {
	const toFace = (seconds: number) => toClockFace(seconds * 1000 + extraMs);
	const { green, amber, red } = lights;
	return (
		`Target ${toFace(targetSeconds)}, at most ${toFace(red)}. ` +
		`Lights: green ${toFace(green)}, amber ${toFace(amber)}, red ${toFace(red)}.`
	);
}

/** A clock as the server keeps it. All times are the server's, in milliseconds since the epoch. */
export interface ClockState {
	/** When the answer begins: to come while the question is being read. */
	startedAt: number;
	stoppedAt: number | null;
	/** Set while paused. */
	pausedAt: number | null;
	/** Sum of the pauses that are over. */
	pausedMs: number;
	/** Time added by the interviewer: moves every light by as much. */
	extraMs: number;
	lights: Lights;
	targetSeconds: number;
	/** Seconds to read before it; absent: none. */
	readSeconds?: number;
}

/** Milliseconds of answer at the server time `now`: pauses do not count. Never negative. */
export function toElapsedMs(clock: ClockState, now: number): number {
	const end = clock.stoppedAt ?? clock.pausedAt ?? now;
	return Math.max(0, end - clock.startedAt - clock.pausedMs);
}

/** Milliseconds left to read the question before the answer begins; 0 where that is over, or none were given. */
export function toReadingMs(clock: ClockState, now: number): number {
	if (!clock.readSeconds) return 0;
	const end = clock.stoppedAt ?? clock.pausedAt ?? now;
	return Math.max(0, clock.startedAt + clock.pausedMs - end);
}

/** After `atMs` of an answer its clock stood for `lengthMs`. */
export interface ClockPause {
	atMs: number;
	lengthMs: number;
}

/** When an answer's clock showed `faceMs`, in the same milliseconds as its start; in a pause, when that began. */
export const toInstant = (
	startedAt: number,
	pauses: readonly ClockPause[],
	faceMs: number
): number =>
	pauses
		.filter(({ atMs }) => atMs < faceMs)
		.reduce((sum, { lengthMs }) => sum + lengthMs, startedAt + faceMs);

/** The light that shows at `now`: off before green is reached. */
export function toLight(clock: ClockState, now: number): Light {
	const seconds = (toElapsedMs(clock, now) - clock.extraMs) / 1000;
	if (seconds >= clock.lights.red) return 'red';
	if (seconds >= clock.lights.amber) return 'amber';
	return seconds >= clock.lights.green ? 'green' : 'off';
}

/** `m:ss`, for a clock's face. */
export function toClockFace(ms: number): string {
	const seconds = Math.floor(Math.max(0, ms) / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

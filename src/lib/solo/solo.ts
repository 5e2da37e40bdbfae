import { plans, soloPlan } from '../deck/plans.ts';
import type { Plan } from '../deck/plan.ts';
import type { Category } from '../deck/question.ts';
import type { Lights } from '../interview/clock.ts';
import type { Phase } from '../interview/interview.ts';
import type { Criterion, Mark } from '../rubric/rubric.ts';
import type { SpeakingFigures } from './speaking.ts';

/** A panel and long stations make no sense without somebody to ask. */
const unfitPlanIds = new Set(['panel', 'stations']);
/** Where a plan's own sentence speaks of an interviewer. */
const soloDescriptions: Record<string, string> = {
	traditional: 'What most programmes ask: your story, your reasons, two examples.',
	'file-based': 'What stands in your own application, and nothing else.'
};

/** What may be practised alone; nobody is there to be asked back, so that step is left out. */
export const soloPlans: readonly Plan[] = [
	soloPlan,
	...plans
		.filter(({ id }) => !unfitPlanIds.has(id))
		.map((plan) => ({
			...plan,
			description: soloDescriptions[plan.id] ?? plan.description,
			steps: plan.steps.filter(({ categories }) => !categories.includes('questions-for-us'))
		}))
];
export const findSoloPlan = (id: string): Plan | null =>
	soloPlans.find((plan) => plan.id === id) ?? null;

/** Seconds to think before each answer; the first is what is chosen when nobody chooses. */
export const thinkChoices = [30, 0, 15, 60, 120] as const;
/** Seconds for each answer; null: the question's own time. */
export const answerChoices = [null, 30, 60, 90, 120] as const;

/** How a solo practice is timed; chosen before it begins. */
export interface SoloSettings {
	thinkSeconds: number;
	/** Null: each question's own time. */
	answerSeconds: number | null;
}

/** A question as the person alone meets it: no follow-ups, nothing of what a strong answer shows. */
export interface SoloQuestion {
	answerId: string;
	category: Category;
	prompt: string;
	targetSeconds: number;
	lights: Lights;
	/** When it was met before, ISO 8601; null: never. */
	metBeforeAt: string | null;
	/** What the server knows of the answer already: it was given in another browser, or before a reload. */
	given: { startedAt: string; durationMs: number } | null;
}

/** Everything a solo practice needs, sent once: from then on it does without the server. */
export interface SoloView {
	interviewId: string;
	userId: string;
	name: string;
	planName: string;
	phase: Phase;
	settings: SoloSettings;
	questions: SoloQuestion[];
	/** The criteria of the card first, then those folded away. */
	criteria: Criterion[];
	shownCriteria: string[];
}

/** How an answer came to its end. */
export const answerEnds = ['stopped', 'time-up', 'page-closed'] as const;
export type AnswerEnd = (typeof answerEnds)[number];

/** Kept with an answer that was given alone. */
export interface AnswerFigures {
	end: AnswerEnd;
	/** Null: there was no microphone. */
	speaking: SpeakingFigures | null;
	/** Filler words as the person counted them while watching; null: not watched for. */
	fillers: number | null;
}

/** What the browser sends: all it knows, each time, so that a repeat does no harm. Times are the browser's own. */
export interface SoloResult {
	/** The browser's clock when it sends, for telling how far it is off. */
	sentAt: number;
	answers: { answerId: string; startedAt: number; durationMs: number; figures: AnswerFigures }[];
	/** Null: under way. */
	outcome: {
		finishedAt: number;
		marks: { criterionId: string; mark: Mark; evidence: string }[];
		strength: string;
		nextStep: string;
	} | null;
}

export type SoloRefusal = 'not_found' | 'invalid' | 'unstorable' | 'discarded';
export type SaveResult =
	{ ok: true; isFinished: boolean } | { ok: false; code: SoloRefusal; message: string };

export const mostWordCharacters = 4000;
export const mostEvidenceCharacters = 1000;
/** Nobody speaks longer in one answer; the clock has ended it long before. */
export const longestAnswerMs = 3_600_000;

/** Seconds after which an answer ends by itself: what was chosen, else the time at which its light turns red. */
export const toAnswerLimit = (
	{ lights }: Pick<SoloQuestion, 'lights'>,
	{ answerSeconds }: SoloSettings
): number => answerSeconds ?? lights.red;

/** Lights of an answer with a chosen time: they turn at two thirds, at five sixths and at the end of it. */
export function toSoloLights(
	question: Pick<SoloQuestion, 'lights'>,
	{ answerSeconds }: SoloSettings
): Lights {
	if (answerSeconds === null) return question.lights;
	const amber = Math.round((answerSeconds * 5) / 6);
	return { green: Math.round((answerSeconds * 2) / 3), amber, red: answerSeconds };
}

/** Minutes that a practice takes at most, watching back not counted. */
export const toSoloMinutes = (
	questions: readonly Pick<SoloQuestion, 'lights'>[],
	settings: SoloSettings
): number =>
	Math.max(
		1,
		Math.ceil(
			questions.reduce(
				(sum, question) => sum + settings.thinkSeconds + toAnswerLimit(question, settings),
				0
			) / 60
		)
	);

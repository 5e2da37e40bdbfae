import { toTimeBudget } from '../interview/budget.ts';
import type { PlanStep } from './plan.ts';
import type { Category, QuestionContent } from './question.ts';

/** Seconds for the question to be asked and for one follow-up, beside the answer. */
const askingSeconds = 40;

/** Seconds an answer usually takes, where it is not the minute and a half of most. */
const usualSeconds: Partial<Record<Category, number>> = {
	opening: 75,
	behavioural: 120,
	ethics: 150,
	'red-flags': 60,
	'med-psych': 120,
	'med-peds': 120,
	'clinical-reasoning': 150,
	'small-talk': 40,
	'questions-for-us': 60,
	'may-not-ask': 30
};

/** Seconds that a step asks for. */
export function toStepSeconds({ seconds, categories: [first] }: PlanStep): number {
	return seconds ?? ((first && usualSeconds[first]) || 90) + askingSeconds;
}

/**
 * The content as a step gives time for it: where there is time to read, all the rest is the answer's. Its light is green at
 * two thirds of that, amber a minute before the end, red at the end.
 */
export function toTimedContent(content: QuestionContent, step: PlanStep | null): QuestionContent {
	if (!step?.seconds || !step.readSeconds) return content;
	const red = step.seconds - step.readSeconds;
	const amber = red - 60;
	return {
		...content,
		readSeconds: step.readSeconds,
		targetSeconds: amber,
		lightSeconds: { green: Math.round((2 * red) / 3), amber, red }
	};
}

/** Each step in order, and whether it still fits into the seconds that are there: what comes first, is kept. */
export function toStepFits(steps: readonly { seconds: number }[], secondsLeft: number): boolean[] {
	let left = secondsLeft;
	return steps.map(({ seconds }) => (left -= seconds) >= 0);
}

/** Steps of a plan that an appointment of these minutes has no time for. */
export function toUnfitSteps<T extends PlanStep>(steps: readonly T[], minutes: number): T[] {
	const times = steps.map((step) => ({ seconds: toStepSeconds(step) }));
	const fits = toStepFits(times, toTimeBudget(minutes).questions * 60);
	return steps.filter((_, index) => !fits[index]);
}

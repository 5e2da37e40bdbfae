import { describe, expect, it } from 'vitest';
import { toStepFits, toStepSeconds, toTimedContent, toUnfitSteps } from './plan-time.ts';
import { findPlan, plans, soloPlan } from './plans.ts';
import type { QuestionContent } from './question.ts';

describe('the time of a plan', () => {
	it('takes a step’s own seconds before those that its first category usually needs', () => {
		expect(toStepSeconds({ label: 'Story', categories: ['behavioural'] })).toBe(160);
		expect(toStepSeconds({ label: 'Why', categories: ['motivation', 'behavioural'] })).toBe(130);
		expect(toStepSeconds({ label: 'Station', categories: ['ethics'], seconds: 480 })).toBe(480);
	});

	it('a station gives its time to the card: two minutes to read, six to answer', () => {
		const content = { prompt: 'Why?', targetSeconds: 90 } as QuestionContent;
		const [step] = findPlan('stations')!.steps;
		expect(toTimedContent(content, step!)).toEqual({
			...content,
			readSeconds: 120,
			targetSeconds: 300,
			lightSeconds: { green: 240, amber: 300, red: 360 }
		});
		expect(toTimedContent(content, plans[0]!.steps[0]!)).toBe(content);
		expect(toTimedContent(content, null)).toBe(content);
	});

	it('keeps what comes first, and a later short step does not slip past a long one', () => {
		expect(toStepFits([{ seconds: 60 }, { seconds: 100 }, { seconds: 10 }], 120)).toEqual([
			true,
			false,
			false
		]);
		expect(toStepFits([{ seconds: 60 }], 60)).toEqual([true]);
	});

	it.each([...plans, soloPlan])('leaves room for every step of $name', ({ steps, minutes }) => {
		expect(toUnfitSteps(steps, minutes)).toEqual([]);
	});

	it('names what a shorter appointment has no time for', () => {
		const { steps } = plans[0]!;
		expect(toUnfitSteps(steps, 15).map(({ label }) => label)).toEqual([
			'Behavioural',
			'Specialty or path',
			'Your questions for us'
		]);
	});
});

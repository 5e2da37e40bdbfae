import type { Lights } from '../interview/clock.ts';
import type { Level, Mark } from '../rubric/rubric.ts';

/** What the front page's picture of the room is filled with: invented people, a moment of an answer. */
export const sampleQuestion = {
	place: 'Question 2 of 6',
	category: 'Motivation',
	prompt: 'Why train in medicine and psychiatry together, and not in one of them?',
	targetSeconds: 90,
	lights: { green: 60, amber: 90, red: 120 } satisfies Lights,
	lookFors: [
		{ text: 'Names a patient who needed both', isTicked: true },
		{ text: 'Says what one training alone would leave out', isTicked: true },
		{ text: 'Looks ahead to the work they want to do', isTicked: false }
	]
};

export const sampleCriteria: {
	name: string;
	mark: Mark | null;
	anchors: Record<Level, string>;
}[] = [
	{
		name: 'Structure',
		mark: 4,
		anchors: {
			1: 'No beginning or end can be told apart.',
			2: 'A thread shows at times and is lost again.',
			3: 'A beginning, a middle and an end can be followed.',
			4: 'Every part leads to the next without a detour.',
			5: 'The shape itself carries the point.'
		}
	},
	{
		name: 'Motivation',
		mark: null,
		anchors: {
			1: 'Reasons would fit any specialty.',
			2: 'One reason belongs to this specialty.',
			3: 'Reasons are specific and come from own experience.',
			4: 'Specific reasons, each tied to something done.',
			5: 'Reasons, experience and plans make one story.'
		}
	}
];

import type { FileLine } from '#lib/candidate-file/line.ts';
import { candidate } from './people.ts';

/** What the demo's candidate wants to hear about in the prepared interview. */
export const demoWish =
	'The repeated exam: is it short enough, and do I sound as if I were over it?';

const line = (
	number: number,
	kind: FileLine['kind'],
	isOpen: boolean,
	values: FileLine['values']
): FileLine => ({
	id: `demofileline${String(number).padStart(8, '0')}`,
	kind,
	isOpen,
	values
});

/** The file of the demo's candidate: some lines ticked, some for herself. */
export const demoLines: readonly (FileLine & { userId: string })[] = [
	line(1, 'exam', true, {
		exam: 'Step 1',
		attempt: '1',
		takenOn: '2023-05',
		result: 'failed',
		changed:
			'I stopped studying alone: two evenings a week with a partner, and questions from day one.'
	}),
	line(2, 'exam', false, {
		exam: 'Step 1',
		attempt: '2',
		takenOn: '2024-02',
		result: 'passed'
	}),
	line(3, 'exam', false, { exam: 'Step 2 CK', takenOn: '2025-01', result: 'passed', score: '241' }),
	line(4, 'gap', false, {
		from: '2022-06',
		to: '2023-01',
		reason: 'My father’s illness',
		changed: 'I ran his medicines and appointments, and learned what a discharge letter is for.'
	}),
	line(5, 'rotation', true, {
		place: 'Lakeside County Hospital, psychiatry consult service',
		from: '2025-07',
		to: '2025-08',
		taught: 'To ask the surgical team what they are afraid of before I answer their question.',
		letter: 'promised',
		writer: 'Dr Lin'
	}),
	line(6, 'cv', true, {
		title: 'Founder, night-shift reading circle, Enugu',
		from: '2019-09',
		to: '2022-05',
		details: 'Eleven house officers, one article a week, at three in the morning.'
	}),
	line(7, 'programme', true, {
		name: 'Lakeside Med-Psych',
		city: 'Chicago',
		residents: '4',
		visas: 'J-1',
		likes: 'One ward where both attendings round together.',
		whyHere: 'The only place I rotated where nobody asked which of the two a patient belonged to.',
		questions: 'How do graduates divide their week five years later?'
	}),
	line(8, 'story', true, {
		title: 'The patient who would not eat',
		'theme-conflict': 'on',
		'theme-communication': 'on',
		situation: 'A woman of seventy stopped eating after a hip operation.',
		task: 'I was the only one on the ward who had psychiatry before.',
		action: 'I sat with her at lunch for three days and asked about her kitchen.',
		result: 'She had lost her sense of taste to a new tablet. We changed it.'
	})
].map((one) => ({ ...one, userId: candidate.id }));

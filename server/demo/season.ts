import { fitsCategory } from '#lib/deck/draw.ts';
import { findPlan } from '#lib/deck/plans.ts';
import { fitsCandidate } from '#lib/deck/question.ts';
import type { Visibility } from '#lib/progress/visibility.ts';
import type { Level, Mark } from '#lib/rubric/rubric.ts';
import type { AnswerMarks, Pin } from '#lib/scoring/answer-marks.ts';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import { candidate, mentor, peer, secondMentor, type DemoPerson } from './people.ts';
import { otherKinds } from './other-kinds.ts';
import { stories, type StoryEvening } from './stories.ts';

/** A mark of the interviewer and of the candidate, and what they agreed on where they did. */
export interface DemoMark {
	theirs: Mark;
	own: Mark;
	agreed?: Level;
	/** The interviewer's own line, from the scorecard. */
	line?: string;
}

export interface DemoAnswer {
	/** Number of the question in the starter deck. */
	number: number;
	seconds: number;
	/** Indexes of the follow-ups that were asked. */
	followUps?: number[];
	/** What the interviewer marked while listening. */
	heard?: Partial<AnswerMarks>;
	/** The clock stood still, so many seconds into the answer, for so long. */
	pause?: { atSeconds: number; seconds: number };
	/** Of an answer that was given alone: what its sound tells. */
	alone?: { firstSoundMs: number; longestPauseMs: number };
}

export interface DemoRound {
	candidate: DemoPerson;
	interviewer: DemoPerson;
	answers: DemoAnswer[];
	marks: Record<string, DemoMark>;
	/** The other interviewers of a panel. */
	others?: { by: DemoPerson; marks: Record<string, Mark> }[];
	/** What both wrote under a criterion. */
	evidence: Record<string, string>;
	/** What they said where their numbers were two or more apart. */
	discussion?: Record<string, string>;
	strengths: string;
	nextSteps: string;
	/** The candidate's private notes. */
	notes?: string;
	/** The interviewer's words of the next day. */
	addendum?: string;
	/** As new ones are, unless the candidate chose. */
	visibility?: Visibility;
}

export interface DemoInterview {
	/** Before the day on which the demo is made. */
	daysAgo: number;
	/** Minutes after midnight UTC. */
	minuteOfDay: number;
	/** Alone, the candidate stands as the interviewer too and rates themself only. */
	kind: 'mentor' | 'peer' | 'panel' | 'solo';
	planId: string;
	minutes: number;
	rubric: 'residency' | 'short';
	rounds: DemoRound[];
}

const mark = (theirs: Mark, own: Mark, agreed?: Level, line?: string): DemoMark => ({
	theirs,
	own,
	...(agreed && { agreed }),
	...(line && { line })
});

const pin = (seconds: number, words: string): Pin => ({ atMs: seconds * 1000, words });

/** The candidate's ten weeks: a slow start, a hard rater, a drill, and answers that found their length. */
const improving: readonly DemoInterview[] = [
	{
		daysAgo: 70,
		minuteOfDay: 23 * 60,
		kind: 'mentor',
		planId: 'traditional',
		minutes: 30,
		rubric: 'residency',
		rounds: [
			{
				candidate,
				interviewer: mentor,
				answers: [
					{
						number: 101,
						seconds: 171,
						followUps: [1],
						heard: {
							length: 'long',
							fillers: 14,
							pins: [
								pin(48, 'Post after post. I stop following'),
								pin(140, 'Psychiatry, at last'),
								pin(152, 'The woman nobody asked: open with her')
							]
						}
					},
					{ number: 201, seconds: 128, followUps: [0] },
					{
						number: 401,
						seconds: 236,
						followUps: [1],
						heard: {
							length: 'long',
							pins: [pin(118, 'Still background'), pin(224, 'And how did it end?')]
						}
					},
					{
						number: 402,
						seconds: 214,
						followUps: [0],
						heard: { impression: 'uncertain', pins: [pin(66, '“We” again: what did you say?')] }
					},
					{ number: 801, seconds: 163 },
					{ number: 1501, seconds: 41 }
				],
				marks: {
					clarity: mark(2, 3, undefined, 'Introduction 2:51. The turn to psychiatry came at 2:20.'),
					structure: mark(2, 4, 2, 'Difficult family: two minutes of background, no result.'),
					professionalism: mark(
						4,
						4,
						undefined,
						'Fair to the colleague, and to the hospital at home.'
					),
					motivation: mark(3, 4),
					presence: mark(
						2,
						3,
						undefined,
						'Eyes on my picture, below the camera. Warm once she forgot it.'
					),
					teamwork: mark(2, 3),
					integration: mark(
						2,
						3,
						undefined,
						'Says “whole patient” three times before there is one.'
					),
					'questions-asked': mark(2, 2)
				},
				evidence: {
					clarity:
						'The introduction ran to 2:51 and went through every post in order. The best sentence, about the ward round where nobody asked the woman why she had stopped eating, came last.',
					structure:
						'In the conflict over the night rota I heard “we” eleven times. What Amara said to her colleague only came out in the follow-up, and it was good.',
					presence: 'Looks at the picture of the other person. Camera is a hand’s breadth higher.',
					'questions-asked': 'One question, about the start date. The website has it.'
				},
				discussion: {
					structure:
						'Amara rated the follow-up, where the story became hers. Kwame rated the first two minutes. Both heard the same answer: the good part has to come unasked.'
				},
				strengths:
					'Honest from the first answer: you say what you did not know, and speak of nobody unkindly.\nThe patient who had stopped eating is a story worth building on.',
				nextSteps:
					'Cut the introduction to ninety seconds: three stations, one patient, stop.\nIn every story say “I” for the action and end on a result.',
				notes:
					'Talked over the first follow-up. Breathe, then answer. Move the laptop onto the books.'
			}
		]
	},
	{
		daysAgo: 62,
		minuteOfDay: 21 * 60 + 30,
		kind: 'peer',
		planId: 'short',
		minutes: 30,
		rubric: 'short',
		rounds: [
			{
				candidate,
				interviewer: peer,
				answers: [
					{
						number: 102,
						seconds: 134,
						heard: { pins: [pin(71, 'The failed exam, after the family story: lost me')] }
					},
					{ number: 203, seconds: 112, followUps: [2] },
					{
						number: 407,
						seconds: 198,
						followUps: [1],
						heard: { length: 'long', pins: [pin(58, 'Which exam was it?')] }
					}
				],
				marks: {
					clarity: mark(3, 3),
					structure: mark(2, 3, undefined, 'I lost track of which exam it was.'),
					listening: mark(3, 3),
					motivation: mark(3, 4),
					presence: mark(3, 2, undefined, 'Much easier to talk to than she thinks.')
				},
				evidence: {
					structure:
						'The failed exam turned up in the middle, after the family story. First sentence next time: “I failed Step 2 the first time.”',
					presence: 'Laptop on books: eyes meet now. Smiled twice and it changed the whole answer.'
				},
				strengths: 'You sound like yourself as soon as you talk about patients.',
				nextSteps: 'Say the failure in the first sentence, then what you changed.'
			},
			{
				candidate: peer,
				interviewer: candidate,
				answers: [
					{ number: 101, seconds: 58 },
					{ number: 202, seconds: 64, followUps: [0, 1] },
					{ number: 403, seconds: 96, followUps: [1] }
				],
				marks: {
					clarity: mark(4, 4),
					structure: mark(3, 4),
					listening: mark(3, 3),
					motivation: mark(2, 3, undefined, 'Could have been any programme in the state.'),
					presence: mark(4, 3)
				},
				evidence: {
					motivation:
						'“Strong training and friendly residents.” The follow-up brought the free clinic, which is the real reason.'
				},
				strengths: 'Short and calm. Nobody would have to interrupt you.',
				nextSteps: 'Bring the free clinic into the first half of “Why us?”.'
			}
		]
	},
	{
		daysAgo: 55,
		minuteOfDay: 0,
		kind: 'mentor',
		planId: 'behavioural',
		minutes: 30,
		rubric: 'residency',
		rounds: [
			{
				candidate,
				interviewer: secondMentor,
				answers: [
					{ number: 101, seconds: 122 },
					{
						number: 403,
						seconds: 201,
						followUps: [0, 1],
						heard: {
							length: 'long',
							answered: 'yes',
							fillers: 11,
							pins: [
								pin(31, 'Told at once, no excuse'),
								pin(124, 'Only now: the patient never got it'),
								pin(183, 'A second ending')
							]
						}
					},
					{ number: 404, seconds: 183, followUps: [1] },
					{ number: 501, seconds: 176, followUps: [0] },
					{ number: 405, seconds: 167, followUps: [1] },
					{ number: 1502, seconds: 38 }
				],
				marks: {
					clarity: mark(2, 3, undefined, 'Every answer has two endings.'),
					structure: mark(
						2,
						2,
						undefined,
						'Potassium order: the patient’s outcome only when I asked.'
					),
					professionalism: mark(3, 4),
					motivation: mark('not-seen', 'not-seen'),
					presence: mark(2, 3),
					teamwork: mark(2, 3, undefined, 'Leading the handover project: who disagreed?'),
					reasoning: mark(3, 3),
					'questions-asked': mark(2, 3)
				},
				evidence: {
					clarity: 'Finishes, pauses, and starts again. The second ending takes from the first.',
					structure:
						'Order in the wrong chart: honest, and told at once. But the listener waits two minutes to learn that the patient was never given it.',
					professionalism:
						'Told the registrar within ten minutes. The apology to the patient had to be asked for.',
					teamwork: 'The handover sheet is a good story. Missing: the nurse who was against it.'
				},
				strengths: 'You chose a real mistake and did not hide behind the system.',
				nextSteps:
					'Stop after the result. Count to two before you add anything.\nPut the patient’s outcome in the second sentence of the mistake.',
				notes:
					'Harder than Dr Osei, and right about the second ending. Ask for her again in a month.'
			}
		]
	},
	{
		daysAgo: 47,
		minuteOfDay: 23 * 60,
		kind: 'mentor',
		planId: 'traditional',
		minutes: 30,
		rubric: 'residency',
		rounds: [
			{
				candidate,
				interviewer: mentor,
				answers: [
					{ number: 102, seconds: 98 },
					{ number: 202, seconds: 107, followUps: [0] },
					{
						number: 402,
						seconds: 149,
						followUps: [1],
						heard: { pins: [pin(52, 'Her own words to the colleague'), pin(131, 'A result')] }
					},
					{
						number: 408,
						seconds: 158,
						followUps: [0],
						heard: { pins: [pin(12, 'I see her at once'), pin(144, 'And what do you do now?')] }
					},
					{ number: 601, seconds: 94, followUps: [1] },
					{ number: 1501, seconds: 66, followUps: [0] }
				],
				marks: {
					clarity: mark(3, 3, undefined, 'Path in 1:38 with three clear stations.'),
					structure: mark(3, 3),
					professionalism: mark(4, 4),
					motivation: mark(
						3,
						4,
						undefined,
						'Names the combined clinic here. Not yet what she would do in it.'
					),
					presence: mark(3, 2),
					teamwork: mark(3, 3),
					integration: mark('not-seen', 'not-seen'),
					'us-readiness': mark(3, 4),
					'questions-asked': mark(3, 3)
				},
				evidence: {
					clarity:
						'Three stations, one patient, full stop at 1:38. On our first evening this took nearly three minutes.',
					motivation:
						'Knows that the clinic is shared by both departments. Next: one patient she would bring to it.',
					'us-readiness':
						'Speaks well of Enugu and of Ohio. What she did herself during the observership stayed vague.',
					structure: 'Rota conflict, second telling: own words to the colleague, and how it ended.'
				},
				strengths:
					'The introduction has a shape now, and it stops.\nThe same conflict, told in half the time and twice as clear.',
				nextSteps:
					'Why us: two features and, for each, what you would do with it in your first year.'
			}
		]
	},
	{
		daysAgo: 38,
		minuteOfDay: 22 * 60,
		kind: 'peer',
		planId: 'short',
		minutes: 30,
		rubric: 'short',
		rounds: [
			{
				candidate,
				interviewer: peer,
				answers: [
					{ number: 101, seconds: 92 },
					{ number: 204, seconds: 101, followUps: [0] },
					{ number: 401, seconds: 152, followUps: [2] }
				],
				marks: {
					clarity: mark(4, 3),
					structure: mark(3, 3),
					listening: mark(4, 4),
					motivation: mark(4, 4, undefined, 'I could see the woman on the thyroid ward.'),
					presence: mark(3, 3)
				},
				evidence: {
					motivation:
						'People whose pain is taken for madness, and the other way round. That is the whole case for Med-Psych in one line.',
					listening: 'Asked back: “Do you mean the family or the patient?” Good.'
				},
				strengths: 'The patients you stay late for: that answer is your application.',
				nextSteps: 'Use that line in the introduction as well.'
			},
			{
				candidate: peer,
				interviewer: candidate,
				answers: [
					{ number: 102, seconds: 71 },
					{ number: 205, seconds: 77 },
					{ number: 409, seconds: 118, followUps: [0] }
				],
				marks: {
					clarity: mark(4, 4),
					structure: mark(3, 3),
					listening: mark(4, 3),
					motivation: mark(3, 3),
					presence: mark(4, 4)
				},
				evidence: {
					structure: 'Busy night: good order of danger. How the night ended is missing.'
				},
				strengths: 'You say what you would leave undone, and why.',
				nextSteps: 'Close the story: what happened to the second patient?'
			}
		]
	},
	{
		daysAgo: 33,
		minuteOfDay: 23 * 60 + 30,
		kind: 'mentor',
		planId: 'traditional',
		minutes: 30,
		rubric: 'residency',
		rounds: [
			{
				candidate: peer,
				interviewer: mentor,
				answers: [
					{ number: 101, seconds: 61 },
					{ number: 201, seconds: 70, followUps: [2] },
					{ number: 402, seconds: 104, followUps: [1] },
					{ number: 407, seconds: 99, followUps: [0, 2] },
					{ number: 1003, seconds: 82 },
					{ number: 1503, seconds: 35 }
				],
				marks: {
					clarity: mark(4, 4),
					structure: mark(3, 4),
					professionalism: mark(4, 4),
					motivation: mark(2, 4, 3, 'Still general. The free clinic came up once.'),
					presence: mark(4, 4),
					teamwork: mark(3, 3),
					'specialty-knowledge': mark(3, 3),
					'questions-asked': mark(2, 3)
				},
				evidence: {
					motivation:
						'Every reason is true of every programme. The free clinic is not: start there.',
					structure: 'Results are there but small: “it worked out”. How would I know?'
				},
				discussion: {
					motivation:
						'It felt specific from the inside, because I know which clinic I mean. It was never named aloud.'
				},
				strengths: 'Calm, brief, easy to follow.',
				nextSteps: 'Write one page on three programmes and say “Why us?” for each, aloud.'
			}
		]
	},
	{
		daysAgo: 31,
		minuteOfDay: 23 * 60,
		kind: 'mentor',
		planId: 'red-flag-drill',
		minutes: 20,
		rubric: 'residency',
		rounds: [
			{
				candidate,
				interviewer: mentor,
				answers: [
					{ number: 102, seconds: 84 },
					{ number: 701, seconds: 118, followUps: [0] },
					{ number: 702, seconds: 97, followUps: [1] },
					{ number: 302, seconds: 88, followUps: [1] },
					{ number: 705, seconds: 52 }
				],
				marks: {
					clarity: mark(3, 3),
					structure: mark(3, 2),
					professionalism: mark(4, 4),
					motivation: mark('not-seen', 'not-seen'),
					presence: mark(
						3,
						2,
						undefined,
						'Voice drops at “gap”. Nothing else in the hour does that.'
					),
					teamwork: mark(3, 3),
					resilience: mark(3, 3),
					'red-flags': mark(
						2,
						4,
						3,
						'Gap: two minutes. By the end I worried more than at the start.'
					)
				},
				evidence: {
					'red-flags':
						'Gap, first try 1:58 with three reasons. Second try after the talk: “My father was ill for fourteen months; I nursed him and sat Step 2. For half a year now I have been on the wards again.” Eleven seconds. Keep that.',
					presence:
						'Voice goes down on the gap and comes back on the exam. It is the same person: let it stay up.',
					resilience:
						'Question bank every morning, a study partner, 31 points more. Say the number.'
				},
				strengths: 'You own the exam in the first sentence and show what changed.',
				nextSteps:
					'The gap in two sentences, then stop. Say it to three people before we meet again.',
				notes: 'Father: two sentences. It is allowed to be short.'
			}
		]
	},
	{
		daysAgo: 22,
		minuteOfDay: 0,
		kind: 'mentor',
		planId: 'traditional',
		minutes: 30,
		rubric: 'residency',
		rounds: [
			{
				candidate,
				interviewer: secondMentor,
				answers: [
					{ number: 101, seconds: 86 },
					{ number: 201, seconds: 93, followUps: [1] },
					{ number: 409, seconds: 141, followUps: [2] },
					{ number: 404, seconds: 138, followUps: [2] },
					{ number: 802, seconds: 187, followUps: [0] },
					{ number: 1502, seconds: 72 }
				],
				marks: {
					clarity: mark(3, 3, undefined, 'One ending now. The thyroid case still opens too wide.'),
					structure: mark(3, 3),
					professionalism: mark(4, 4),
					motivation: mark(3, 4),
					presence: mark(3, 3),
					teamwork: mark(3, 4),
					integration: mark(
						3,
						4,
						undefined,
						'Right case. I want the moment at which the plan changed.'
					),
					'questions-asked': mark(3, 3)
				},
				evidence: {
					clarity: 'The second endings are gone. Compare with our first interview.',
					integration:
						'Mania or thyroid storm: holds both open, asks for the TSH, slows the haloperidol. The decision is in there but has to be dug out.',
					teamwork:
						'Speaking up to the registrar: “May I check one thing with you before we give it?” Exactly right.'
				},
				strengths: 'Your answers end where they should. That was not so a month ago.',
				nextSteps:
					'Open the thyroid case with the decision: “We were about to sedate her.” Then go back.',
				addendum:
					'A second thought from the train: the sentence you used to stop the registrar is worth a place in your answer on disagreeing with an attending as well.'
			}
		]
	},
	{
		daysAgo: 13,
		minuteOfDay: 23 * 60,
		kind: 'mentor',
		planId: 'behavioural',
		minutes: 30,
		rubric: 'residency',
		rounds: [
			{
				candidate,
				interviewer: mentor,
				answers: [
					{
						number: 101,
						seconds: 79,
						heard: {
							length: 'right',
							impression: 'confident',
							fillers: 3,
							pins: [pin(6, 'Opens with the patient'), pin(74, 'Stops, and looks up')]
						}
					},
					{ number: 403, seconds: 128, followUps: [2] },
					{
						number: 407,
						seconds: 119,
						followUps: [2],
						heard: {
							length: 'right',
							pins: [pin(5, 'Says the failure first'), pin(97, 'What changed: in a number')]
						}
					},
					{ number: 505, seconds: 154, followUps: [0] },
					{ number: 405, seconds: 126, followUps: [0] },
					{ number: 1501, seconds: 84 }
				],
				marks: {
					clarity: mark(4, 4),
					structure: mark(4, 4, undefined, 'Result in every story, and where she used it since.'),
					professionalism: mark(4, 4),
					motivation: mark('not-seen', 'not-seen'),
					presence: mark(4, 3, undefined, 'First time I forgot to look at the clock.'),
					teamwork: mark(4, 4),
					reasoning: mark(3, 3),
					'questions-asked': mark(3, 4)
				},
				evidence: {
					structure:
						'The potassium order in 2:08: mistake in the first sentence, patient safe in the second, and the read-back she has done ever since.',
					teamwork:
						'The nurse who was against the handover sheet is in the story now, and she was right about the font.',
					reasoning:
						'Capacity: asks why he wants to go, tests understanding. Missing: what if he comes back worse?',
					presence: 'Paused after the question about failure, and the answer was better for it.'
				},
				strengths:
					'Four stories, four results, each in about two minutes.\nYou take time before a hard question, and use it.',
				nextSteps: 'On capacity, close the loop: the safest plan if he leaves, and the open door.'
			}
		]
	},
	{
		daysAgo: 4,
		minuteOfDay: 23 * 60,
		kind: 'mentor',
		planId: 'traditional',
		minutes: 30,
		rubric: 'residency',
		rounds: [
			{
				candidate,
				interviewer: mentor,
				answers: [
					{
						number: 102,
						seconds: 81,
						heard: { length: 'right', pins: [pin(23, 'The exam in one sentence, and on')] }
					},
					{ number: 202, seconds: 88, followUps: [1] },
					{
						number: 408,
						seconds: 124,
						followUps: [1],
						heard: { impression: 'confident', pins: [pin(108, 'What she does since')] }
					},
					{
						number: 403,
						seconds: 117,
						heard: {
							answered: 'yes',
							impression: 'confident',
							pins: [
								pin(4, 'The mistake first'),
								pin(11, 'Patient safe: I can breathe'),
								pin(102, 'Gives the registrar the credit')
							]
						}
					},
					{ number: 803, seconds: 139, followUps: [0] },
					{ number: 1503, seconds: 78, followUps: [0] }
				],
				marks: {
					clarity: mark(4, 4, 4, 'I could give her introduction back in two sentences.'),
					structure: mark(5, 4, 5, 'Situation in fifteen seconds, every time.'),
					professionalism: mark(5, 4, 5, 'Gave the registrar the credit without being asked.'),
					motivation: mark(4, 5, 4),
					presence: mark(4, 4, 4),
					teamwork: mark(4, 4),
					integration: mark(4, 4, 4, '“We were about to sedate her.” I was awake.'),
					'questions-asked': mark(4, 4)
				},
				evidence: {
					clarity: 'Introduction 1:21, path 1:28, and nothing missing.',
					motivation:
						'The shared clinic, the county patients, and a sentence on what she brings to each. One step left: say who you would like to work with.',
					presence:
						'Looks up before the hard part of an answer. Smiled at the right places, and it was not put on.',
					teamwork:
						'The registrar gets the credit for the check that saved the day, before anybody asks.',
					integration:
						'Opens on the decision, goes back for the history, says what she would check next time. This is the case to take to the real interview.',
					'questions-asked':
						'Asked how residents are supported in the first switch between departments, after I had mentioned it. She was listening.'
				},
				strengths:
					'You sound like a colleague: clear, short, and generous to the people in your stories.\nThe thyroid case shows integrated thinking without using the word.',
				nextSteps:
					'Why us: name one person on the faculty and the question you would bring to them.',
				notes: 'Ten days to the real one. One more with Dr Osei, then only light rehearsal.'
			}
		]
	}
];

/** Cards that fit the person, for each step one that was asked least so far; answered in the story's pace. */
function toAnswers(evening: StoryEvening, asked: Map<string, number>): DemoAnswer[] {
	const fitting = starterDeck.questions.filter(
		({ content }) =>
			fitsCandidate(content, evening.candidate) && fitsCategory(content.category, evening.candidate)
	);
	return findPlan(evening.planId)!.steps.map(({ categories }, index) => {
		const cards = fitting.filter(({ content }) => categories.includes(content.category));
		// Categories of a step stand in the order of preference; a card of one's own specialty before the others.
		const toKey = ({ id }: { id: string }) => `${evening.candidate.id} ${id}`;
		const card = cards.toSorted(
			(a, b) =>
				(asked.get(toKey(a)) ?? 0) - (asked.get(toKey(b)) ?? 0) ||
				categories.indexOf(a.content.category) - categories.indexOf(b.content.category)
		)[0]!;
		asked.set(toKey(card), (asked.get(toKey(card)) ?? 0) + 1);
		const wobble = 0.9 + ((index * 7 + evening.daysAgo) % 5) * 0.05;
		return {
			number: Number(card.id.slice(-6)),
			seconds: Math.round(card.content.targetSeconds * evening.pace * wobble),
			followUps: index % 2 === 0 ? [index % 3] : []
		};
	});
}

function toInterview(evening: StoryEvening, asked: Map<string, number>): DemoInterview {
	const { daysAgo, planId, marks, evidence, ...round } = evening;
	return {
		daysAgo,
		minuteOfDay: 17 * 60 + (daysAgo % 4) * 45,
		kind: 'mentor',
		planId,
		minutes: findPlan(planId)!.minutes,
		rubric: 'residency',
		rounds: [{ ...round, marks, evidence, answers: toAnswers(evening, asked) }]
	};
}

function toStoryInterviews(): DemoInterview[] {
	const asked = new Map<string, number>();
	return stories.map((evening) => toInterview(evening, asked));
}

/** Six stories of ten weeks, oldest first: improving, level, one bad night, a harsh rater, just started, private. */
export const season: readonly DemoInterview[] = [
	...improving,
	...otherKinds,
	...toStoryInterviews()
].sort((a, b) => b.daysAgo - a.daysAgo || a.minuteOfDay - b.minuteOfDay);

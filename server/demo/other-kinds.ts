import type { DemoInterview, DemoMark } from './season.ts';
import { candidate, mentor, secondMentor, thirdMentor } from './people.ts';

const mark = (theirs: DemoMark['theirs'], own: DemoMark['own']): DemoMark => ({ theirs, own });

/** What the candidate's ten weeks have beside mentors and peers: an evening alone, and a panel of three. */
export const otherKinds: readonly DemoInterview[] = [
	{
		daysAgo: 17,
		minuteOfDay: 20 * 60 + 15,
		kind: 'solo',
		planId: 'solo-six',
		minutes: 15,
		rubric: 'short',
		rounds: [
			{
				candidate,
				interviewer: candidate,
				answers: [
					{ number: 102, seconds: 82, alone: { firstSoundMs: 1900, longestPauseMs: 2600 } },
					{ number: 203, seconds: 97, alone: { firstSoundMs: 2700, longestPauseMs: 3100 } },
					{ number: 402, seconds: 131, alone: { firstSoundMs: 1400, longestPauseMs: 2200 } },
					{ number: 302, seconds: 88, alone: { firstSoundMs: 4800, longestPauseMs: 5900 } },
					{ number: 408, seconds: 126, alone: { firstSoundMs: 1600, longestPauseMs: 2000 } },
					{ number: 802, seconds: 158, alone: { firstSoundMs: 2300, longestPauseMs: 2400 } }
				],
				marks: {
					clarity: mark('not-seen', 4),
					structure: mark('not-seen', 3),
					motivation: mark('not-seen', 4),
					presence: mark('not-seen', 3)
				},
				evidence: {},
				strengths: 'The rota conflict in 2:11, and it ends.',
				nextSteps: 'Five seconds of silence before the weakness: have the first sentence ready.'
			}
		]
	},
	{
		daysAgo: 9,
		minuteOfDay: 22 * 60,
		kind: 'panel',
		planId: 'traditional',
		minutes: 30,
		rubric: 'residency',
		rounds: [
			{
				candidate,
				interviewer: mentor,
				answers: [
					{ number: 109, seconds: 84 },
					{ number: 207, seconds: 96, followUps: [0] },
					{ number: 404, seconds: 133, pause: { atSeconds: 41, seconds: 52 } },
					{ number: 405, seconds: 121, followUps: [1] },
					{ number: 805, seconds: 118 },
					{ number: 1509, seconds: 62 }
				],
				marks: {
					clarity: mark(4, 4),
					structure: mark(4, 4),
					professionalism: mark(4, 4),
					motivation: mark(4, 4),
					presence: mark(4, 3),
					teamwork: mark(4, 4),
					'questions-asked': mark(3, 4)
				},
				others: [
					{
						by: secondMentor,
						marks: { clarity: 3, structure: 4, professionalism: 4, presence: 3, teamwork: 4 }
					},
					{
						by: thirdMentor,
						marks: { clarity: 4, structure: 4, motivation: 3, presence: 4, 'questions-asked': 4 }
					}
				],
				evidence: {
					presence:
						'Speaks to whoever asked, then to all three. The line broke in the third answer: said so, waited, went on where she was.',
					'questions-asked': 'One question for each of us, and each had listened for it.'
				},
				strengths: 'Three people at once, and the answers stayed as short as with one.',
				nextSteps: 'Look at the quietest of the three once in each answer.'
			}
		]
	}
];

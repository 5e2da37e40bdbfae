import type { DeckQuestion } from '../deck/draw.ts';
import type { Category, QuestionContent } from '../deck/question.ts';
import { readAttempt, toMonth, toOrdinal, toSpan } from './brief.ts';
import { readThemes, type FileLine, type LineKind, type LineValues } from './line.ts';

/** What a card says beyond what all of them have. */
type Words = Pick<QuestionContent, 'prompt' | 'followUps' | 'strongAnswer' | 'commonMistakes'> & {
	category: Category;
	targetSeconds: number;
	tags?: string[];
	isStar?: boolean;
};

const maxPointLength = 300;

/** The candidate's own words as a point to listen for. */
function fromFile(words: string | undefined): string[] {
	if (!words) return [];
	const point = `In the file: ${words.replaceAll(/\s+/g, ' ')}`;
	return [point.length > maxPointLength ? `${point.slice(0, maxPointLength - 1)}…` : point];
}

const ownsIt = (changed: string | undefined) => [
	'Says what happened in a sentence or two, without an excuse',
	'Owns the part that was theirs',
	'Names what is done differently since, so that one can picture it',
	...fromFile(changed)
];

const redFlag = { category: 'red-flags', targetSeconds: 60 } as const;
const file = { category: 'application-file', targetSeconds: 90 } as const;

function toExamCard(values: LineValues): Words {
	const { exam, takenOn, result, changed } = values;
	const attempt = readAttempt(values);
	if (result === 'failed')
		return {
			...redFlag,
			prompt: `You did not pass ${exam}${takenOn ? ` in ${toMonth(takenOn)}` : ''}. What happened, and what did you change?`,
			followUps: ['What would tell you in time that it is about to happen again?'],
			strongAnswer: ownsIt(changed),
			commonMistakes: ['Blames the exam, the date or the preparation book', 'Apologises at length']
		};
	if (attempt > 1)
		return {
			...redFlag,
			prompt: `This was your ${toOrdinal(attempt)} attempt at ${exam}. What was different this time?`,
			followUps: ['Where has that change helped you since?'],
			strongAnswer: ownsIt(changed),
			commonMistakes: ['Tells the whole story of each attempt', 'Speaks of luck']
		};
	return {
		...file,
		prompt: `Tell me how you prepared for ${exam}, and what you would do otherwise today.`,
		followUps: ['Which habit of that time do you still have?'],
		strongAnswer: [
			'Describes a way of working and not only the hours',
			'Names one thing that they would change',
			'Says how it helps them at the bedside',
			...fromFile(changed)
		],
		commonMistakes: ['Lists books and question banks']
	};
}

const cards: Record<LineKind, (values: LineValues) => Words> = {
	exam: toExamCard,
	gap: (values) => ({
		...redFlag,
		prompt: `There is a gap in your file, ${toSpan(values)}. What were you doing?`,
		followUps: [
			'How did you keep your hand in medicine?',
			'What do you bring back from that time?'
		],
		strongAnswer: [
			'Is brief and plain about the reason',
			'Says how they stayed close to medicine, or came back to it',
			'Ends with something they can do now',
			...fromFile(values.changed)
		],
		commonMistakes: ['Gives private details that nobody asked for', 'Sounds ashamed of it']
	}),
	rotation: ({ place, taught }) => ({
		...file,
		prompt: `You rotated at ${place}. What did you learn there that you could not have learned at home?`,
		followUps: [
			'What would the person who supervised you say about you?',
			'Which patient from there do you remember?'
		],
		strongAnswer: [
			'Names one thing that they did, and not only watched',
			'Compares without looking down on home',
			'Says what they do differently since',
			...fromFile(taught)
		],
		commonMistakes: [
			'Recites departments and dates',
			'Praises the hospital and leaves themselves out'
		]
	}),
	cv: ({ title, details }) => ({
		...file,
		prompt: `One line of your CV says: “${title}”. Tell me more about it.`,
		followUps: ['What was your own part in it?', 'What went wrong on the way?'],
		strongAnswer: [
			'Says in one sentence what it was',
			'Tells their own part apart from that of others',
			'Gives a result, or what they learned where there was none',
			...fromFile(details)
		],
		commonMistakes: ['Reads the line aloud again', 'Claims the work of a whole group']
	}),
	programme: ({ name, city, whyHere, likes }) => ({
		category: 'motivation',
		targetSeconds: 90,
		tags: ['programme', 'why-here'],
		prompt: city ? `Why ${name}, and why ${city}?` : `Why ${name}?`,
		followUps: [
			'What would you miss here that another programme has?',
			'What would you like to ask us?'
		],
		strongAnswer: [
			'Gives two or three reasons that fit no other programme',
			'Ties each to something they have done or want to do',
			...fromFile(whyHere),
			...fromFile(likes)
		],
		commonMistakes: ['Repeats the website', 'Speaks of the city alone']
	}),
	story: (values) => ({
		...file,
		targetSeconds: 120,
		isStar: true,
		tags: readThemes(values),
		prompt: `Your notes name a story: “${values.title}”. Tell it to me.`,
		followUps: ['What exactly did you do?', 'How did it end, and how do you know?'],
		strongAnswer: [
			'Sets the scene in two sentences',
			'Says what was theirs to do',
			'Spends most of the time on what they did, as “I”',
			'Ends with a result and what it changed'
		],
		commonMistakes: ['Stays in the situation', 'Says “we” where it was one person']
	})
};

/** The id of a line's card. No question of a deck has one like it. */
export const toFileCardId = (lineId: string): string => `file-${lineId}`;

/** A line as a card. `version` is the line's. */
export function toFileCard(line: FileLine & { version: number }): DeckQuestion {
	const words = cards[line.kind](line.values);
	return {
		id: toFileCardId(line.id),
		version: line.version,
		fileLineId: line.id,
		content: {
			tags: [],
			isStar: false,
			specialties: [],
			paths: [],
			needsVisa: false,
			...words,
			// The same words may stand in two fields of a line.
			strongAnswer: [...new Set(words.strongAnswer)]
		}
	};
}

/** The cards of a candidate's file: of ticked lines, and of no others. */
export const toFileCards = (lines: readonly (FileLine & { version: number })[]): DeckQuestion[] =>
	lines.filter(({ isOpen }) => isOpen).map(toFileCard);

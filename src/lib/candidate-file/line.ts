/** What a candidate's file holds, in the order of the page. One entry of any kind is a line. */
export const lineKinds = ['exam', 'gap', 'rotation', 'cv', 'programme', 'story'] as const;
export type LineKind = (typeof lineKinds)[number];

/** What was typed, by the field's name; a box that is ticked is `on`. Fields that are not there are empty. */
export type LineValues = Record<string, string>;

export interface FileLine {
	id: string;
	kind: LineKind;
	/** *Interviewer may ask*: until it is ticked nobody but the candidate sees the line. */
	isOpen: boolean;
	values: LineValues;
}

export interface LineField {
	name: string;
	label: string;
	control: 'text' | 'long' | 'month' | 'number' | 'select' | 'check';
	/** Most characters, or the largest number. */
	most: number;
	hint?: string;
	/** The sentence where it was left empty; absent: it may be. */
	missing?: string;
	options?: readonly { value: string; label: string }[];
}

/** Themes that a story can serve; the same words that the deck's questions are tagged with. */
export const themeNames = {
	'difficult-family': 'Difficult patient or family',
	conflict: 'Conflict in a team',
	mistake: 'A mistake',
	leadership: 'Leadership',
	teaching: 'Teaching',
	failure: 'Failure and growth',
	feedback: 'Critical feedback',
	'speaking-up': 'Speaking up',
	culture: 'Language and culture',
	resilience: 'Resilience',
	integrity: 'Ethics and integrity',
	communication: 'Communication'
};

export type Theme = keyof typeof themeNames;
export const themes = Object.keys(themeNames) as Theme[];
export const toThemeField = (theme: Theme) => `theme-${theme}`;
/** Themes that were ticked, in the order of the page. */
export const readThemes = (values: LineValues): Theme[] =>
	themes.filter((theme) => values[toThemeField(theme)] === 'on');

const text = (name: string, label: string, more: Partial<LineField> = {}): LineField => ({
	name,
	label,
	control: 'text',
	most: 100,
	...more
});
const long = (name: string, label: string, more: Partial<LineField> = {}): LineField => ({
	name,
	label,
	control: 'long',
	most: 1200,
	...more
});
const month = (name: string, label: string, more: Partial<LineField> = {}): LineField => ({
	name,
	label,
	control: 'month',
	most: 7,
	...more
});
const select = (
	name: string,
	label: string,
	options: readonly (readonly [value: string, label: string])[]
): LineField => ({
	name,
	label,
	control: 'select',
	most: 40,
	options: options.map(([value, words]) => ({ value, label: words }))
});

export const lineFields: Record<LineKind, readonly LineField[]> = {
	exam: [
		text('exam', 'Exam', { most: 60, hint: 'Step 2 CK, say.', missing: 'Name the exam.' }),
		{ name: 'attempt', label: 'Attempt', control: 'number', most: 9, hint: 'Leave empty for 1.' },
		month('takenOn', 'Taken in'),
		select('result', 'Result', [
			['', 'Not said'],
			['passed', 'Passed'],
			['failed', 'Not passed'],
			['waiting', 'Waiting for it']
		]),
		text('score', 'Score', { most: 20 }),
		long('changed', 'What changed since', {
			most: 600,
			hint: 'For a second attempt or a low score: what you do differently now.'
		})
	],
	gap: [
		month('from', 'From', { missing: 'Say when it began.' }),
		month('to', 'To', { hint: 'Empty while it lasts.' }),
		text('reason', 'Why', { most: 120, missing: 'Say in a few words what it was.' }),
		long('changed', 'What came of it', {
			most: 600,
			hint: 'What you did, and what you brought back from it.'
		})
	],
	rotation: [
		text('place', 'Place', { most: 100, missing: 'Name the place.' }),
		month('from', 'From'),
		month('to', 'To'),
		long('taught', 'What it taught you', { most: 600 }),
		select('letter', 'Letter', [
			['', 'None'],
			['asked', 'Asked for'],
			['promised', 'Promised'],
			['sent', 'Sent']
		]),
		text('writer', 'Who writes it')
	],
	cv: [
		text('title', 'Line of the CV', { most: 120, missing: 'Type the line as it stands there.' }),
		month('from', 'From'),
		month('to', 'To'),
		long('details', 'What you would say about it', { most: 600 })
	],
	programme: [
		text('name', 'Programme', { most: 100, missing: 'Name the programme.' }),
		text('city', 'City', { most: 60 }),
		text('residents', 'Residents a year', { most: 40 }),
		text('visas', 'Visa', { most: 60, hint: 'J-1, H-1B, or none.' }),
		text('imgs', 'IMGs among residents', { most: 60 }),
		text('people', 'Faculty to know', { most: 200 }),
		long('structure', 'Hospitals, structure, tracks', { most: 800 }),
		long('likes', 'What you like', { most: 800 }),
		long('whyHere', 'Why here', { most: 600, hint: 'Two or three sentences.' }),
		long('questions', 'Questions to ask them', { most: 600 }),
		long('contact', 'Contact so far', { most: 400 })
	],
	story: [
		text('title', 'Story', {
			most: 100,
			hint: 'A few words that you know it by.',
			missing: 'Give it a few words.'
		}),
		long('situation', 'Situation'),
		long('task', 'Task'),
		long('action', 'Action'),
		long('result', 'Result'),
		...themes.map((theme): LineField => ({
			name: toThemeField(theme),
			label: themeNames[theme],
			control: 'check',
			most: 2
		}))
	]
};

/** Words of the page about a kind: the heading, what adds one, and what stands there before the first. */
export const kindWords: Record<LineKind, { heading: string; add: string; empty: string }> = {
	exam: {
		heading: 'Exams',
		add: 'Add an exam',
		empty: 'Each attempt with its date. A failed one becomes a question you can rehearse.'
	},
	gap: {
		heading: 'Gaps',
		add: 'Add a gap',
		empty: 'A time in which you neither studied nor worked in medicine. It will be asked about.'
	},
	rotation: {
		heading: 'Rotations',
		add: 'Add a rotation',
		empty: 'Where you were, what it taught you, and whether a letter comes of it.'
	},
	cv: {
		heading: 'CV lines',
		add: 'Add a CV line',
		empty: 'Research, a prize, a job, a hobby: whatever somebody could put a finger on.'
	},
	programme: {
		heading: 'Programme sheets',
		add: 'Add a programme',
		empty: 'One sheet for each place that invites you. It becomes the question why here.'
	},
	story: {
		heading: 'Stories',
		add: 'Add a story',
		empty: 'Six to ten of them, each told once and ticked for the themes that it can serve.'
	}
};

/** One line of a kind, in a sentence. */
export const kindNouns: Record<LineKind, string> = {
	exam: 'exam',
	gap: 'gap',
	rotation: 'rotation',
	cv: 'CV line',
	programme: 'programme',
	story: 'story'
};

/** Lines that one file holds at most. */
export const maxLines = 200;

/** Parts of the person that may be ticked by themselves. */
export const basicFields = ['specialty', 'path', 'needsVisa', 'realInterviewOn'] as const;
export type BasicField = (typeof basicFields)[number];
export const toOpenField = (field: BasicField) => `open-${field}`;

export const maxWishLength = 600;

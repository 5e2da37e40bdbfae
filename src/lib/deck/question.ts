/** The categories a deck covers, in the order in which a list shows them. */
export const categories = [
	'opening',
	'motivation',
	'self-knowledge',
	'behavioural',
	'ethics',
	'img-path',
	'red-flags',
	'med-psych',
	'med-peds',
	'categorical',
	'away-rotations',
	'application-file',
	'clinical-reasoning',
	'small-talk',
	'questions-for-us',
	'may-not-ask'
] as const;

export type Category = (typeof categories)[number];

export const categoryNames: Record<Category, string> = {
	opening: 'Opening',
	motivation: 'Motivation',
	'self-knowledge': 'Self-knowledge',
	behavioural: 'Behavioural',
	ethics: 'Ethics and professionalism',
	'img-path': 'IMG path',
	'red-flags': 'Red flags',
	'med-psych': 'Med-Psych',
	'med-peds': 'Med-Peds',
	categorical: 'Categorical',
	'away-rotations': 'Away rotations',
	'application-file': 'Application file',
	'clinical-reasoning': 'Clinical reasoning',
	'small-talk': 'Small talk',
	'questions-for-us': 'Questions for us',
	'may-not-ask': 'Questions they may not ask'
};

export const specialties = [
	'internal-medicine',
	'psychiatry',
	'paediatrics',
	'family-medicine',
	'surgery',
	'neurology',
	'med-psych',
	'med-peds'
] as const;

export type Specialty = (typeof specialties)[number];

export const specialtyNames: Record<Specialty, string> = {
	'internal-medicine': 'Internal medicine',
	psychiatry: 'Psychiatry',
	paediatrics: 'Paediatrics',
	'family-medicine': 'Family medicine',
	surgery: 'Surgery',
	neurology: 'Neurology',
	'med-psych': 'Med-Psych',
	'med-peds': 'Med-Peds'
};

/** How the candidate came to the application: decides which cards fit. */
export const paths = ['img', 'us-citizen-img', 'us-graduate'] as const;
export type Path = (typeof paths)[number];

export const pathNames: Record<Path, string> = {
	img: 'International graduate',
	'us-citizen-img': 'US citizen trained abroad',
	'us-graduate': 'US graduate'
};

export const difficulties = [1, 2, 3] as const;
export type Difficulty = (typeof difficulties)[number];

export const difficultyNames: Record<Difficulty, string> = { 1: 'Easy', 2: 'Usual', 3: 'Hard' };

/** What a candidate is preparing for; null where it is not known. */
export interface Preparation {
	specialty: Specialty | null;
	path: Path | null;
	needsVisa: boolean | null;
}

/** A question as it is written in a deck. `targetSeconds` is the answer's target time. */
export interface QuestionContent {
	prompt: string;
	category: Category;
	tags: string[];
	targetSeconds: number;
	followUps: string[];
	/** What the answer lacked that calls for the follow-up at the same place; absent in questions from before it was asked for. */
	followUpCues?: string[];
	/** What a strong answer shows: observable points; the interviewer's eyes only. */
	strongAnswer: string[];
	commonMistakes: string[];
	/** Absent: usual. */
	difficulty?: Difficulty;
	/** The rule behind a question that a programme may not ask, in plain words. */
	rule?: string;
	/** One graceful answer to it. */
	gracefulAnswer?: string;
	/** True where the answer should have the STAR structure. */
	isStar: boolean;
	/** Only for candidates who prepare for one of these; empty: everybody. */
	specialties: Specialty[];
	/** Only for candidates on one of these paths; empty: everybody. */
	paths: Path[];
	/** Only for candidates who need a visa. */
	needsVisa: boolean;
	/** Own lights in seconds where the category's do not fit. */
	lightSeconds?: { green: number; amber: number; red: number };
	/** Seconds to read it in silence before the answer begins, where the plan gave them as it was dealt. */
	readSeconds?: number;
}

/**
 * Whether a question may be dealt to a candidate. A question written for some specialties, paths or for people who
 * need a visa is held back until the candidate is known to be one of them: not knowing is not a fit.
 */
export function fitsCandidate(question: QuestionContent, candidate: Preparation): boolean {
	const { specialty, path, needsVisa } = candidate;
	if (question.specialties.length > 0 && !(specialty && question.specialties.includes(specialty)))
		return false;
	if (question.paths.length > 0 && !(path && question.paths.includes(path))) return false;
	return !question.needsVisa || (needsVisa === true && path !== 'us-citizen-img');
}

import { applicationFileQuestions } from './application-file.ts';
import { awayRotationQuestions } from './away-rotations.ts';
import { growthStories } from './behavioural-growth.ts';
import { patientStories } from './behavioural-patients.ts';
import { teamStories } from './behavioural-teams.ts';
import type { BuiltInQuestion } from './built-in-question.ts';
import { categoricalQuestions } from './categorical.ts';
import { clinicalReasoningQuestions } from './clinical-reasoning.ts';
import { ethicsQuestions } from './ethics.ts';
import { imgPathQuestions } from './img-path.ts';
import { mayNotAskQuestions } from './may-not-ask.ts';
import { medPedsQuestions } from './med-peds.ts';
import { medPsychQuestions } from './med-psych.ts';
import { motivationQuestions } from './motivation.ts';
import { openingQuestions } from './opening.ts';
import { questionsForUsQuestions } from './questions-for-us.ts';
import { redFlagQuestions } from './red-flags.ts';
import { selfKnowledgeQuestions } from './self-knowledge.ts';
import { smallTalkQuestions } from './small-talk.ts';

/** The deck that everybody has, in the order in which it is shown. */
export const starterDeck = {
	id: 'deck0000000000000001',
	name: 'Starter deck',
	description:
		'Questions over everything a residency interview may touch, with what to listen for.',
	questions: [
		...openingQuestions,
		...motivationQuestions,
		...selfKnowledgeQuestions,
		...patientStories,
		...teamStories,
		...growthStories,
		...ethicsQuestions,
		...imgPathQuestions,
		...redFlagQuestions,
		...medPsychQuestions,
		...medPedsQuestions,
		...categoricalQuestions,
		...awayRotationQuestions,
		...applicationFileQuestions,
		...clinicalReasoningQuestions,
		...smallTalkQuestions,
		...questionsForUsQuestions,
		...mayNotAskQuestions
	] satisfies BuiltInQuestion[]
};

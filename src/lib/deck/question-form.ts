import { toLights } from '../interview/clock.ts';
import {
	paths,
	specialties,
	type Category,
	type Difficulty,
	type QuestionContent
} from './question.ts';

/** Fields of the form in which a question is written; lists are a line each. */
export const questionFieldNames = [
	'prompt',
	'category',
	'tags',
	'targetSeconds',
	'maximumSeconds',
	'difficulty',
	'isStar',
	'followUps',
	'strongAnswer',
	'commonMistakes',
	'rule',
	'gracefulAnswer',
	'needsVisa',
	...specialties.map((specialty) => `specialty-${specialty}` as const),
	...paths.map((path) => `path-${path}` as const)
] as const;

export type QuestionField = (typeof questionFieldNames)[number];
export type QuestionFields = Record<QuestionField, string>;

/** Between what was missing and the follow-up that asks for it. */
const arrow = '→';

/** A question as its form shows it. */
export function toQuestionFields(content: QuestionContent): QuestionFields {
	const { followUpCues = [] } = content;
	const ticked = Object.fromEntries([
		...specialties.map((one) => [
			`specialty-${one}`,
			content.specialties.includes(one) ? 'on' : ''
		]),
		...paths.map((one) => [`path-${one}`, content.paths.includes(one) ? 'on' : ''])
	]) as Record<Extract<QuestionField, `specialty-${string}` | `path-${string}`>, string>;
	return {
		...ticked,
		prompt: content.prompt,
		category: content.category,
		tags: content.tags.join(', '),
		targetSeconds: String(content.targetSeconds),
		maximumSeconds: String(toLights(content).red),
		difficulty: String(content.difficulty ?? 2),
		isStar: content.isStar ? 'on' : '',
		needsVisa: content.needsVisa ? 'on' : '',
		followUps: content.followUps
			.map((one, index) => (followUpCues[index] ? `${followUpCues[index]} ${arrow} ${one}` : one))
			.join('\n'),
		strongAnswer: content.strongAnswer.join('\n'),
		commonMistakes: content.commonMistakes.join('\n'),
		rule: content.rule ?? '',
		gracefulAnswer: content.gracefulAnswer ?? ''
	};
}

/** An empty form, with what most questions have. */
export const emptyQuestionFields: QuestionFields = toQuestionFields({
	prompt: '',
	category: 'behavioural',
	tags: [],
	targetSeconds: 120,
	difficulty: 2,
	followUps: [],
	strongAnswer: [],
	commonMistakes: [],
	isStar: true,
	specialties: [],
	paths: [],
	needsVisa: false
});

const toLines = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean);
const toNumber = (text: string) => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : NaN);

/**
 * What the form says, still to be checked. `old` is the question as it was: lights that were set by hand stay where the
 * times did not change, and a category’s own maximum needs none.
 */
export function toQuestionContent(
	fields: QuestionFields,
	old: QuestionContent | null = null
): QuestionContent {
	const category = fields.category as Category;
	const followUps = toLines(fields.followUps).map((line) => {
		const at = line.indexOf(arrow);
		return at < 0
			? { cue: '', ask: line }
			: { cue: line.slice(0, at).trim(), ask: line.slice(at + arrow.length).trim() };
	});
	const lightSeconds = toLightSeconds(fields, category, old);
	return {
		prompt: fields.prompt.trim(),
		category,
		tags: fields.tags
			.split(',')
			.map((tag) => tag.trim().toLowerCase().replace(/\s+/g, '-'))
			.filter(Boolean),
		targetSeconds: toNumber(fields.targetSeconds),
		difficulty: toNumber(fields.difficulty) as Difficulty,
		followUps: followUps.map(({ ask }) => ask),
		...(followUps.some(({ cue }) => cue) ? { followUpCues: followUps.map(({ cue }) => cue) } : {}),
		strongAnswer: toLines(fields.strongAnswer),
		commonMistakes: toLines(fields.commonMistakes),
		isStar: fields.isStar === 'on',
		specialties: toTicked(specialties, old?.specialties, (one) => fields[`specialty-${one}`]),
		paths: toTicked(paths, old?.paths, (one) => fields[`path-${one}`]),
		needsVisa: fields.needsVisa === 'on',
		...(lightSeconds ? { lightSeconds } : {}),
		...(fields.rule.trim() ? { rule: fields.rule.trim() } : {}),
		...(fields.gracefulAnswer.trim() ? { gracefulAnswer: fields.gracefulAnswer.trim() } : {})
	};
}

/** What is ticked; what was before keeps its order, so that an untouched form changes nothing. */
function toTicked<T>(all: readonly T[], old: readonly T[] = [], toField: (one: T) => string): T[] {
	const ticked = all.filter((one) => toField(one) === 'on');
	return [
		...old.filter((one) => ticked.includes(one)),
		...ticked.filter((one) => !old.includes(one))
	];
}

/** Lights from target and maximum: green at two thirds of the target, amber half-way from it to the maximum. */
function toLightSeconds(
	fields: QuestionFields,
	category: Category,
	old: QuestionContent | null
): QuestionContent['lightSeconds'] {
	const [target, maximum] = [toNumber(fields.targetSeconds), toNumber(fields.maximumSeconds)];
	if (
		old &&
		old.targetSeconds === target &&
		toLights(old).red === maximum &&
		old.category === category
	)
		return old.lightSeconds;
	if (fields.maximumSeconds.trim() === '' || toLights({ category }).red === maximum)
		return undefined;
	return {
		green: Math.round((target * 2) / 3),
		amber: Math.round((target + maximum) / 2),
		red: maximum
	};
}

import * as v from 'valibot';
import {
	categories,
	difficulties,
	paths,
	specialties,
	type QuestionContent
} from '#lib/deck/question.ts';

/** Control characters, and those that turn the direction of the text around them. */
const hidden = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const text = (least: number, most: number) =>
	v.pipe(
		v.string('This wants text.'),
		v.trim(),
		v.minLength(least, least === 1 ? 'This is empty.' : `This has at least ${least} characters.`),
		v.maxLength(most, `This has at most ${most} characters.`),
		v.check((value) => !hidden.test(value), 'There are characters in it that cannot be seen.')
	);

const list = <T>(item: v.GenericSchema<unknown, T>, most: number) =>
	v.pipe(
		v.array(item, 'This wants a list.'),
		v.maxLength(most, `There are at most ${most} of these.`),
		v.check((values) => new Set(values).size === values.length, 'One of these is there twice.')
	);

const seconds = v.pipe(
	v.number('This wants whole seconds.'),
	v.integer('This wants whole seconds.'),
	v.minValue(10, 'This is at least 10 seconds.'),
	v.maxValue(1_200, 'This is at most 1200 seconds.')
);

/** A question as an organisation writes it. The sentences are for whoever wrote it. */
export const questionSchema = v.pipe(
	v.strictObject(
		{
			prompt: text(10, 400),
			category: v.picklist(categories, 'This is none of the categories.'),
			tags: list(
				v.pipe(
					v.string('This wants text.'),
					v.regex(
						/^[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{N}]+)*$/u,
						'A tag is in small letters, with a dash for a space.'
					),
					v.maxLength(40, 'A tag has at most 40 characters.')
				),
				12
			),
			targetSeconds: seconds,
			difficulty: v.optional(v.picklist(difficulties, 'Difficulty is 1, 2 or 3.')),
			followUps: list(text(3, 300), 6),
			followUpCues: v.optional(
				v.pipe(v.array(text(0, 80)), v.maxLength(6, 'There are at most 6 of these.'))
			),
			strongAnswer: list(text(3, 300), 8),
			commonMistakes: list(text(3, 300), 8),
			isStar: v.boolean('This is yes or no.'),
			specialties: list(v.picklist(specialties, 'This is none of the specialties.'), 20),
			paths: list(v.picklist(paths, 'This is none of the paths.'), 5),
			needsVisa: v.boolean('This is yes or no.'),
			lightSeconds: v.optional(
				v.pipe(
					v.strictObject({ green: seconds, amber: seconds, red: seconds }),
					v.check(
						({ green, amber, red }) => green < amber && amber < red,
						'Green comes before amber, and amber before red.'
					)
				)
			),
			rule: v.optional(text(3, 500)),
			gracefulAnswer: v.optional(text(3, 500))
		},
		'This wants a question.'
	),
	v.check(
		({ followUps, followUpCues }) => !followUpCues || followUpCues.length === followUps.length,
		'There is one cue for each follow-up.'
	)
) satisfies v.GenericSchema<unknown, QuestionContent>;

export interface FieldProblem {
	/** The field of `QuestionContent`; empty where it concerns the whole. */
	field: string;
	/** Place in a list, from 0. */
	index: number | null;
	message: string;
}

/** A question, or everything that is wrong with it. */
export function readQuestion(
	value: unknown
): { ok: true; content: QuestionContent } | { ok: false; problems: FieldProblem[] } {
	const result = v.safeParse(questionSchema, value);
	if (result.success) return { ok: true, content: result.output };
	return {
		ok: false,
		problems: result.issues.map(({ path, message, type }) => ({
			field: String(path?.[0]?.key ?? ''),
			index: typeof path?.[1]?.key === 'number' ? path[1].key : null,
			message:
				type === 'strict_object' && path?.length
					? 'There is no such field, or it is missing.'
					: message
		}))
	};
}

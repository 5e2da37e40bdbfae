import type { Scoring } from './interview.ts';
import { toSchedule } from './schedule.ts';

/** What a new interview is made from. `scheduledAt` is an instant (ISO 8601); null: now. */
export interface CreateInput {
	kind: 'mentor' | 'peer' | 'panel';
	organisationId: string;
	/** Null: the other one comes by link. */
	withUserId: string | null;
	/** Further interviewers of a panel; the rest comes by link. */
	panelIds: string[];
	myRole: 'interviewer' | 'candidate';
	scheduledAt: string | null;
	minutes: number;
	planId: string;
	deckId: string;
	rubricVersionId: string;
	scoring: Scoring;
}

/** What may be chosen when an interview is made, and what is chosen when nobody chooses. */
export interface CreateOptions {
	plans: {
		id: string;
		name: string;
		description: string;
		/** Minutes it was made for. */
		minutes: number;
		steps: { label: string; seconds: number }[];
		/** The rubric that goes with it; null: none is there. */
		rubricVersionId: string | null;
	}[];
	decks: { id: string; name: string }[];
	rubrics: { id: string; name: string }[];
	organisations: { id: string; name: string }[];
	people: { userId: string; name: string; role: string; timeZone?: string }[];
	defaults: CreateInput;
}

/** The form's fields as they are typed. */
export interface CreateFields {
	kind: string;
	organisationId: string;
	/** Empty: send a link. */
	withUserId: string;
	panel1: string;
	panel2: string;
	panel3: string;
	myRole: string;
	when: string;
	at: string;
	minutes: string;
	planId: string;
	deckId: string;
	rubricVersionId: string;
	scoring: string;
}

/** Where further interviewers of a panel are chosen. */
export const panelFields = ['panel1', 'panel2', 'panel3'] as const;

export type CreateErrors = Partial<Record<keyof CreateFields, string>>;

export const createFieldNames = [
	'kind',
	'organisationId',
	'withUserId',
	'panel1',
	'panel2',
	'panel3',
	'myRole',
	'when',
	'at',
	'minutes',
	'planId',
	'deckId',
	'rubricVersionId',
	'scoring'
] as const satisfies readonly (keyof CreateFields)[];

/** The form as it opens: valid as it stands. `at` is the first suggestion for a set time. */
export function toCreateFields(defaults: CreateInput, at: string): CreateFields {
	return {
		kind: defaults.kind,
		organisationId: defaults.organisationId,
		withUserId: defaults.withUserId ?? '',
		panel1: '',
		panel2: '',
		panel3: '',
		myRole: defaults.myRole,
		when: defaults.scheduledAt ? 'later' : 'now',
		at,
		minutes: String(defaults.minutes),
		planId: defaults.planId,
		deckId: defaults.deckId,
		rubricVersionId: defaults.rubricVersionId,
		scoring: defaults.scoring
	};
}

/** What the fields ask for, or a sentence at each field that asks for something that is not there. */
export function toCreateInput(
	fields: CreateFields,
	options: CreateOptions,
	zone: string,
	now: number
): { ok: true; input: CreateInput } | { ok: false; errors: CreateErrors } {
	const errors: CreateErrors = {};
	const {
		kind,
		organisationId,
		withUserId,
		myRole,
		when,
		planId,
		deckId,
		rubricVersionId,
		scoring
	} = fields;

	if (kind !== 'mentor' && kind !== 'peer' && kind !== 'panel')
		errors.kind = 'Choose a mentor mock, a peer swap or a panel.';

	if (!options.organisations.some(({ id }) => id === organisationId))
		errors.organisationId = 'Choose one of your organisations.';
	if (withUserId && !options.people.some(({ userId }) => userId === withUserId))
		errors.withUserId = 'Choose somebody from the list, or send a link.';
	const panelIds: string[] = [];
	for (const field of panelFields) {
		const id = fields[field];
		if (!id) continue;
		if (!options.people.some(({ userId }) => userId === id))
			errors[field] = 'Choose somebody from the list, or send a link.';
		else if (id === withUserId || panelIds.includes(id))
			errors[field] = 'This person has a seat already. Choose somebody else, or send a link.';
		panelIds.push(id);
	}
	if (myRole !== 'interviewer' && myRole !== 'candidate')
		errors.myRole = 'Choose your part: interviewer or candidate.';
	if (when !== 'now' && when !== 'later') errors.when = 'Choose now or a set time.';
	if (!options.plans.some(({ id }) => id === planId))
		errors.planId = 'Choose a plan from the list.';
	if (!options.decks.some(({ id }) => id === deckId))
		errors.deckId = 'Choose a deck from the list.';
	if (!options.rubrics.some(({ id }) => id === rubricVersionId))
		errors.rubricVersionId = 'Choose a rubric from the list.';
	if (scoring !== 'alone' && scoring !== 'together')
		errors.scoring = 'Choose how scores are given.';

	const schedule = toSchedule(
		{ when: when === 'later' ? 'later' : 'now', at: fields.at, minutes: fields.minutes },
		zone,
		now
	);
	if (!schedule.ok) Object.assign(errors, schedule.errors);
	if (Object.keys(errors).length > 0 || !schedule.ok) return { ok: false, errors };

	return {
		ok: true,
		input: {
			kind: kind as CreateInput['kind'],
			organisationId,
			withUserId: withUserId || null,
			panelIds: kind === 'panel' ? panelIds : [],
			myRole: myRole as CreateInput['myRole'],
			scheduledAt: schedule.scheduledAt,
			minutes: schedule.minutes,
			planId,
			deckId,
			rubricVersionId,
			scoring: scoring as Scoring
		}
	};
}

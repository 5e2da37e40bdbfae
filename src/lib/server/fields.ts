import * as v from 'valibot';
import {
	findEmailProblem,
	hidden,
	hiddenMessage,
	maxNameLength,
	maxPasswordLength,
	memberRoles,
	minPasswordLength,
	organisationKinds,
	toEmail
} from '../account/account.ts';
import { paths, specialties } from '../deck/question.ts';
import { visibilities } from '../progress/visibility.ts';
import { isTimeZone } from '../time/zone.ts';
import { isCommonPassword } from './common-passwords.ts';

export { hidden, hiddenMessage };

/** Characters as a person counts them, nearly: code points. */
const toLength = (text: string) => [...text].length;

/** One line of text that has to be there. */
function line(missing: string, what: string, max: number) {
	return v.pipe(
		v.string(missing),
		v.trim(),
		v.nonEmpty(missing),
		v.check((text) => toLength(text) <= max, tooLong(what, max)),
		v.check((text) => !hidden.test(text), hiddenMessage)
	);
}

export function tooLong(what: string, max: number) {
	return (issue: { input: string }) =>
		`${what} has at most ${max} characters; this has ${toLength(issue.input)}.`;
}

export const name = line('Type your name.', 'A name', maxNameLength);
export const organisationName = line('Give it a name.', 'A name', maxNameLength);

export const email = v.pipe(
	v.string('Type an e-mail address.'),
	v.transform(toEmail),
	v.check(
		(text) => findEmailProblem(text) === null,
		({ input }) => findEmailProblem(input) ?? ''
	)
);

/** A password that is being chosen. */
export const newPassword = v.pipe(
	v.string('Choose a password.'),
	v.nonEmpty('Choose a password.'),
	v.check(
		(text) => toLength(text) >= minPasswordLength,
		`A password has at least ${minPasswordLength} characters. A few words in a row are easy to remember.`
	),
	v.check((text) => toLength(text) <= maxPasswordLength, tooLong('A password', maxPasswordLength)),
	v.check((text) => !hidden.test(text), hiddenMessage),
	v.check(
		(text) => !isCommonPassword(text),
		'Many people have this password, so it is guessed first. Choose another one.'
	)
);

/** A password that is being given. */
export const password = v.pipe(
	v.string('Type your password.'),
	v.nonEmpty('Type your password.'),
	v.check((text) => toLength(text) <= maxPasswordLength, tooLong('A password', maxPasswordLength))
);

/** A hidden field that scripts fill; without them UTC, until the person says otherwise. */
export const guessedTimeZone = v.pipe(
	v.string(),
	v.transform((zone) => (zone.length <= 64 && isTimeZone(zone) ? zone : 'UTC'))
);

export const timeZone = v.pipe(
	v.string('Choose your time zone.'),
	v.nonEmpty('Choose your time zone.'),
	v.check((zone) => zone.length <= 64 && isTimeZone(zone), 'We do not know this time zone.')
);

/** A choice that may be left open; an empty value is null. */
function choice<const Options extends readonly string[]>(options: Options) {
	return v.pipe(
		v.union([v.literal(''), v.picklist(options)], 'Choose one of the list.'),
		v.transform((value): Options[number] | null => (value === '' ? null : value))
	);
}

export const specialty = choice(specialties);
export const path = choice(paths);
export const needsVisa = v.pipe(
	v.picklist(['', 'yes', 'no'], 'Choose one of the list.'),
	v.transform((value) => (value === '' ? null : value === 'yes'))
);

export const memberRole = v.picklist(memberRoles, 'Choose a role.');
export const organisationKind = v.picklist(organisationKinds, 'Choose what it is.');

/** An id as we make them, in a hidden field or behind a choice. */
export const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, 'Choose one of the list.'));

/** The version of what a form was filled from, in a hidden field. */
export const version = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));

/** A day that the calendar has: 31 February is read as 3 March and refused. */
function isDay(text: string): boolean {
	const at = /^20\d\d-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** An instant as the page was told it. */
export const isoTime = v.pipe(v.string(), v.isoTimestamp());

/** A day as a date field sends it, `2026-12-04`; empty is none. */
export const dayOrNone = v.pipe(
	v.string('Choose a day.'),
	v.check((day) => day === '' || isDay(day), 'Choose a day, such as 2026-12-04.'),
	v.transform((day) => day || null)
);

export const visibility = v.picklist(visibilities, 'Choose one of the list.');

/** Some sentences that may be missing. */
export const description = v.pipe(
	v.string(),
	v.trim(),
	v.check((text) => toLength(text) <= 400, tooLong('A description', 400)),
	v.check((text) => !hidden.test(text.replace(/\r?\n/g, ' ')), hiddenMessage)
);

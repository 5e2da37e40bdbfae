import { pathNames, specialtyNames, type Path, type Specialty } from '../deck/question.ts';
import {
	kindWords,
	lineKinds,
	readThemes,
	themeNames,
	type BasicField,
	type FileLine,
	type LineKind,
	type LineValues
} from './line.ts';

export interface Basics {
	specialty: Specialty | null;
	path: Path | null;
	needsVisa: boolean | null;
	/** As `2026-12-04`. */
	realInterviewOn: string | null;
	/** *What I want feedback on today.* */
	wish: string;
	/** Which of them an interviewer sees. */
	open: readonly BasicField[];
}

export interface BriefLine {
	/** The line in a few words. */
	title: string;
	details: string[];
}

/** What an interviewer is shown of a candidate's file: ticked lines, and what the candidate wants to hear about. */
export interface Brief {
	candidateId: string;
	candidateName: string;
	wish: string;
	groups: { heading: string; lines: BriefLine[] }[];
}

const monthFormat = new Intl.DateTimeFormat('en', {
	month: 'long',
	year: 'numeric',
	timeZone: 'UTC'
});

/** `2025-06` as `June 2025`. */
export const toMonth = (value: string): string => monthFormat.format(new Date(`${value}-01`));

/** `June 2025 to July 2025`, `since June 2025`, or nothing. */
export function toSpan({ from, to }: LineValues): string {
	if (from && to) return from === to ? toMonth(from) : `${toMonth(from)} to ${toMonth(to)}`;
	return from ? `since ${toMonth(from)}` : to ? `until ${toMonth(to)}` : '';
}

const ordinals = ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
export const toOrdinal = (attempt: number): string => ordinals[attempt] ?? `${attempt}th`;
export const readAttempt = ({ attempt }: LineValues): number => Number(attempt || '1');

const results: Record<string, string> = {
	passed: 'passed',
	failed: 'not passed',
	waiting: 'waiting for the result'
};
const letters: Record<string, string> = {
	asked: 'Letter asked for',
	promised: 'Letter promised',
	sent: 'Letter sent'
};

const join = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(', ');

const titles: Record<LineKind, (values: LineValues) => string> = {
	exam: (values) =>
		join(
			values.exam,
			readAttempt(values) > 1 ? `${toOrdinal(readAttempt(values))} attempt` : '',
			values.takenOn && toMonth(values.takenOn),
			results[values.result ?? ''],
			values.score
		),
	gap: (values) => join(values.reason, toSpan(values)),
	rotation: (values) => join(values.place, toSpan(values)),
	cv: (values) => join(values.title, toSpan(values)),
	programme: ({ name, city }) => join(name, city),
	story: ({ title }) => title ?? ''
};

/** A line as one reads it in a list. */
export const toLineTitle = (kind: LineKind, values: LineValues): string => titles[kind](values);

/** A story's own words stay with the candidate: who has read it hears another answer. */
const details: Record<LineKind, (values: LineValues) => (string | undefined)[]> = {
	exam: ({ changed }) => [changed],
	gap: ({ changed }) => [changed],
	rotation: ({ taught, letter, writer }) => [
		taught,
		letter && join(letters[letter], writer && `from ${writer}`)
	],
	cv: ({ details: words }) => [words],
	programme: ({ likes, whyHere }) => [whyHere, likes],
	story: (values) => [
		readThemes(values)
			.map((theme) => themeNames[theme])
			.join(', ')
	]
};

const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });

function toBasicLines({ specialty, path, needsVisa, realInterviewOn, open }: Basics): BriefLine[] {
	const words: Record<BasicField, string | null> = {
		specialty: specialty && specialtyNames[specialty],
		path: path && pathNames[path],
		needsVisa: needsVisa === null ? null : needsVisa ? 'Needs a visa' : 'Needs no visa',
		realInterviewOn:
			realInterviewOn && `First interview on ${dayFormat.format(new Date(realInterviewOn))}`
	};
	return open.flatMap((field) => {
		const title = words[field];
		return title ? [{ title, details: [] }] : [];
	});
}

/** The brief of a file, or null where there is nothing to tell. Lines that are not ticked never enter it. */
export function toBrief(
	candidate: { userId: string; name: string },
	basics: Basics,
	lines: readonly FileLine[]
): Brief | null {
	const ticked = lines.filter(({ isOpen }) => isOpen);
	const groups = [
		{ heading: 'Preparing for', lines: toBasicLines(basics) },
		...lineKinds.map((kind) => ({
			heading: kindWords[kind].heading,
			lines: ticked
				.filter((line) => line.kind === kind)
				.map(({ values }) => ({
					title: toLineTitle(kind, values),
					details: details[kind](values).flatMap((one) => one || [])
				}))
		}))
	].filter((group) => group.lines.length > 0);
	if (groups.length === 0 && !basics.wish) return null;
	return {
		candidateId: candidate.userId,
		candidateName: candidate.name,
		wish: basics.wish,
		groups
	};
}

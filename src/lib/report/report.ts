import { toClockFace } from '../interview/clock.ts';
import { kindNames } from '../interview/words.ts';
import type { InterviewOutcome, RoundOutcome } from '../interview/views.ts';
import { toAxis, toAxisLabels, type AxisLabel } from '../progress/chart.ts';
import { plainMeanWords, toFigure, toMean } from '../progress/means.ts';
import { toNames } from '../progress/names.ts';
import { toWeightWords } from '../rubric/rubric.ts';
import { toCalibrationSentence } from '../progress/sentences.ts';
import { seriesNames } from '../progress/series-words.ts';
import { toSummary } from '../progress/summary.ts';
import {
	companies,
	companyNames,
	speechIds,
	speechNames,
	toSpeechLayers,
	type SpeechFigure
} from '../progress/speech.ts';
import type { EntryView, Line, SeasonView } from '../progress/view.ts';
import { toDate } from '../time/when.ts';
import { toLetterWidth } from './letter-width.ts';

/** What a report says, before it is drawn: two pages, so long lists and texts are cut and say so. */
export interface Report {
	title: string;
	lead: string;
	parts: Part[];
	/** At the foot of each page. */
	foot: string;
}

export type Part =
	| { kind: 'heading'; text: string }
	| { kind: 'words'; label: string; text: string }
	| { kind: 'sentence'; text: string }
	| { kind: 'table'; head: string[]; rows: string[][] }
	/** `labels` are the dates along its bottom, in the maker's zone. */
	| { kind: 'chart'; line: Line; at: number[]; labels: AxisLabel[] };

/** What fits on two pages. */
const mostCriteria = 16;
const mostInterviews = 12;
/** So many beside everything else at its longest; what that leaves free is theirs. */
const fewestInterviews = 4;
/** About the letters of a line of words. */
const lettersInLine = 95;
const mostAnswers = 14;
const mostCharacters = 900;
const mostPromptCharacters = 110;

/** A time's day and the maker's own zone. */
export interface ReportReader {
	timeZone: string;
	/** ISO 8601. */
	now: string;
}

/** A season as one person may show it. */
export function toSeasonReport(season: SeasonView, reader: ReportReader): Report {
	const { entries, lines, next } = season;
	const [whole, ...criteria] = lines;
	const [first, last] = [entries[0], entries.at(-1)];
	const span =
		first && last
			? first.date === last.date
				? ` on ${first.date}`
				: ` from ${first.date} to ${last.date}`
			: '';
	const parts: Part[] = [];
	if (next.strength)
		parts.push({ kind: 'words', label: 'Strength', text: clip(next.strength.text) });
	if (next.nextStep)
		parts.push({ kind: 'words', label: 'Next step', text: clip(next.nextStep.text) });
	if (whole) {
		parts.push({ kind: 'heading', text: whole.name });
		for (const { series, sentence } of whole.layers)
			parts.push({ kind: 'sentence', text: `${seriesNames[series].theirs}: ${sentence}` });
		parts.push(toChart(whole, entries, reader));
		const raters = whole.layers.map((layer) => layer.raters).find(Boolean);
		if (raters) parts.push({ kind: 'sentence', text: raters });
		parts.push({ kind: 'sentence', text: plainMeanWords });
		parts.push({ kind: 'sentence', text: toSummary(lines) });
	}
	if (criteria.length > 0) {
		parts.push({ kind: 'heading', text: 'Criterion by criterion' });
		parts.push({
			kind: 'table',
			head: ['Criterion', 'Stands at', 'What it says'],
			rows: criteria.slice(0, mostCriteria).map(({ name, layers }) => {
				const end = layers[0]?.line.at(-1)?.at(-1);
				const level = end
					? `${toFigure(end.value)} (${toFigure(end.low)} to ${toFigure(end.high)})`
					: '–';
				return [name, level, layers[0]?.sentence ?? ''];
			})
		});
		parts.push(...toRest(criteria.length - mostCriteria, 'more criteria'));
	}
	parts.push(...toSpeechParts(season.speech, entries));
	const mostShown = toRoomForInterviews(parts);
	if (entries.length > 0) {
		parts.push({ kind: 'heading', text: 'Own eye' });
		parts.push({
			kind: 'sentence',
			text: toCalibrationSentence(season.calibration, { subject: 'They', own: 'themself' })
		});
		parts.push({ kind: 'heading', text: 'Interviews' });
		parts.push({
			kind: 'table',
			head: ['Day', 'Kind', 'With', 'Answers', 'All criteria'],
			rows: entries
				.map((entry, index) => [
					entry.date,
					kindNames[entry.kind],
					toNames(entry.withNames) || '–',
					String(entry.answers),
					toFigure(whole?.layers[0]?.values[index] ?? null) ?? '–'
				])
				.slice(-mostShown)
				.reverse()
		});
		parts.push(...toRest(entries.length - mostShown, 'earlier interviews'));
	}
	const count =
		entries.length === 1 ? '1 finished interview' : `${entries.length} finished interviews`;
	return {
		title: season.candidate.name,
		lead: `A season of practice: ${count}${span}.`,
		parts,
		foot: toFoot(season.candidate.name, reader)
	};
}

/** What the brackets of the speaking figures hold: SPEC 14.3. */
const rangeWords =
	'The latest evening; in brackets where half of them lie, under four the lowest and the highest.';

function toChart(line: Line, entries: readonly EntryView[], { timeZone }: ReportReader): Part {
	const at = entries.map(({ finishedAt }) => Date.parse(finishedAt));
	const dates = entries.map(({ date }) => date);
	return { kind: 'chart', line, at, labels: toAxisLabels(at, dates, toAxis(at, timeZone)) };
}

/** A row for each speaking figure, a column for each kind of evenings. */
function toSpeechParts(
	speech: readonly SpeechFigure[],
	entries: readonly Pick<EntryView, 'kind'>[]
): Part[] {
	if (speech.length === 0) return [];
	const kinds = entries.map(({ kind }) => kind);
	const given = speech.map((figure) => ({ id: figure.id, layers: toSpeechLayers(figure, kinds) }));
	const shown = companies.filter((company) =>
		given.some(({ layers }) => layers.some((layer) => layer.company === company))
	);
	const rows = given.map(({ id, layers }) => [
		id === 'length' ? 'Answer length, of the target' : speechNames[id],
		...shown.map((company) => layers.find((layer) => layer.company === company)?.short ?? '–')
	]);
	const head = ['Speaking', ...shown.map((company) => companyNames[company])];
	return [
		{ kind: 'heading', text: 'How it was spoken' },
		{ kind: 'table', head, rows },
		{ kind: 'sentence', text: rangeWords }
	];
}

/** One candidate's round of a finished interview. */
export function toInterviewReport(
	{ interview }: Pick<InterviewOutcome, 'interview'>,
	round: RoundOutcome,
	reader: ReportReader
): Report {
	const name = round.candidate?.name ?? '';
	const others = interview.people
		.filter(({ userId, role }) => userId !== round.candidate?.userId && role !== 'observer')
		.map((person) => person.name);
	const parts: Part[] = [];
	if (round.strengths.trim())
		parts.push({ kind: 'words', label: 'Strengths', text: clip(round.strengths) });
	if (round.nextSteps.trim())
		parts.push({ kind: 'words', label: 'Next steps', text: clip(round.nextSteps) });
	const rows = round.criteria.flatMap(({ id, name, weight }) => {
		const theirs = toMean(toMarks(round, id, 'interviewer'));
		const own = toMean(toMarks(round, id, 'self'));
		const agreed = round.items.find((item) => item.criterionId === id)?.agreed ?? null;
		if (theirs === null && own === null && agreed === null) return [];
		return [
			[
				[name, toWeightWords(weight)].filter(Boolean).join(', '),
				...[theirs, own, agreed].map((value) => toFigure(value) ?? '–')
			]
		];
	});
	if (rows.length > 0) {
		parts.push({ kind: 'heading', text: 'Ratings, from 1 to 5' });
		parts.push({
			kind: 'table',
			head: ['Criterion', 'Interviewer', 'Self', 'Agreed'],
			rows: rows.slice(0, mostCriteria)
		});
		parts.push(...toRest(rows.length - mostCriteria, 'more criteria'));
	}
	parts.push(...toDiscussions(round));
	if (round.answers.length > 0) {
		parts.push({ kind: 'heading', text: 'What was asked' });
		parts.push({
			kind: 'table',
			head: ['Question', 'Answer', 'Target'],
			rows: round.answers
				.slice(0, mostAnswers)
				.map(({ prompt, durationMs, targetSeconds }) => [
					clip(prompt, mostPromptCharacters),
					durationMs === null ? '–' : toClockFace(durationMs),
					toClockFace(targetSeconds * 1000)
				])
		});
		parts.push(...toRest(round.answers.length - mostAnswers, 'more answers'));
	}
	const day = interview.finishedAt ? toDate(interview.finishedAt, reader.timeZone, reader.now) : '';
	return {
		title: name,
		lead: `${kindNames[interview.kind]}${others.length > 0 ? ` with ${toNames(others)}` : ''}, ${day}.`,
		parts,
		foot: toFoot(name, reader)
	};
}

const toMarks = (round: RoundOutcome, criterionId: string, kind: 'interviewer' | 'self') =>
	round.scorecards
		.filter((card) => card.raterKind === kind && card.state === 'given')
		.map((card) => card.marks.find((one) => one.criterionId === criterionId)?.mark)
		.map((mark) => (typeof mark === 'number' ? mark : null));

/** What was said where numbers differed, criterion by criterion. */
function toDiscussions({ criteria, items }: RoundOutcome): Part[] {
	const told = criteria.flatMap(({ id, name }): Part[] => {
		const text = items.find((item) => item.criterionId === id)?.discussion.trim();
		return text ? [{ kind: 'words', label: `About the gap: ${name}`, text: clip(text) }] : [];
	});
	return [...told.slice(0, mostCriteria), ...toRest(told.length - mostCriteria, 'more gaps')];
}

const toFoot = (name: string, { timeZone, now }: ReportReader) =>
	`Mock Rounds · ${name} · made on ${toDate(now, timeZone, now)} ${now.slice(0, 4)} · ratings are practice, not a forecast`;

/** Interviews that still fit on two pages: a line each of those that words, criteria and speaking figures leave free. */
function toRoomForInterviews(before: readonly Part[]): number {
	const longest = 2 * (mostCharacters / lettersInLine) + mostCriteria + speechIds.length;
	const used = before.reduce((sum, part) => {
		if (part.kind === 'words') return sum + part.text.length / lettersInLine;
		return part.kind === 'table' ? sum + part.rows.length : sum;
	}, 0);
	return Math.min(mostInterviews, fewestInterviews + Math.max(0, Math.floor(longest - used)));
}

const toRest = (count: number, what: string): Part[] =>
	count > 0 ? [{ kind: 'sentence', text: `And ${count} ${what}.` }] : [];

function clip(text: string, most = mostCharacters): string {
	let shown = '';
	let width = 0;
	for (const letter of text.trim()) {
		width += toLetterWidth(letter);
		if (width > most) return `${shown.trimEnd()} …`;
		shown += letter;
	}
	return shown;
}

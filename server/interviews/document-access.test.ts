import { describe, expect, it } from 'vitest';
import type { DocumentName } from '#lib/collab/documents.ts';
import { phases, roles, type Phase, type Role } from '#lib/interview/interview.ts';
import { starterCriterion } from '../../tests/support/criterion.ts';
import { toPolicy, toRights } from './document-access.ts';

const me = 'mmmmmmmmmmmmmmmmmmmm';
const other = 'oooooooooooooooooooo';
const roundId = 'rrrrrrrrrrrrrrrrrrrr';
const documents: Record<string, DocumentName> = {
	stage: { kind: 'stage', interviewId: 'iiiiiiiiiiiiiiiiiiii' },
	cues: { kind: 'cues', roundId },
	sideTalk: { kind: 'side-talk', roundId },
	feedback: { kind: 'feedback', roundId },
	own: { kind: 'scorecard', roundId, userId: me },
	theirs: { kind: 'scorecard', roundId, userId: other },
	notes: { kind: 'notes', roundId, userId: me },
	theirNotes: { kind: 'notes', roundId, userId: other }
};

function rights(document: string, role: Role, phase: Phase, isRevealed: boolean) {
	const { canRead, canWrite } = toRights(
		documents[document]!,
		{ userId: me, role },
		{ phase },
		isRevealed
	);
	return `${canRead ? 'r' : '-'}${canWrite ? 'w' : '-'}`;
}

describe('who reads and writes which document', () => {
	it.each([
		['stage', 'r-', 'r-', 'r-'],
		['cues', '--', 'r-', '--'],
		['sideTalk', '--', 'r-', 'r-'],
		['feedback', 'rw', 'rw', 'r-'],
		['own', 'rw', 'rw', 'rw'],
		['theirs', '--', '--', '--'],
		['notes', 'rw', 'rw', 'r-'],
		['theirNotes', '--', '--', '--']
	])(
		'before the reveal %s is %s for a candidate, %s for an interviewer, %s for an observer',
		(document, ...expected) => {
			for (const phase of ['open', 'live', 'debrief'] as const)
				expect(roles.map((role) => rights(document, role, phase, false))).toEqual(expected);
		}
	);

	it('after the reveal everybody reads all scorecards and nobody writes one', () => {
		for (const role of roles)
			for (const document of ['own', 'theirs'])
				expect(rights(document, role, 'debrief', true)).toBe('r-');
	});

	it('nothing is writable before the room is open and after it is over', () => {
		for (const phase of phases.filter((one) => !['open', 'live', 'debrief'].includes(one)))
			for (const role of roles)
				for (const document of Object.keys(documents))
					expect(rights(document, role, phase, false)).toMatch(/-$/);
	});

	it('nobody ever reads another’s notes', () => {
		for (const phase of phases)
			for (const role of roles)
				for (const isRevealed of [true, false])
					expect(rights('theirNotes', role, phase, isRevealed)).toBe('--');
	});
});

describe('what a document may hold', () => {
	const criteria = [starterCriterion('structure')];
	const policy = (
		document: string,
		scoring: 'alone' | 'together',
		isRevealed: boolean,
		role: Role = 'interviewer'
	) => toPolicy(documents[document]!, { userId: me, role }, { scoring }, isRevealed, criteria);

	it('an agreed rating is proposed under the own id, after the reveal, from 1 to 5', () => {
		const revealed = policy('feedback', 'alone', true);
		expect(revealed.canSet('agreed', `structure:${me}`, 3)).toBe(true);
		expect(revealed.canSet('agreed', `structure:${me}`, undefined)).toBe(true);
		for (const [key, value] of [
			[`structure:${other}`, 3],
			[`structure:${other}`, undefined],
			[`unknown:${me}`, 3],
			[`structure:${me}`, 6],
			[`structure:${me}`, '3'],
			[`structure:${me}`, 'not-seen'],
			['structure', 3],
			[`structure:${me}:x`, 3]
		] as const)
			expect(revealed.canSet('agreed', key, value), `${key} = ${value}`).toBe(false);
		const sealed = policy('feedback', 'alone', false);
		expect(sealed.roots.has('agreed')).toBe(false);
		expect(sealed.canSet('agreed', `structure:${me}`, 3)).toBe(false);
	});

	it('a gap is written about after the reveal, under a criterion of the rubric', () => {
		const rootsOf = (scoring: 'alone' | 'together', isRevealed: boolean) =>
			[...policy('feedback', scoring, isRevealed).roots].filter(([root]) =>
				/discussion/.test(root)
			);
		expect(rootsOf('alone', true)).toEqual([['discussion:structure', 'text']]);
		expect(rootsOf('alone', false)).toEqual([]);
		expect(rootsOf('together', true)).toEqual([]);
	});

	it('shared ratings exist only in together, live', () => {
		expect(policy('feedback', 'together', false).canSet('together', 'structure', 'not-seen')).toBe(
			true
		);
		expect(policy('feedback', 'alone', true).roots.has('together')).toBe(false);
		expect(policy('own', 'together', false).roots.has('ratings')).toBe(false);
	});

	it('a scorecard holds levels and not seen, ticks and own evidence, and nothing else', () => {
		const own = policy('own', 'alone', false);
		expect(own.canSet('ratings', 'structure', 5)).toBe(true);
		expect(own.canSet('ratings', 'structure', 0)).toBe(false);
		expect(own.canSet('ratings', '__proto__', 5)).toBe(false);
		expect(own.canSet('ticks', `${roundId}:3`, true)).toBe(true);
		expect(own.canSet('ticks', `${roundId}:3`, 'yes')).toBe(false);
		for (const [field, value] of [
			['length', 'long'],
			['answered', 'no'],
			['impression', 'rehearsed'],
			['level', 5],
			['fillers', 12],
			['pin:42000', 'Lost the thread'],
			['pin:42000', undefined]
		] as const)
			expect(own.canSet('answers', `${roundId}:${field}`, value), field).toBe(true);
		for (const [field, value] of [
			['length', 'constructor'],
			['constructor', 'length'],
			['level', 6],
			['fillers', 1.5],
			['fillers', 1000],
			['pin:x', 'Lost'],
			['pin:1', 'x'.repeat(201)],
			['pin:1', true]
		] as const)
			expect(own.canSet('answers', `${roundId}:${field}`, value), field).toBe(false);
		expect([...own.roots.keys()].sort()).toEqual([
			'answers',
			'evidence:structure',
			'ratings',
			'ticks'
		]);
	});

	it('an observer’s card holds a count of filler words, and no rating, tick, pin or word', () => {
		for (const scoring of ['alone', 'together'] as const) {
			const own = policy('own', scoring, false, 'observer');
			expect([...own.roots.keys()]).toEqual(['answers']);
			expect(own.canSet('answers', `${roundId}:fillers`, 3)).toBe(true);
			expect(own.canSet('answers', `${roundId}:fillers`, undefined)).toBe(true);
			for (const [root, key, value] of [
				['answers', `${roundId}:fillers`, '3'],
				['answers', `${roundId}:fillers`, 1_000],
				['answers', `${roundId}:level`, 4],
				['answers', `${roundId}:length`, 'long'],
				['answers', `${roundId}:pin:42000`, 'Lost the thread'],
				['answers', 'x:fillers', 3],
				['ratings', 'structure', 5],
				['ticks', `${roundId}:3`, true]
			] as const)
				expect(own.canSet(root, key, value), `${root} ${key} = ${value}`).toBe(false);
		}
	});
});

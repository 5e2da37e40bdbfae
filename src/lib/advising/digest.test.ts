import { describe, expect, test } from 'vitest';
import { toDigest, toDigestLetter, toDigestWeek } from './digest.ts';
import type { QueueRow, ReasonKind } from './queue.ts';

const now = '2026-11-23T12:00:00.000Z';
const row = (name: string, kinds: ReasonKind[], more: Partial<QueueRow> = {}): QueueRow => ({
	userId: name,
	name,
	organisationId: 'school',
	organisationName: 'School',
	reasons: kinds.map((kind) => ({ kind, sentence: `Secret of ${name}: 2.4` })),
	cleared: null,
	mocks: 3,
	lastSharedAt: null,
	nextAt: null,
	word: 'steady',
	...more
});
const letter = (rows: QueueRow[], overdue = 0) =>
	toDigestLetter(
		toDigest(
			rows,
			Array.from({ length: overdue }, () => ({ state: 'overdue' as const })),
			now
		),
		'Dr Feldman',
		'https://rounds.example'
	);

describe('[12.1] when', () => {
	test.each([
		['2026-11-23T11:59:00Z', 'America/New_York', null],
		['2026-11-23T12:00:00Z', 'America/New_York', '2026-11-23'],
		['2026-11-24T04:59:00Z', 'America/New_York', '2026-11-23'],
		['2026-11-24T05:00:00Z', 'America/New_York', null],
		['2026-11-22T18:00:00Z', 'Pacific/Auckland', '2026-11-23'],
		['2026-11-23T01:30:00Z', 'Asia/Kolkata', '2026-11-23']
	])('%s in %s: %s', (at, zone, week) => {
		expect(toDigestWeek(Date.parse(at), zone)).toBe(week);
	});
});

describe('[12.2] the letter', () => {
	test('counts, and names nobody', () => {
		const rows = [
			row('Amara', ['two-hard-nights', 'slipping']),
			row('Chen', ['slipping'], { lastSharedAt: '2026-11-20T12:00:00.000Z' }),
			row('Nour', ['slipping'], {
				cleared: { kind: 'talked', note: 'Called.', until: now, at: now }
			}),
			row('Sofia', [])
		];
		const { subject, text } = letter(rows, 2)!;
		expect(subject).toBe('2 wait for a word from you');
		expect(text).toBe(
			[
				'Dr Feldman,',
				'',
				'2 of the 4 you follow wait for a word from you:',
				'- Two hard nights: 1',
				'- Slipping: 1',
				'',
				'One shared an interview in the last seven days.',
				'2 assigned practices are overdue.',
				'',
				'Who, and why: https://rounds.example/advising',
				'',
				'You get this on Mondays. Turn it off: https://rounds.example/account',
				''
			].join('\n')
		);
		for (const { name } of rows) expect(text).not.toContain(name);
		expect(text).not.toMatch(/Secret|2\.4|Called/);
	});

	test('a quiet week says so; who follows nobody gets none', () => {
		expect(letter([row('Sofia', [])])).toMatchObject({
			subject: 'Nobody waits for a word from you',
			text: expect.stringContaining('nobody waits for a word from you this week.')
		});
		expect(letter([])).toBeNull();
	});
});

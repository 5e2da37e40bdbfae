import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { givenAccounts } from '../../tests/support/accounts.ts';
import type { Letter } from '../mail/mail.ts';
import { createBulkInvitationService } from './bulk-invitation-service.ts';
import { readInvitationFile } from './invitation-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => {
	const result = readInvitationFile(bytes(text));
	return result.ok
		? result.rows
		: result.problems.map(({ line, column, message }) => `${line} ${column}: ${message}`);
};

describe('a file of people', () => {
	test('is read with its roles, as spreadsheets save it', () => {
		expect(
			read('\uFEFFEmail;Role\r\n Amara@Example.org ;Mentor\r\n\r\nchen@example.org;\r\n')
		).toEqual([
			{ line: 2, email: 'amara@example.org', role: 'mentor' },
			{ line: 4, email: 'chen@example.org', role: 'candidate' }
		]);
	});
	test.each([
		['', ['1 : The file is empty.']],
		[
			'name,role\nAmara,mentor',
			['1 email: This column is missing.', '1 name: We do not know this column.']
		],
		[
			'email,role\nnobody,boss\n=cmd@x.org,mentor\n+a@x.org,\na@x.org,\nA@x.org,',
			[
				'2 email: This does not look like an e-mail address, such as name@example.org.',
				'2 role: A role is one of: candidate, mentor, advisor, admin.',
				'3 email: This cell begins like a formula. Type the address alone.',
				'4 email: This cell begins like a formula. Type the address alone.',
				'6 email: This address is in line 5 already.'
			]
		],
		['email,role\na@x.org,mentor,more', ['2 3: This line has more cells than there are columns.']],
		['email,email\na@x.org,b@x.org', ['1 email: This column is there twice.']],
		[
			'email\n\u202ea@x.org',
			['2 email: There are characters in it that cannot be seen. Type it instead of pasting.']
		]
	])('every problem by line and column: %j', (text, problems) => {
		expect(read(text)).toEqual(problems);
	});
	test('holds at most 200 people', () => {
		const lines = Array.from({ length: 201 }, (_, index) => `p${index}@x.org`);
		expect(read(['email', ...lines].join('\n'))).toEqual([
			'202 : A file holds at most 200 people. Split it.'
		]);
	});
	test('packed ones and other encodings are refused by name', () => {
		expect(readInvitationFile(new Uint8Array([0x50, 0x4b, 3, 4]))).toMatchObject({ ok: false });
		expect(readInvitationFile(new Uint8Array([0xff, 0xfe, 0, 0]))).toMatchObject({ ok: false });
	});
});

describe('many invitations', () => {
	let app: Awaited<ReturnType<typeof givenAccounts>>;
	let bulk: ReturnType<typeof createBulkInvitationService>;
	const letters: Letter[] = [];
	const faults: unknown[] = [];
	beforeAll(async () => {
		app = await givenAccounts();
		bulk = createBulkInvitationService({
			db: app.db,
			linkOrigin: 'https://rounds.example',
			mail: {
				isOn: true,
				send: async (letter) => {
					if (letter.to.startsWith('broken')) throw new Error('550');
					letters.push(letter);
				}
			},
			log: { error: (what: unknown) => void faults.push(what) } as never
		});
	});
	afterAll(() => app.database.close());

	async function given() {
		const admin = await app.given.person('Admin');
		const made = await app.organisations.create(admin.actor, { name: 'School', kind: 'school' });
		if (!made.ok) throw new Error(made.code);
		return { id: made.id, admin };
	}
	const open = async (actor: Parameters<typeof bulk.preview>[0], id: string) =>
		(await app.organisations.get(actor, id))!.invitations.map(
			({ email, role }) => `${email} ${role}`
		);

	it('are shown first, then made, and mailed; who could not be mailed has a link', async () => {
		const { id, admin } = await given();
		await app.organisations.invite(admin.actor, id, { email: 'again@x.org', role: 'admin' });
		const file = bytes('email,role\nagain@x.org,mentor\nbroken@x.org,\nnew@x.org,advisor');
		expect(await bulk.preview(admin.actor, id, file)).toEqual({
			ok: true,
			preview: {
				isMailed: true,
				people: [
					{ email: 'again@x.org', role: 'mentor', isAgain: true },
					{ email: 'broken@x.org', role: 'candidate', isAgain: false },
					{ email: 'new@x.org', role: 'advisor', isAgain: false }
				]
			}
		});
		expect(await open(admin.actor, id)).toEqual(['again@x.org admin']);
		const result = await bulk.send(admin.actor, id, file);
		expect(result).toMatchObject({
			sent: [{ isMailed: true }, { email: 'broken@x.org', isMailed: false }, { isMailed: true }]
		});
		expect((await open(admin.actor, id)).sort()).toEqual([
			'again@x.org mentor',
			'broken@x.org candidate',
			'new@x.org advisor'
		]);
		expect(letters.map(({ to }) => to).sort()).toEqual(['again@x.org', 'new@x.org']);
		expect(JSON.stringify(faults)).not.toContain('broken@x.org');
		const path = result.ok ? result.sent[2]!.path : '';
		expect(letters.some(({ text }) => text.includes(`https://rounds.example${path}\n`))).toBe(true);
		expect(await app.organisations.findInvitation(path.split('/').pop()!)).toMatchObject({
			email: 'new@x.org',
			role: 'advisor',
			state: 'open'
		});
	});

	it('all or none: a member in the file, and too many open ones', async () => {
		const { id, admin } = await given();
		const bad = await bulk.send(admin.actor, id, bytes(`email\nx@x.org\n${admin.email}`));
		expect(bad).toEqual({
			ok: false,
			code: 'bad_file',
			problems: [
				{ line: 3, column: 'email', message: 'Somebody with this address belongs here already.' }
			]
		});
		expect(await open(admin.actor, id)).toEqual([]);
		const fill = (from: number) =>
			bulk.send(
				admin.actor,
				id,
				bytes(['email', ...Array.from({ length: 200 }, (_, n) => `p${from + n}@x.org`)].join('\n'))
			);
		expect(await fill(0)).toMatchObject({ ok: true });
		expect(await fill(200)).toMatchObject({ ok: true });
		expect(await fill(400)).toMatchObject({
			problems: [{ message: 'With these there would be 600 open invitations; 500 are the most.' }]
		});
	});

	it('only an admin; to strangers there is nothing', async () => {
		const { id } = await given();
		const stranger = await app.given.person();
		const file = bytes('email\nx@x.org');
		for (const act of ['preview', 'send'] as const)
			expect(await bulk[act](stranger.actor, id, file)).toEqual({ ok: false, code: 'not_found' });
	});
});

import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as fields from './fields.ts';
import { readForm } from './form.ts';

const schema = v.strictObject({
	name: fields.name,
	email: fields.email,
	password: fields.newPassword
});
const good = { name: ' Amara ', email: 'Amara@Example.test', password: 'correct horse' };

function sent(entries: Record<string, string | Blob> | [string, string | Blob][]) {
	const body = new FormData();
	for (const [name, value] of Array.isArray(entries) ? entries : Object.entries(entries))
		body.append(name, value);
	return { request: new Request('http://localhost/', { method: 'POST', body }) };
}

async function refusalOf(entries: Parameters<typeof sent>[0]) {
	const form = await readForm(sent(entries), schema, { secret: ['password'] });
	if (form.ok) throw new Error('was accepted');
	expect(form.failure.status).toBe(400);
	return form.failure.data;
}

it('gives the values, cleaned', async () => {
	const form = await readForm(sent(good), schema);
	expect(form.ok && form.data).toEqual({
		name: 'Amara',
		email: 'amara@example.test',
		password: 'correct horse'
	});
});

it('puts a sentence at every field that is missing', async () => {
	expect((await refusalOf({})).errors).toEqual({
		name: 'Type your name.',
		email: 'Type an e-mail address.',
		password: 'Choose a password.'
	});
});

it('keeps what was typed, and never a password', async () => {
	const refusal = await refusalOf({ ...good, email: '<script>alert(1)</script>' });
	expect(refusal.values).toEqual({ name: ' Amara ', email: '<script>alert(1)</script>' });
	expect(refusal.errors).toHaveProperty('email');
	expect(JSON.stringify(refusal)).not.toContain('correct horse');
});

it('keeps it too when the service refuses', async () => {
	const form = await readForm(sent(good), schema, { form: 'up', secret: ['password'] });
	const failure = form.ok ? form.refuse({ email: 'Taken.' }, 'Not saved.', 409) : null;
	expect(failure).toMatchObject({
		status: 409,
		data: { form: 'up', values: { name: ' Amara ' }, errors: { email: 'Taken.' } }
	});
	expect(failure?.data.values).not.toHaveProperty('password');
});

const extras =
	`id userId role roles isAdmin admin isDemo isGuest orgId organisationId score scores finishedAt
	createdAt disabledAt passwordHash guestInterviewId memberships permissions __proto__ constructor prototype toString
	hasOwnProperty email[] user.role user[role] kind expiresAt usedAt tokenHash value`.split(/\s+/);

it.each(extras)('[T43] refuses the field %s that the form does not have', async (extra) => {
	const refusal = await refusalOf([...Object.entries(good), [extra, '1']]);
	expect(refusal.message).toContain('do not know');
	expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
});

it('[T43] refuses a field that comes twice', async () => {
	const refusal = await refusalOf([...Object.entries(good), ['email', 'other@example.test']]);
	expect(refusal.errors).toEqual({ email: expect.stringContaining('twice') });
});

it('refuses a file where text belongs', async () => {
	const refusal = await refusalOf({ ...good, name: new Blob(['x']) });
	expect(refusal.errors.name).toContain('not a file');
});

it('refuses a body that is no form', async () => {
	const request = new Request('http://localhost/', { method: 'POST', body: '{"name":"A"}' });
	const form = await readForm({ request }, schema);
	expect(form.ok).toBe(false);
});

describe('a name', () => {
	it.each(['a', 'أمارا', "O'Brien-Núñez", '<b>bold</b>', '🧑🏽‍⚕️', 'x'.repeat(80), '𝒜'.repeat(80)])(
		'may be %s',
		(name) => {
			expect(v.is(fields.name, name)).toBe(true);
		}
	);

	it.each([
		'',
		'   ',
		'x'.repeat(81),
		'two\nlines',
		'bell\u0007',
		'zero\u0000',
		'esc\u001b[31m',
		'turned\u202etxet'
	])('may not be %j', (name) => {
		expect(v.is(fields.name, name)).toBe(false);
	});

	it('says how long it is when it is too long', () => {
		const issue = v.safeParse(fields.name, 'x'.repeat(81)).issues?.[0];
		expect(issue?.message).toBe('A name has at most 80 characters; this has 81.');
	});
});

describe('an e-mail address', () => {
	it.each(['a@b.co', 'first.last+tag@sub.example.org', 'ü@bücher.example', ' Padded@Example.ORG '])(
		'may be %s',
		(email) => {
			expect(v.is(fields.email, email)).toBe(true);
		}
	);

	it.each([
		'',
		'nobody',
		'a@b',
		'a@@b.co',
		'a b@c.de',
		'a@b.co,c@d.ef',
		'<a@b.co>',
		'a@b.co\r\nBcc: c@d.ef',
		`${'x'.repeat(250)}@b.co`
	])('may not be %j', (email) => {
		expect(v.is(fields.email, email)).toBe(false);
	});
});

describe('a new password', () => {
	it.each([
		'correct horse battery',
		'x7$kQ!z0Pw',
		'пароль из слов',
		'a b c d e f',
		'practice-out-loud'
	])('may be %s', (password) => {
		expect(v.is(fields.newPassword, password)).toBe(true);
	});

	it.each([
		'short',
		'123456789',
		'x'.repeat(201),
		'password123',
		'1234567890',
		'aaaaaaaaaaaa',
		'Qwertyuiop1!',
		'tab\tinside it'
	])('may not be %j', (password) => {
		expect(v.is(fields.newPassword, password)).toBe(false);
	});

	it('is not trimmed', () => {
		expect(v.parse(fields.newPassword, '  spaces around  ')).toBe('  spaces around  ');
	});
});

it.each([
	['Europe/Berlin', 'Europe/Berlin'],
	['', 'UTC'],
	['Mars/Base', 'UTC'],
	['x'.repeat(5000), 'UTC']
])('a guessed zone %j is %s', (typed, zone) => {
	expect(v.parse(fields.guessedTimeZone, typed)).toBe(zone);
});

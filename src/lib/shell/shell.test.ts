import { expect, test } from 'vitest';
import { toTheme } from './theme.ts';
import { toViewer } from './viewer.ts';

const person = {
	name: 'Amara Nwosu',
	email: 'amara@example.test',
	timeZone: 'Africa/Lagos',
	isGuest: false,
	isDemo: false,
	guestInterviewId: null
};

test.each([
	['light', 'light'],
	['dark', 'dark'],
	['system', 'system'],
	['"><script>', 'system'],
	[undefined, 'system']
])('the cookie %j is the theme %s', (value, theme) => {
	expect(toTheme(value)).toBe(theme);
});

test('an admin of a personal space alone does not advise', () => {
	expect(
		toViewer({ ...person, memberships: [{ kind: 'personal', role: 'admin' }] }).canAdvise
	).toBe(false);
});

test('an advisor of a school advises', () => {
	const memberships = [
		{ kind: 'personal', role: 'admin' },
		{ kind: 'school', role: 'advisor' }
	];
	expect(toViewer({ ...person, memberships }).canAdvise).toBe(true);
});

test('a viewer carries no memberships and no session', () => {
	const actor = { ...person, sessionId: 'secret', memberships: [] };
	expect(JSON.stringify(toViewer(actor))).not.toContain('secret');
});

import { describe, expect, it } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import { toLocalPath } from '../account/account.ts';
import { requireActor, requireMember, requireMembership } from './guard.ts';
import { isForeignRequest } from './same-origin.ts';
import { setSecurityHeaders } from './security-headers.ts';

describe('[T36] a request that may change something', () => {
	const own = 'http://localhost:3000';
	const asked = (method: string, headers: Record<string, string>) =>
		isForeignRequest(new Request(`${own}/account`, { method, headers }), own);
	const methods = ['POST', 'PUT', 'PATCH', 'DELETE'];
	const types = [
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'text/plain',
		'application/json',
		''
	];
	const foreign = [
		'null',
		'http://evil.example',
		'http://localhost',
		'http://localhost:3001',
		'https://localhost:3000',
		'http://127.0.0.1:3000',
		'http://localhost:3000.evil.example',
		'http://sub.localhost:3000'
	];

	it.each(methods)('by %s is refused from any other origin, whatever its body', (method) => {
		for (const type of types)
			for (const origin of foreign)
				expect(asked(method, { origin, 'content-type': type }), `${origin} ${type}`).toBe(true);
	});

	it.each(methods)('by %s is refused without an origin', (method) => {
		expect(asked(method, {})).toBe(true);
	});

	it('is believed when the browser says that it comes from elsewhere', () => {
		for (const site of ['cross-site', 'same-site'])
			expect(asked('POST', { origin: own, 'sec-fetch-site': site })).toBe(true);
	});

	it('passes from our own pages', () => {
		expect(asked('POST', { origin: own })).toBe(false);
		expect(asked('DELETE', { origin: own, 'sec-fetch-site': 'same-origin' })).toBe(false);
	});

	it('is not a GET', () => {
		expect(asked('GET', { origin: 'http://evil.example' })).toBe(false);
	});
});

describe('every response', () => {
	it('[T37] cannot be framed, sniffed or read across origins', () => {
		const { headers } = setSecurityHeaders(new Response('x'), {
			isHttps: false,
			isPersonal: false
		});
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('referrer-policy')).toBe('same-origin');
		expect(headers.get('permissions-policy')).toContain('camera=(self), microphone=(self)');
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(headers.get('strict-transport-security')).toBeNull();
	});

	it('[T51] is kept by no cache when it was made for one person', () => {
		const response = new Response('x', { headers: { 'cache-control': 'max-age=60' } });
		const { headers } = setSecurityHeaders(response, { isHttps: true, isPersonal: true });
		expect(headers.get('cache-control')).toBe('private, no-store');
		expect(headers.get('strict-transport-security')).toContain('max-age=');
	});

	it('keeps its cookies, its status and its own policy', () => {
		const original = new Response(null, { status: 303 });
		original.headers.append('set-cookie', 'a=1');
		original.headers.append('set-cookie', 'b=2');
		original.headers.set('content-security-policy', "script-src 'nonce-x'");
		const response = setSecurityHeaders(original, { isHttps: false, isPersonal: true });
		expect(response.status).toBe(303);
		expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
		expect(response.headers.get('content-security-policy')).toBe("script-src 'nonce-x'");
	});
});

describe('the guard', () => {
	const person = { userId: 'u', isGuest: false, guestInterviewId: null, memberships: [] };
	const guest = { ...person, isGuest: true, guestInterviewId: 'mine' };
	const event = (
		actor: unknown,
		path: string,
		{ route = path, id = '', accept = 'text/html', method = 'GET' } = {}
	) =>
		({
			locals: { actor },
			url: new URL(path, 'http://localhost'),
			route: { id: route },
			params: { id },
			isDataRequest: false,
			request: new Request('http://localhost', { method, headers: { accept } })
		}) as unknown as RequestEvent;
	const thrown = (work: () => unknown) => {
		try {
			work();
		} catch (refusal) {
			return refusal;
		}
		throw new Error('was let in');
	};
	const room = { route: '/(room)/interviews/[id]/room', id: 'mine' };

	it('leads people who are not signed in to the door and back', () => {
		expect(thrown(() => requireMember(event(null, '/progress?from=x')))).toMatchObject({
			status: 303,
			location: '/sign-in?next=%2Fprogress%3Ffrom%3Dx'
		});
	});

	it('tells machines 401', () => {
		const asked = event(null, '/interviews/x/commands', { accept: '*/*', method: 'POST' });
		expect(thrown(() => requireActor(asked))).toMatchObject({ status: 401 });
	});

	it('lets a guest into the one interview and nowhere else', () => {
		expect(requireActor(event(guest, '/interviews/mine/room', room))).toBe(guest);
		for (const refused of [
			() => requireActor(event(guest, '/interviews/other/room', { ...room, id: 'other' })),
			() =>
				requireActor(
					event(guest, '/organisations/mine', { route: '/organisations/[id]', id: 'mine' })
				),
			() => requireActor(event(guest, '/progress')),
			() => requireMember(event(guest, '/interviews/mine/room', room)),
			() => requireActor(event({ ...guest, guestInterviewId: null }, '/progress'))
		])
			expect(thrown(refused)).toMatchObject({ status: 403 });
	});

	it('[T27] answers strangers of an organisation as if there were none', () => {
		expect(thrown(() => requireMembership(event(person, '/'), 'org'))).toMatchObject({
			status: 404
		});
		const member = { ...person, memberships: [{ organisationId: 'org', role: 'mentor' }] };
		expect(thrown(() => requireMembership(event(member, '/'), 'org', ['admin']))).toMatchObject({
			status: 403
		});
		expect(requireMembership(event(member, '/'), 'org', ['mentor']).actor).toBe(member);
	});
});

it.each([
	['/interviews/x?tab=1#top', '/interviews/x?tab=1#top'],
	['//evil.example', '/home'],
	['/\\evil.example', '/home'],
	['/\t/evil.example', '/home'],
	['https://evil.example', '/home'],
	['javascript:alert(1)', '/home'],
	['/a/../..//evil.example', '/home'],
	['', '/home'],
	[null, '/home']
])('after signing in, next=%j leads to %s', (next, path) => {
	expect(toLocalPath(next, '/home')).toBe(path);
});

import { describe, expect, it } from 'vitest';
import { createOrigins } from './origin.ts';

const at = (host?: string) => ({ headers: { host } });

describe('[T2] origins', () => {
	it('are two on loopback, each told by its Host', () => {
		const origins = createOrigins({ port: 3000 });
		expect(origins.find(at('localhost:3000'))).toBe('http://localhost:3000');
		expect(origins.find(at('127.0.0.1:3000'))).toBe('http://127.0.0.1:3000');
		expect(origins.main).toBe('http://localhost:3000');
	});

	it.each([
		undefined,
		'',
		'evil.example',
		'localhost',
		'localhost:3001',
		'127.0.0.1',
		'[::1]:3000',
		'0.0.0.0:3000'
	])('are none for the Host %s on loopback', (host) => {
		expect(createOrigins({ port: 3000 }).find(at(host))).toBeNull();
	});

	it.each([
		undefined,
		'null',
		'https://localhost:3000',
		'http://localhost',
		'http://localhost:3001',
		'http://localhost:3000.evil.example',
		'http://sub.localhost:3000',
		'http://localhost:3000/'
	])('do not include %s', (origin) => {
		expect(createOrigins({ port: 3000 }).isAllowed(origin)).toBe(false);
	});

	it('are ORIGIN alone elsewhere, whatever the Host says', () => {
		const origins = createOrigins({ origin: 'https://rounds.example', port: 3000 });
		expect(origins.find(at('evil.example'))).toBe('https://rounds.example');
		expect(origins.isAllowed('https://rounds.example')).toBe(true);
		for (const other of [
			'http://rounds.example',
			'https://x.rounds.example',
			'http://localhost:3000'
		])
			expect(origins.isAllowed(other)).toBe(false);
	});

	it('leave out the port that the scheme implies', () => {
		expect(createOrigins({ port: 80 }).find(at('localhost'))).toBe('http://localhost');
	});
});

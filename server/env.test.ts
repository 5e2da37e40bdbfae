import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'mock-rounds-env-'));
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));

const long = 'x'.repeat(32);
const read = (settings: Record<string, string>) => readEnv({ DATA_DIR, ...settings });
const elsewhere = { HOST: '0.0.0.0', ORIGIN: 'https://rounds.school.example' };

describe('settings', () => {
	it('need nothing on one machine', () => {
		expect(read({})).toMatchObject({
			port: 3000,
			host: 'localhost',
			isLoopback: true,
			isDemo: true,
			livekit: undefined,
			origin: undefined
		});
	});

	it('may stand in a file, as containers are given secrets', () => {
		const file = join(DATA_DIR, 'given-secret');
		writeFileSync(file, `${long}\n`);
		expect(read({ APP_SECRET_FILE: file }).appSecret).toBe(long);
		expect(read({ APP_SECRET: 'y'.repeat(32), APP_SECRET_FILE: file }).appSecret).toBe(
			'y'.repeat(32)
		);
		expect(() => read({ APP_SECRET_FILE: `${file}-not` })).toThrow(/APP_SECRET_FILE is .*-not/);
	});

	it('make a secret once, readable by its owner alone', () => {
		const { appSecret } = read({});
		expect(appSecret).toMatch(/^[0-9a-f]{64}$/);
		expect(read({}).appSecret).toBe(appSecret);
		expect(readFileSync(join(DATA_DIR, 'app-secret'), 'utf8')).toBe(appSecret);
		expect(statSync(join(DATA_DIR, 'app-secret')).mode & 0o077).toBe(0);
	});

	it.each<[string, Record<string, string>, string]>([
		['a port that is no number', { PORT: 'abc' }, 'PORT is "abc"'],
		['a port that is too high', { PORT: '70000' }, 'PORT is "70000"'],
		['a host that is a URL', { HOST: 'http://x' }, 'HOST is "http://x"'],
		['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://a/b' }, 'DATABASE_URL wants'],
		['a Redis URL that is none', { REDIS_URL: 'localhost' }, 'REDIS_URL wants'],
		['a short token for metrics', { METRICS_TOKEN: 'metrics' }, 'METRICS_TOKEN wants'],
		['a mail server URL that is none', { SMTP_URL: 'mail' }, 'SMTP_URL wants'],
		['a switch that is neither on nor off', { DEMO: 'maybe' }, 'DEMO is "maybe"'],
		['a log level that is none', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud"'],
		['a short secret', { APP_SECRET: 'short' }, 'APP_SECRET wants at least 32'],
		['an origin with a path', { ORIGIN: 'https://a.example/x' }, 'ORIGIN is'],
		['[T2] plain http off this machine', { ORIGIN: 'http://a.example' }, 'must be https'],
		['a reachable host without an origin', { HOST: '0.0.0.0' }, 'ORIGIN is needed'],
		['a reachable demo', { ...elsewhere, DEMO: 'true' }, 'DEMO is on and HOST is 0.0.0.0'],
		[
			'a reachable server on PostgreSQL without a secret',
			{ ...elsewhere, DATABASE_URL: 'postgres://a/b' },
			'APP_SECRET is needed'
		],
		['LiveKit without its key', { LIVEKIT_URL: 'ws://127.0.0.1:7880' }, 'LIVEKIT_API_KEY'],
		[
			'LiveKit without its secret',
			{ LIVEKIT_URL: 'ws://127.0.0.1:7880', LIVEKIT_API_KEY: 'k' },
			'LIVEKIT_API_SECRET'
		],
		[
			"[T18] LiveKit's published key off this machine",
			{ LIVEKIT_URL: 'wss://a.example', LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: long },
			'publishes for experiments'
		],
		[
			'[T18] a short LiveKit secret off this machine',
			{ LIVEKIT_URL: 'wss://a.example', LIVEKIT_API_KEY: 'own', LIVEKIT_API_SECRET: 'short' },
			'at least 32'
		],
		['a data folder below a file', { DATA_DIR: '/dev/null/x' }, 'cannot be written']
	])('refuse %s in one sentence', (_, settings, sentence) => {
		let message = '';
		try {
			read(settings);
		} catch (error) {
			message = (error as Error).message;
			expect((error as Error).name).toBe('Refusal');
		}
		expect(message).toContain(sentence);
		expect(message).not.toContain('\n');
	});

	it('never repeat a URL that holds a password', () => {
		expect(() => read({ DATABASE_URL: 'mysql://me:hunter2@a/b' })).not.toThrow(/hunter2/);
	});

	it('let a local LiveKit be reached through our own port, a remote one by its address', () => {
		const keys = { LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: 'secret' };
		const local = read({ LIVEKIT_URL: 'http://127.0.0.1:7880', ...keys });
		expect(local.livekit).toMatchObject({ url: 'ws://127.0.0.1:7880', publicUrl: undefined });
		const own = { LIVEKIT_API_KEY: 'own', LIVEKIT_API_SECRET: long };
		const remote = read({ LIVEKIT_URL: 'wss://video.example', ...own });
		expect(remote.livekit?.publicUrl).toBe('wss://video.example');
		const split = { LIVEKIT_PUBLIC_URL: 'wss://video.example', ...own };
		expect(read({ LIVEKIT_URL: 'ws://10.0.0.5:7880', ...split }).livekit).toMatchObject({
			url: 'ws://10.0.0.5:7880',
			publicUrl: 'wss://video.example'
		});
	});

	it('switch recording off and still know where recordings lie, so that they go at their date', () => {
		const off = { RECORDINGS: 'false', RECORDINGS_DIR: '/srv/recordings' };
		expect(read(off).recordings).toMatchObject({ isOn: false, folder: '/srv/recordings' });
		expect(read({}).recordings.isOn).toBe(true);
	});

	it('turn the demo off where others can reach the server, or the data is not its own', () => {
		expect(read(elsewhere).isDemo).toBe(false);
		expect(read({ DATABASE_URL: 'postgres://a/b' }).isDemo).toBe(false);
		expect(read({ DATABASE_URL: 'postgres://a/b', DEMO: 'on' }).isDemo).toBe(true);
	});
});

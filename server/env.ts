import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { Refusal } from './launch/refusal.ts';

export interface LiveKitEnv {
	/** Where this process reaches LiveKit: `ws://` or `wss://`. */
	url: string;
	/** Where browsers reach it; undefined: through `/livekit` on our own port. */
	publicUrl?: string;
	apiKey: string;
	apiSecret: string;
}

/** Everything that is set from outside, checked. This module alone reads `process.env`. */
export interface Env {
	/** 0: any free one. */
	port: number;
	host: string;
	isLoopback: boolean;
	/** Absolute path. */
	dataDir: string;
	databaseUrl?: string;
	redisUrl?: string;
	livekit?: LiveKitEnv;
	/** `LIVEKIT_URL=off`: no video, and none is looked for. */
	isLiveKitOff: boolean;
	/** Undefined on loopback, where the request's own host decides between two names. */
	origin?: string;
	/** At least 32 characters. */
	appSecret: string;
	smtpUrl?: string;
	/** Sender of mail, for example `Mock Rounds <no-reply@school.example>`. */
	mailFrom?: string;
	isDemo: boolean;
	/** Request header with the client's address, set by a proxy that is trusted to overwrite it. */
	addressHeader?: string;
	/** Bearer token for `/metrics`; without one it is read from this machine alone. */
	metricsToken?: string;
	recordings: RecordingEnv;
	logLevel: string;
}

export interface RecordingEnv {
	/** False: no new ones; what is kept is still watched, and deleted at its date. */
	isOn: boolean;
	/** Absolute path; the same folder for every process. */
	folder: string;
	/** Most bytes of one organisation's recordings. */
	organisationBytes: number;
	/** Bytes that stay free on the disk. */
	freeBytes: number;
}

type Source = Record<string, string | undefined>;

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Keys that LiveKit's documentation prints. */
const knownKeys = new Set(['devkey', 'APIAPIAPI', 'APIKEY', 'your_api_key', 'key1']);
const knownSecrets = new Set(['secret', 'devsecret', 'your_api_secret']);

export function isLoopbackHost(host: string): boolean {
	const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
	return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

/** Is a peer's address one of this machine's own? */
export function isLoopbackAddress(address: string): boolean {
	return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** The setting NAME from the file that NAME_FILE names: how containers are given secrets. */
function readSettingFile(source: Source, name: string): string | undefined {
	const file = source[`${name}_FILE`]?.trim();
	if (!file) return undefined;
	try {
		return readFileSync(file, 'utf8').trim() || undefined;
	} catch {
		throw new Refusal(`${name}_FILE is ${file}, which cannot be read: allow it or correct it.`);
	}
}

/** Headers in which the pages find the origin that `http.ts` decided; never taken from outside. */
export const originHeaders = { protocol: 'x-mock-rounds-protocol', host: 'x-mock-rounds-host' };

/**
 * Tells SvelteKit's handler, which reads its own variables when it is imported, where a request's
 * origin stands. `ORIGIN` itself is taken away from it: it would fix one origin for both loopback names.
 */
export function prepareAppEnv(): void {
	process.env.PROTOCOL_HEADER = originHeaders.protocol;
	process.env.HOST_HEADER = originHeaders.host;
	/* A deck comes as a file of up to 8 MB; hooks.server.ts keeps every other body to half a megabyte. */
	process.env.BODY_SIZE_LIMIT = '9M';
	delete process.env.PORT_HEADER;
	delete process.env.ORIGIN;
}

/** Reads `.env` (or the file named by ENV_FILE; an empty ENV_FILE: none) into `process.env`. */
export function readEnvFile(): void {
	const file = process.env.ENV_FILE ?? '.env';
	if (file === '' || !existsSync(file)) return;
	try {
		loadEnvFile(file);
	} catch {
		throw new Refusal(`The settings file ${file} cannot be read: allow it or remove it.`);
	}
}

/**
 * The settings, parsed once. Generates the app's secret in the data folder when this is one
 * machine's own server.
 *
 * @throws {Refusal} naming the variable and what it wants.
 */
export function readEnv(source: Source = process.env): Env {
	const get = (name: string) => source[name]?.trim() || readSettingFile(source, name);

	const port = readPort(get('PORT'));
	const host = get('HOST') ?? 'localhost';
	if (/[\s/]/.test(host) || host.includes('://'))
		throw new Refusal(`HOST is "${host}": it wants a bare address such as 127.0.0.1 or 0.0.0.0.`);
	const isLoopback = isLoopbackHost(host);
	const dataDir = resolve(get('DATA_DIR') ?? 'data');
	const databaseUrl = readUrl('DATABASE_URL', get('DATABASE_URL'), ['postgres:', 'postgresql:']);
	const redisUrl = readUrl('REDIS_URL', get('REDIS_URL'), ['redis:', 'rediss:']);
	const smtpUrl = readUrl('SMTP_URL', get('SMTP_URL'), ['smtp:', 'smtps:']);
	const origin = readOrigin(get('ORIGIN'), host, isLoopback);
	const isDemo = readSwitch('DEMO', get('DEMO')) ?? (isLoopback && databaseUrl === undefined);
	if (isDemo && !isLoopback)
		throw new Refusal(
			`DEMO is on and HOST is ${host}: the demo's password is published, so it runs on this machine alone. Set DEMO=false, or HOST=127.0.0.1.`
		);
	const isLiveKitOff = get('LIVEKIT_URL')?.toLowerCase() === 'off';
	const logLevel = get('LOG_LEVEL') ?? 'info';
	if (!logLevels.includes(logLevel))
		throw new Refusal(`LOG_LEVEL is "${logLevel}": it wants one of ${logLevels.join(', ')}.`);

	return {
		port,
		host,
		isLoopback,
		dataDir,
		databaseUrl,
		redisUrl,
		livekit: isLiveKitOff ? undefined : readLiveKit(get),
		isLiveKitOff,
		origin,
		appSecret: readAppSecret(get('APP_SECRET'), { dataDir, databaseUrl, isLoopback }),
		smtpUrl,
		mailFrom: get('MAIL_FROM'),
		isDemo,
		addressHeader: get('ADDRESS_HEADER')?.toLowerCase(),
		metricsToken: readMetricsToken(get('METRICS_TOKEN')),
		recordings: readRecordings(get, dataDir),
		logLevel
	};
}

function readPort(value: string | undefined): number {
	if (value === undefined) return 3000;
	const port = Number(value);
	if (!/^\d+$/.test(value) || port > 65_535)
		throw new Refusal(
			`PORT is "${value}": it wants a whole number from 0 (any free one) to 65535.`
		);
	return port;
}

function readUrl(name: string, value: string | undefined, protocols: string[]): string | undefined {
	if (value === undefined) return undefined;
	const url = URL.canParse(value) ? new URL(value) : null;
	// The value itself is not repeated: it holds a password.
	if (!url || !protocols.includes(url.protocol))
		throw new Refusal(`${name} wants a URL beginning with ${protocols[0]}//.`);
	return value;
}

function readSwitch(name: string, value: string | undefined): boolean | undefined {
	if (value === undefined) return undefined;
	if (/^(1|true|yes|on)$/i.test(value)) return true;
	if (/^(0|false|no|off)$/i.test(value)) return false;
	throw new Refusal(`${name} is "${value}": it wants true or false.`);
}

function readOrigin(
	value: string | undefined,
	host: string,
	isLoopback: boolean
): string | undefined {
	if (value === undefined) {
		if (isLoopback) return undefined;
		throw new Refusal(
			`HOST is ${host}, which others can reach, so ORIGIN is needed: the address people type, for example https://rounds.school.example.`
		);
	}
	const url = URL.canParse(value) ? new URL(value) : null;
	if (!url || !/^https?:$/.test(url.protocol) || `${url.origin}/` !== url.href)
		throw new Refusal(
			`ORIGIN is "${value}": it wants scheme and host alone, for example https://rounds.school.example.`
		);
	if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
		throw new Refusal(
			`ORIGIN is "${value}": off this machine it must be https, because browsers give no camera to plain http and the sign-in cookie would travel in clear.`
		);
	return url.origin;
}

function readMetricsToken(value: string | undefined): string | undefined {
	if (value !== undefined && !/^\S{32,}$/.test(value))
		throw new Refusal(
			'METRICS_TOKEN wants at least 32 characters without a space, for example the output of "openssl rand -hex 32".'
		);
	return value;
}

const giga = 1024 ** 3;

function readRecordings(get: (name: string) => string | undefined, dataDir: string): RecordingEnv {
	return {
		isOn: readSwitch('RECORDINGS', get('RECORDINGS')) !== false,
		folder: resolve(get('RECORDINGS_DIR') ?? join(dataDir, 'recordings')),
		organisationBytes: readGigabytes('RECORDINGS_GB', get('RECORDINGS_GB') ?? '50') * giga,
		freeBytes: readGigabytes('RECORDINGS_FREE_GB', get('RECORDINGS_FREE_GB') ?? '2') * giga
	};
}

function readGigabytes(name: string, value: string): number {
	if (!/^\d{1,6}(\.\d{1,3})?$/.test(value))
		throw new Refusal(`${name} is "${value}": it wants a number of gigabytes, for example 50.`);
	return Number(value);
}

function readLiveKit(get: (name: string) => string | undefined): LiveKitEnv | undefined {
	const value = get('LIVEKIT_URL');
	if (value === undefined) return undefined;
	const url = readUrl('LIVEKIT_URL', value.replace(/^http/, 'ws'), ['ws:', 'wss:'])!;
	const publicValue = get('LIVEKIT_PUBLIC_URL')?.replace(/^http/, 'ws');
	const publicUrl = readUrl('LIVEKIT_PUBLIC_URL', publicValue, ['ws:', 'wss:']);
	const apiKey = get('LIVEKIT_API_KEY');
	const apiSecret = get('LIVEKIT_API_SECRET');
	if (!apiKey) throw new Refusal('LIVEKIT_URL is set, so LIVEKIT_API_KEY is needed too.');
	if (!apiSecret) throw new Refusal('LIVEKIT_URL is set, so LIVEKIT_API_SECRET is needed too.');
	const isLoopback = isLoopbackHost(new URL(url).hostname);
	if (!isLoopback) {
		if (knownKeys.has(apiKey) || knownSecrets.has(apiSecret))
			throw new Refusal(
				'LIVEKIT_API_KEY or LIVEKIT_API_SECRET is one that LiveKit publishes for experiments, and LIVEKIT_URL is not on this machine: make own ones with "livekit-server generate-keys".'
			);
		if (apiSecret.length < 32)
			throw new Refusal('LIVEKIT_API_SECRET wants at least 32 characters.');
	}
	return { url, publicUrl: publicUrl ?? (isLoopback ? undefined : url), apiKey, apiSecret };
}

function readAppSecret(
	value: string | undefined,
	where: { dataDir: string; databaseUrl?: string; isLoopback: boolean }
): string {
	if (value !== undefined) {
		if (value.length < 32)
			throw new Refusal(
				'APP_SECRET wants at least 32 characters, for example the output of "openssl rand -hex 32".'
			);
		return value;
	}
	if (where.databaseUrl && !where.isLoopback)
		throw new Refusal(
			'APP_SECRET is needed when DATABASE_URL is set and HOST is not this machine alone: every process must have the same one, for example the output of "openssl rand -hex 32".'
		);
	return readOrCreateSecret(where.dataDir, 'app-secret');
}

/**
 * A secret of 64 hexadecimal characters kept in the data folder, made on first use, readable by
 * its owner alone. Of several processes that make it at once all get the same one.
 *
 * @throws {Refusal} when the folder cannot be written.
 */
export function readOrCreateSecret(dataDir: string, name: string): string {
	const file = join(dataDir, name);
	try {
		if (!existsSync(file)) {
			mkdirSync(dataDir, { recursive: true, mode: 0o700 });
			const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
			writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
			try {
				linkSync(draft, file);
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			} finally {
				rmSync(draft, { force: true });
			}
		}
		const secret = readFileSync(file, 'utf8').trim();
		if (/^[0-9a-f]{64}$/.test(secret)) return secret;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw new Refusal(
			code === 'ENOSPC'
				? `There is no space left on the disk of the data folder ${dataDir}: free some, or choose another one with DATA_DIR.`
				: `The data folder ${dataDir} cannot be written (${code ?? 'unknown'}): allow it, or choose another one with DATA_DIR.`
		);
	}
	throw new Refusal(
		`The secret in ${file} is damaged: put it back from a backup, or remove it and everybody signs in again.`
	);
}

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** Argon2id as the OWASP Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane. */
const current = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const tagBytes = 32;
const phcPattern =
	/^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,171})$/;

interface Parameters {
	memory: number;
	passes: number;
	parallelism: number;
}

export interface PasswordHasher {
	/** A PHC string that carries its own parameters and salt. */
	hash(password: string): Promise<string>;
	/**
	 * Whether the password is the one. With `null` (no such account, or one without a password) it does the same
	 * work and answers false, so that the time tells nothing.
	 */
	verify(stored: string | null, password: string): Promise<boolean>;
	/** Whether a stored string was made with other parameters than today's. */
	isOutdated(stored: string): boolean;
	/** More are waiting than will be served soon: refuse before doing anything. */
	isBusy(): boolean;
}

/**
 * Hashes on Node's thread pool, a few at a time (each takes 19 MiB and most of a core for tens of milliseconds); the
 * rest waits its turn, so a burst of guesses neither fills the memory nor starves file and DNS work on the same pool.
 */
export function createPasswordHasher(
	options: { atOnce?: number; maxWaiting?: number } = {}
): PasswordHasher {
	const { atOnce = 2, maxWaiting = 200 } = options;
	const waiting: (() => void)[] = [];
	let running = 0;

	async function inTurn<T>(work: () => Promise<T>): Promise<T> {
		if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
		else running += 1;
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running -= 1;
		}
	}

	// Verified against when there is no account: of the same cost as a real one, and nobody knows its password.
	const dummy = toPhc(current, randomBytes(saltBytes), randomBytes(tagBytes));

	return {
		async hash(password) {
			const salt = randomBytes(saltBytes);
			return toPhc(current, salt, await inTurn(() => derive(password, salt, tagBytes, current)));
		},
		async verify(stored, password) {
			const parsed = parsePhc(stored ?? dummy);
			if (!parsed) throw new Error('A stored password hash is not an Argon2id PHC string');
			const tag = await inTurn(() =>
				derive(password, parsed.salt, parsed.tag.length, parsed.parameters)
			);
			return timingSafeEqual(tag, parsed.tag) && stored !== null;
		},
		isOutdated(stored) {
			const parameters = parsePhc(stored)?.parameters;
			return (
				parameters?.memory !== current.memory ||
				parameters.passes !== current.passes ||
				parameters.parallelism !== current.parallelism
			);
		},
		isBusy: () => waiting.length >= maxWaiting
	};
}

function derive(
	password: string,
	salt: Buffer,
	tagLength: number,
	parameters: Parameters
): Promise<Buffer> {
	// The same letters typed on two keyboards may come composed or decomposed.
	const message = password.normalize('NFC');
	return new Promise((resolve, reject) => {
		argon2('argon2id', { message, nonce: salt, tagLength, ...parameters }, (error, tag) => {
			if (error) reject(error);
			else resolve(tag);
		});
	});
}

function toPhc({ memory, passes, parallelism }: Parameters, salt: Buffer, tag: Buffer): string {
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${toBase64(salt)}$${toBase64(tag)}`;
}

function parsePhc(phc: string): { parameters: Parameters; salt: Buffer; tag: Buffer } | null {
	const [, memory, passes, parallelism, salt, tag] = phcPattern.exec(phc) ?? [];
	if (!memory || !passes || !parallelism || !salt || !tag) return null;
	return {
		parameters: {
			memory: Number(memory),
			passes: Number(passes),
			parallelism: Number(parallelism)
		},
		salt: Buffer.from(salt, 'base64'),
		tag: Buffer.from(tag, 'base64')
	};
}

/** The PHC format wants base64 without padding. */
function toBase64(bytes: Buffer): string {
	return bytes.toString('base64').replaceAll('=', '');
}

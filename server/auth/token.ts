import { createHash, randomBytes } from 'node:crypto';

/** A new secret for a link or a cookie: 256 random bits as 43 characters of base64url. */
export function createToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What of a token is stored: its SHA-256 in hex. Tokens are random, so no salt and no slow hash. */
export function toTokenHash(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

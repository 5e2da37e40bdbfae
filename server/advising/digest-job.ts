import type { Logger } from 'pino';
import { toDigest, toDigestLetter, toDigestWeek } from '#lib/advising/digest.ts';
import { readQueueFilters } from '#lib/advising/queue.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/open.ts';
import type { Mail } from '../mail/mail.ts';
import type { AdvisingService } from './advising-service.ts';
import * as queries from './digest-queries.ts';
import type { PracticeService } from './practice-service.ts';

const everybody = readQueueFilters(new URLSearchParams('list=everybody'));

/**
 * Mails the digest of the week to each advisor for whom it is due and has not been sent: SPEC 12. A week is taken before
 * its letter goes out, so that none goes out twice; a process that dies in between has sent none.
 */
export async function sendDigests({
	db,
	advising,
	practices,
	mail,
	linkOrigin,
	log,
	now
}: {
	db: Db;
	advising: Pick<AdvisingService, 'queue'>;
	practices: Pick<PracticeService, 'assigned'>;
	mail: Mail;
	linkOrigin: string;
	log: Pick<Logger, 'error'>;
	now: () => Date;
}): Promise<void> {
	if (!mail.isOn) return;
	const at = now();
	for (const reader of await queries.findDigestReaders(db, at)) {
		const week = toDigestWeek(at.getTime(), reader.timeZone);
		if (week === null || !(await queries.takeDigest(db, reader.userId, week))) continue;
		try {
			const actor = toActor(reader);
			const { rows } = await advising.queue(actor, everybody);
			const digest = toDigest(rows, await practices.assigned(actor), at.toISOString());
			const letter = toDigestLetter(digest, reader.name, linkOrigin);
			if (letter) await mail.send({ to: reader.email, ...letter });
		} catch (error) {
			await queries.giveBackDigest(db, reader.userId, week);
			const reason = error instanceof Error ? error.name : 'unknown';
			log.error({ event: 'digest-mail-failed', reason, userId: reader.userId }, 'No digest mailed');
		}
	}
}

/** The advisor, for what the job reads in their name. */
const toActor = ({ userId, name, email, timeZone }: queries.DigestReader): Actor => ({
	userId,
	sessionId: '',
	name,
	email,
	timeZone,
	isGuest: false,
	guestInterviewId: null,
	isDemo: false,
	memberships: []
});

import type { Logger } from 'pino';
import { toNames } from '#lib/progress/names.ts';
import type { Db } from '../db/open.ts';
import type { Mail } from '../mail/mail.ts';
import * as queries from './review-queries.ts';

/** Older news is on the page, and no letter. */
const dayMs = 86_400_000;

/**
 * Mails candidates that a review of their practice has come: one letter a practice, however many came since the last
 * turn. A review is taken before its letter goes out, so that nobody is told twice; who has read it already is not told.
 */
export async function sendReviewLetters({
	db,
	mail,
	linkOrigin,
	log,
	now
}: {
	db: Db;
	mail: Mail;
	linkOrigin: string;
	log: Pick<Logger, 'error'>;
	now: () => Date;
}): Promise<void> {
	if (!mail.isOn) return;
	const taken = await queries.takeUntold(db, new Date(now().getTime() - dayMs), now());
	const told = await queries.findTold(db, taken);
	for (const [interviewId, ones] of Map.groupBy(told, (one) => one.interviewId)) {
		const { email, name, planName } = ones[0]!;
		const names = toNames([...new Set(ones.map(({ reviewerName }) => reviewerName))]);
		try {
			await mail.send({
				to: email!,
				subject: 'Your practice has been reviewed',
				text: `${name},\n\n${names} watched your practice “${planName}” and sent a review:\n${linkOrigin}/solo/${interviewId}\n`
			});
		} catch (error) {
			await queries.giveBackUntold(
				db,
				ones.map(({ reviewId }) => reviewId)
			);
			const reason = error instanceof Error ? error.name : 'unknown';
			log.error({ event: 'review-mail-failed', reason }, 'Nobody was told of a review by mail');
		}
	}
}

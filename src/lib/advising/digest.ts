import { toDayIn } from '../time/day.ts';
import { toWallTime } from '../time/zone.ts';
import { reasonKinds, reasonNames, type QueueRow } from './queue.ts';
import type { PracticeView } from './practice.ts';

const weekMs = 7 * 86_400_000;
const mondayHour = 7;

/**
 * The Monday whose digest is due at an instant, as `2026-11-23`: from seven in the morning until that Monday is over where
 * the advisor lives. Null: none is due. SPEC 12.1.
 */
export function toDigestWeek(at: number, zone: string): string | null {
	const { weekday, hour } = toWallTime(at, zone);
	return weekday === 1 && hour >= mondayHour ? toDayIn(at, zone) : null;
}

/** Counts and nothing else: a letter lies in many places, and no name or number of a candidate's belongs there. */
export interface Digest {
	followed: number;
	waiting: number;
	/** How often each reason is the first one, the most pressing first. */
	reasons: { name: string; count: number }[];
	/** Interviews that were shared in the seven days before. */
	sharedBy: number;
	overdue: number;
}

export function toDigest(
	rows: readonly QueueRow[],
	practices: readonly Pick<PracticeView, 'state'>[],
	now: string
): Digest {
	const waiting = rows.filter(({ reasons, cleared }) => reasons.length > 0 && !cleared);
	const from = new Date(Date.parse(now) - weekMs).toISOString();
	return {
		followed: rows.length,
		waiting: waiting.length,
		reasons: reasonKinds.flatMap((kind) => {
			const count = waiting.filter(({ reasons }) => reasons[0]?.kind === kind).length;
			return count > 0 ? [{ name: reasonNames[kind], count }] : [];
		}),
		sharedBy: rows.filter(({ lastSharedAt }) => lastSharedAt !== null && lastSharedAt >= from)
			.length,
		overdue: practices.filter(({ state }) => state === 'overdue').length
	};
}

/** The letter of the week; null: there is nobody to write about. */
export function toDigestLetter(
	{ followed, waiting, reasons, sharedBy, overdue }: Digest,
	name: string,
	origin: string
): { subject: string; text: string } | null {
	if (followed === 0) return null;
	const who = (count: number) => (count === 1 ? 'One' : String(count));
	const lines = [
		`${name},`,
		'',
		waiting === 0
			? 'nobody waits for a word from you this week.'
			: `${waiting === 1 ? 'one' : waiting} of the ${followed} you follow ${waiting === 1 ? 'waits' : 'wait'} for a word from you:`,
		...reasons.map((reason) => `- ${reason.name}: ${reason.count}`),
		'',
		sharedBy === 0
			? 'Nobody shared an interview in the last seven days.'
			: `${who(sharedBy)} shared an interview in the last seven days.`,
		...(overdue > 0
			? [
					`${overdue === 1 ? 'One assigned practice is' : `${overdue} assigned practices are`} overdue.`
				]
			: []),
		'',
		`Who, and why: ${origin}/advising`,
		'',
		`You get this on Mondays. Turn it off: ${origin}/account`,
		''
	];
	return {
		subject:
			waiting === 0
				? 'Nobody waits for a word from you'
				: waiting === 1
					? 'One waits for a word from you'
					: `${waiting} wait for a word from you`,
		text: lines.join('\n')
	};
}

import type { Logger } from 'pino';
import type { MemberRole } from '#lib/account/account.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db, Executor } from '../db/open.ts';
import type { FileProblem } from '../files/table-file.ts';
import type { Mail } from '../mail/mail.ts';
import { readInvitationFile, type InvitationLine } from './invitation-file.ts';
import { createInvitation, maxOpenInvitations, toInvitationLetter } from './invitation-letter.ts';
import * as queries from './organisation-queries.ts';

export interface InvitationPreview {
	people: {
		email: string;
		role: MemberRole;
		/** An open invitation ends with the new one. */ isAgain: boolean;
	}[];
	/** Whether the links would be mailed. */
	isMailed: boolean;
}

export interface SentInvitation {
	email: string;
	role: MemberRole;
	path: string;
	isMailed: boolean;
}

/** `not_found` for strangers, `not_allowed` for those of its people who are not admins. */
type Refused =
	| { ok: false; code: 'not_found' | 'not_allowed' }
	| { ok: false; code: 'bad_file'; problems: FileProblem[] };

export interface BulkInvitationService {
	/** What a file would do; nothing is written. */
	preview(
		actor: Actor,
		organisationId: string,
		bytes: Uint8Array
	): Promise<{ ok: true; preview: InvitationPreview } | Refused>;
	/** Makes all invitations of a file or none; then mails them where there is mail. */
	send(
		actor: Actor,
		organisationId: string,
		bytes: Uint8Array
	): Promise<{ ok: true; sent: SentInvitation[] } | Refused>;
}

/** Letters under way at a time: a mail server takes few connections from one place. */
const lettersAtOnce = 4;

export function createBulkInvitationService({
	db,
	linkOrigin,
	mail,
	log,
	now = () => new Date()
}: {
	db: Db;
	linkOrigin: string;
	mail: Mail;
	log: Pick<Logger, 'error'>;
	now?: () => Date;
}): BulkInvitationService {
	/** What stands against a file here and now, and who of it was invited before. */
	async function check(
		executor: Executor,
		organisationId: string,
		rows: readonly InvitationLine[]
	): Promise<{ problems: FileProblem[]; again: Set<string> }> {
		const [people, open] = [
			await queries.findPeople(executor, organisationId),
			await queries.findInvitations(executor, organisationId, now())
		];
		const members = new Set(people.map(({ email }) => email));
		const invited = new Set(open.map(({ email }) => email));
		const problems = rows
			.filter(({ email }) => members.has(email))
			.map(({ line }) => ({
				line,
				column: 'email',
				message: 'Somebody with this address belongs here already.'
			}));
		const more = rows.filter(({ email }) => !invited.has(email)).length;
		if (open.length + more > maxOpenInvitations)
			problems.push({
				line: 1,
				column: '',
				message: `With these there would be ${open.length + more} open invitations; ${maxOpenInvitations} are the most.`
			});
		return { problems, again: invited };
	}

	async function mailAll(
		letters: { row: InvitationLine; path: string }[],
		from: string,
		organisation: string
	): Promise<SentInvitation[]> {
		const sent: SentInvitation[] = [];
		const waiting = letters.map((letter, index) => ({ ...letter, index }));
		async function work() {
			for (let next = waiting.shift(); next; next = waiting.shift()) {
				const { row, path, index } = next;
				const { email: to, role } = row;
				const url = `${linkOrigin}${path}`;
				const isMailed = await mail
					.send(toInvitationLetter({ to, from, organisation, role, url }))
					.then(
						() => mail.isOn,
						(error: unknown) => {
							const reason = error instanceof Error ? error.name : 'unknown';
							log.error(
								{ event: 'invitation-mail-failed', reason },
								'An invitation was not mailed'
							);
							return false;
						}
					);
				sent[index] = { email: to, role, path, isMailed };
			}
		}
		await Promise.all(Array.from({ length: lettersAtOnce }, work));
		return sent;
	}

	return {
		async preview(actor, organisationId, bytes) {
			const place = await queries.findOrganisation(db, organisationId, actor.userId);
			if (!place || actor.isGuest) return { ok: false, code: 'not_found' };
			if (place.myRole !== 'admin') return { ok: false, code: 'not_allowed' };
			const read = readInvitationFile(bytes);
			if (!read.ok) return { ok: false, code: 'bad_file', problems: read.problems };
			const { problems, again } = await check(db, organisationId, read.rows);
			if (problems.length > 0) return { ok: false, code: 'bad_file', problems };
			const people = read.rows.map(({ email, role }) => ({
				email,
				role,
				isAgain: again.has(email)
			}));
			return { ok: true, preview: { people, isMailed: mail.isOn } };
		},

		async send(actor, organisationId, bytes) {
			const made = await db.transaction(async (tx) => {
				const place = await queries.lockOrganisation(tx, organisationId, actor.userId);
				if (!place || actor.isGuest) return { ok: false as const, code: 'not_found' as const };
				if (place.myRole !== 'admin') return { ok: false as const, code: 'not_allowed' as const };
				const read = readInvitationFile(bytes);
				const problems = read.ok
					? (await check(tx, organisationId, read.rows)).problems
					: read.problems;
				if (!read.ok || problems.length > 0)
					return { ok: false as const, code: 'bad_file' as const, problems };
				const invited = read.rows.map(({ email, role }) =>
					createInvitation({ organisationId, email, role, createdBy: actor.userId }, now())
				);
				await queries.replaceInvitations(
					tx,
					organisationId,
					invited.map(({ row }) => row)
				);
				const letters = invited.map(({ token }, index) => ({ row: read.rows[index]!, token }));
				return { ok: true as const, name: place.name, letters };
			});
			if (!made.ok) return made;
			const letters = made.letters.map(({ row, token }) => ({
				row,
				path: `/invitations/${token}`
			}));
			return { ok: true, sent: await mailAll(letters, actor.name, made.name) };
		}
	};
}

import {
	findEmailProblem,
	memberRoleNames,
	memberRoles,
	toEmail,
	type MemberRole
} from '#lib/account/account.ts';
import { readTable, readText, type FileProblem, type ReadRow } from '../files/table-file.ts';

/** People to invite in one go. */
export const maxFileInvitations = 200;

export interface InvitationLine {
	line: number;
	/** As it is stored. */
	email: string;
	role: MemberRole;
}

/** Reads a CSV file with the columns `email` and `role`; a missing role is a candidate's. */
export function readInvitationFile(
	bytes: Uint8Array
): { ok: true; rows: InvitationLine[] } | { ok: false; problems: FileProblem[] } {
	const file = readText(bytes);
	if (!file.ok) return { ok: false, problems: [{ line: 1, column: '', message: file.message }] };
	const firstLines = new Map<string, number>();
	return readTable(file.text, {
		known: ['email', 'role'],
		required: ['email'],
		most: maxFileInvitations,
		things: 'people',
		readRow: (cell, line) => readRow(cell, line, firstLines)
	});
}

function readRow(
	cell: (name: string) => string,
	line: number,
	firstLines: Map<string, number>
): ReadRow<InvitationLine> {
	const problems: FileProblem[] = [];
	const email = toEmail(cell('email'));
	const typed = cell('role').toLowerCase();
	const role = typed === '' ? 'candidate' : memberRoles.find((one) => one === typed);
	const before = firstLines.get(email);
	const problem = /^[=+\-@]/.test(email)
		? 'This cell begins like a formula. Type the address alone.'
		: before !== undefined
			? `This address is in line ${before} already.`
			: findEmailProblem(email);
	if (problem) problems.push({ line, column: 'email', message: problem });
	else firstLines.set(email, line);
	if (!role) {
		const roles = memberRoles.map((one) => memberRoleNames[one].toLowerCase()).join(', ');
		problems.push({ line, column: 'role', message: `A role is one of: ${roles}.` });
	}
	return role && problems.length === 0
		? { ok: true, row: { line, email, role } }
		: { ok: false, problems };
}

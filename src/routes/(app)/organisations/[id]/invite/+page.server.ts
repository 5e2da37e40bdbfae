import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { requireMember } from '#lib/server/guard.ts';
import { readUpload } from '#lib/server/upload.ts';
import type { Actions, PageServerLoad } from './$types';

const maxBytes = 256 * 1024;

async function requireAdmin(event: RequestEvent) {
	const actor = requireMember(event);
	const organisationId = event.params.id ?? '';
	const organisation = await event.locals.services.organisations.get(actor, organisationId);
	if (!organisation) error(404, 'There is nothing at this address.');
	if (!organisation.canManage) error(403, 'Only an admin of this organisation invites people.');
	return { actor, organisation };
}

export const load: PageServerLoad = async (event) => {
	const { organisation } = await requireAdmin(event);
	return { organisation: { id: organisation.id, name: organisation.name } };
};

async function readFile(event: RequestEvent) {
	const { actor, organisation } = await requireAdmin(event);
	return { actor, id: organisation.id, upload: await readUpload(event, 'file', maxBytes) };
}

const noFile = () =>
	fail(400, { fileName: '', message: 'Choose a CSV file of at most 256 kB.', problems: [] });

function refuse(
	fileName: string,
	result:
		| { code: 'not_found' | 'not_allowed' }
		| { code: 'bad_file'; problems: { line: number; column: string; message: string }[] }
) {
	if (result.code !== 'bad_file') error(404, 'There is nothing at this address.');
	const message = 'Nobody was invited. Mend these, and choose the file again.';
	return fail(400, { fileName, message, problems: result.problems });
}

export const actions: Actions = {
	preview: async (event) => {
		const { actor, id, upload } = await readFile(event);
		if (!upload) return noFile();
		const { fileName, bytes } = upload;
		const result = await event.locals.services.bulkInvitations.preview(actor, id, bytes);
		return result.ok ? { fileName, preview: result.preview } : refuse(fileName, result);
	},

	send: async (event) => {
		const { actor, id, upload } = await readFile(event);
		if (!upload) return noFile();
		const { fileName, bytes } = upload;
		const result = await event.locals.services.bulkInvitations.send(actor, id, bytes);
		return result.ok ? { fileName, sent: result.sent } : refuse(fileName, result);
	}
};

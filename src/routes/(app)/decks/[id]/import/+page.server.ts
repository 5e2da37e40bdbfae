import { error, fail } from '@sveltejs/kit';
import { requireMember } from '#lib/server/guard.ts';
import { readUpload } from '#lib/server/upload.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const maxBytes = 8 * 1024 * 1024;

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const deck = await event.locals.services.decks.get(actor, event.params.id);
	if (!deck?.canEdit) error(404, 'There is nothing at this address.');
	return { deck: { id: deck.id, name: deck.name } };
};

async function run(event: RequestEvent, act: 'previewImport' | 'importFile') {
	const actor = requireMember(event);
	const { decks } = event.locals.services;
	const deck = await decks.get(actor, event.params.id);
	if (!deck) error(404, 'There is nothing at this address.');
	if (!deck.canEdit) error(403, 'Advisors and admins of its organisation change a deck.');
	const upload = await readUpload(event, 'file', maxBytes);
	if (!upload)
		return fail(400, {
			fileName: '',
			message: 'Choose a CSV or JSON file of at most 8 MB.',
			problems: []
		});
	const { bytes, fileName } = upload;
	const kind = fileName.toLowerCase().endsWith('.json') ? 'json' : 'csv';
	const started = performance.now();
	const result = await decks[act](actor, event.params.id, kind, bytes);
	if (result.ok)
		return {
			fileName,
			preview: result.preview,
			isImported: act === 'importFile',
			seconds: (performance.now() - started) / 1000
		};
	const problems = result.code === 'bad_file' ? result.problems : [];
	const message =
		result.code === 'bad_file'
			? 'Nothing was written. Mend these, and choose the file again.'
			: 'This deck would have more than 20,000 questions, which is the most. Nothing was written.';
	return fail(400, { fileName, message, problems });
}

export const actions: Actions = {
	preview: (event) => run(event, 'previewImport'),
	import: (event) => run(event, 'importFile')
};

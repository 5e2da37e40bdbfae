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

/** Why nothing was written although import was pressed; what would be is shown with it. */
const notPreviewed = {
	file: 'This is not the file that you looked at. Nothing was written; here is what this one would do.',
	deck: 'The deck was changed since you looked. Nothing was written; here is what the file would do now.',
	none: 'Look first: here is what the file would do. Nothing was written.'
};

/** What the preview named the file and its doing; anything else is nothing. */
function toToken(form: FormData): string {
	const token = form.get('previewed');
	return typeof token === 'string' ? token.slice(0, 200) : '';
}

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
	const result =
		act === 'importFile'
			? await decks.importFile(actor, event.params.id, kind, bytes, toToken(upload.fields))
			: await decks.previewImport(actor, event.params.id, kind, bytes);
	if (result.ok)
		return {
			fileName,
			preview: result.preview,
			isImported: act === 'importFile',
			seconds: (performance.now() - started) / 1000
		};
	if (result.code === 'not_previewed')
		return fail(409, { fileName, message: notPreviewed[result.what], preview: result.preview });
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

import { error } from '@sveltejs/kit';
import { requireMember } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

/** The deck as a file: `?kind=csv` or `?kind=json`. */
export const GET: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const kind = event.url.searchParams.get('kind') === 'json' ? 'json' : 'csv';
	const file = await event.locals.services.decks.toFile(actor, event.params.id, kind);
	if (!file) error(404, 'There is nothing at this address.');
	const name = file.name.replace(/[^a-z0-9]+/gi, '-').replace(/^-+|-+$/g, '') || 'deck';
	return new Response(file.text, {
		headers: {
			'content-type': `${kind === 'csv' ? 'text/csv' : 'application/json'}; charset=utf-8`,
			'content-disposition': `attachment; filename="${name}.${kind}"`,
			'cache-control': 'private, no-store'
		}
	});
};

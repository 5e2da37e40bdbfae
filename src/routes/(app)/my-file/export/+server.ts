import { error } from '@sveltejs/kit';
import { requireMember } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

/** Everything in one's own file, as JSON. */
export const GET: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const file = await event.locals.services.candidateFiles.get(actor);
	if (!file) error(404, 'There is nothing at this address.');
	const { basics, lines } = file;
	const text = JSON.stringify(
		{
			...basics,
			lines: lines.map(({ kind, isOpen, values }) => ({
				kind,
				interviewerMayAsk: isOpen,
				...values
			}))
		},
		null,
		'\t'
	);
	return new Response(`${text}\n`, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': 'attachment; filename="my-file.json"',
			'cache-control': 'private, no-store'
		}
	});
};

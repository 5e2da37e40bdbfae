import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { email } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import type { Services } from '#server/services.ts';
import type { Actions, PageServerLoad } from './$types';

const continueForm = v.strictObject({ email });

/** The name of this machine that has the other cookie jar. */
const twins: Record<string, string> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' };

function requireDemo({ demo }: Services) {
	if (!demo) error(404, 'There is nothing at this address.');
	return demo;
}

/** Who leads follows from the address, so that the two links of the start lead to two people. */
const toTiles = (demo: ReturnType<typeof requireDemo>, url: URL) =>
	demo.continueTiles(url.hostname === '127.0.0.1' ? 'candidate' : 'mentor');

export const load: PageServerLoad = ({ locals, url }) => {
	const demo = requireDemo(locals.services);
	const twin = twins[url.hostname];
	const port = url.port && `:${url.port}`;
	return {
		tiles: toTiles(demo, url),
		twinUrl: twin ? `${url.protocol}//${twin}${port}/demo` : null
	};
};

export const actions: Actions = {
	default: async (event) => {
		const demo = requireDemo(event.locals.services);
		const { accounts } = event.locals.services;
		const form = await readForm(event, continueForm);
		if (!form.ok) return form.failure;
		const tile = toTiles(demo, event.url).find((one) => one.email === form.data.email);
		const signed = tile && (await accounts.continueAs(tile.email));
		if (!tile || !signed?.ok)
			return form.refuse(
				{},
				'The demo has nobody of that name. Choose one of the people here.',
				404
			);
		if (event.locals.actor) await accounts.signOut(event.locals.actor);
		setSessionCookie(event, signed.token, signed.expiresAt);
		if (tile.path) redirect(303, tile.path);
		const actor = await accounts.readActor(signed.token);
		const prepared = actor && (await demo.prepared(actor));
		redirect(303, prepared ? `/interviews/${prepared.id}/room` : '/home');
	}
};

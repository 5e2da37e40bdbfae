import { error, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { readFilters } from '#lib/progress/filters.ts';
import { toSeasonText } from '#lib/progress/season-text.ts';
import { noteContact } from '#lib/server/contact-form.ts';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
	await parent();
	const { actor, services } = locals;
	const { candidateId } = params;
	const filters = readFilters(url.searchParams);
	const season = actor && (await services.progress.season(actor, filters, candidateId));
	if (!season) error(404, 'There is nothing at this address.');
	const [followed, ahead] = await Promise.all([
		services.advising.followed(actor, candidateId),
		services.sittings.ahead(actor, candidateId)
	]);
	return { season: toSeasonText(season), myId: actor.userId, followed, ahead };
};

const seatForm = v.strictObject({ interviewId: fields.id });

async function changeSeat(event: RequestEvent, how: 'sitIn' | 'stepBack') {
	const actor = requireMember(event);
	const form = await readForm(event, seatForm, { form: how });
	if (!form.ok) return form.failure;
	const result = await event.locals.services.sittings[how](actor, form.data.interviewId);
	if (!result.ok) error(404, 'This interview is over, or it is not shared with you any more.');
}

export const actions: Actions = {
	contact: noteContact,
	sitIn: (event) => changeSeat(event, 'sitIn'),
	stepBack: (event) => changeSeat(event, 'stepBack')
};

import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { readFilters } from '#lib/progress/filters.ts';
import { toSeasonText } from '#lib/progress/season-text.ts';
import { realInterviewDay } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	await parent();
	const filters = readFilters(url.searchParams);
	const season = locals.actor && (await locals.services.progress.season(locals.actor, filters));
	if (!season) error(404, 'There is nothing at this address.');
	return { season: toSeasonText(season) };
};

export const actions: Actions = {
	'real-interview': async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, v.strictObject({ date: realInterviewDay }));
		if (!form.ok) return form.failure;
		await event.locals.services.progress.setRealInterview(actor, form.data.date);
	}
};

import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { linkDays, mostOpenLinks } from '#lib/report/link.ts';
import { id } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const reports = await event.locals.services.reports.own(actor);
	if (!reports) error(404, 'There is nothing at this address.');
	return { reports };
};

const linkForm = v.strictObject({
	/** The season, or an interview’s id. */
	what: v.union([v.literal('season'), id]),
	days: v.picklist(linkDays.map(String))
});

export const actions: Actions = {
	link: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, linkForm);
		if (!form.ok) return form.failure;
		const { what, days } = form.data;
		const shared = await event.locals.services.reports.share(actor, {
			interviewId: what === 'season' ? null : what,
			days: Number(days)
		});
		if (!shared.ok && shared.code === 'too_many')
			return form.refuse({}, `There are ${mostOpenLinks} open links. Withdraw some first.`);
		if (!shared.ok) error(404, 'There is nothing at this address.');
		redirect(303, '/progress/reports');
	},

	withdraw: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, v.strictObject({ linkId: id }));
		if (!form.ok) return form.failure;
		const isWithdrawn = await event.locals.services.reports.withdraw(actor, form.data.linkId);
		if (!isWithdrawn) error(404, 'There is nothing at this address.');
		redirect(303, '/progress/reports');
	}
};

import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { id, isoTime } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { id: interviewId } = event.params;
	const { solo: practices, reviews, outcomes } = event.locals.services;
	const solo = await practices.get(actor, interviewId);
	if (!solo) error(404, 'There is no practice at this address, or it is not yours.');
	if (solo.phase === 'cancelled') redirect(303, `/interviews/${interviewId}`);
	const outcome = solo.phase === 'finished' ? await outcomes.get(actor, interviewId) : null;
	const own = outcome?.rounds[0]?.scorecards.find(({ raterKind }) => raterKind === 'self');
	return {
		solo,
		requests: await reviews.own(actor, interviewId),
		ownMarks: own?.marks ?? []
	};
};

export const actions: Actions = {
	discard: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, v.strictObject({}), { form: 'discard' });
		if (!form.ok) return form.failure;
		const isDiscarded = await event.locals.services.solo.discard(actor, event.params.id);
		if (!isDiscarded)
			return form.refuse({}, 'This practice cannot be found, or it is saved already.', 404);
		redirect(303, '/solo');
	},

	/** The reviews that came until then have been on the page. */
	read: async (event) => {
		const actor = requireMember(event);
		const { solo, reviews } = event.locals.services;
		const { id: interviewId } = event.params;
		if (!(await solo.get(actor, interviewId))) error(404, 'There is nothing at this address.');
		const form = await readForm(event, v.strictObject({ until: isoTime }), { form: 'read' });
		if (!form.ok) return form.failure;
		await reviews.markRead(actor, interviewId, new Date(form.data.until));
		return { form: 'read' };
	},

	/** Ends a link and deletes what was lent by it. */
	withdraw: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, v.strictObject({ requestId: id }), { form: 'withdraw' });
		if (!form.ok) return form.failure;
		const { id: interviewId } = event.params;
		const isWithdrawn = await event.locals.services.reviews.withdraw(actor, {
			interviewId,
			requestId: form.data.requestId
		});
		if (!isWithdrawn) error(404, 'There is nothing at this address.');
		redirect(303, `/solo/${interviewId}`);
	}
};

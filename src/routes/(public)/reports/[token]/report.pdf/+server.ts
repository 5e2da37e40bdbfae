import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { toPdf } from '#lib/progress/file.ts';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import type { RequestHandler } from './$types';

const openForm = v.strictObject({ name: fields.name });

/** Whoever is signed in opens it under their own name, others under the one they give. */
export const POST: RequestHandler = async (event) => {
	const { locals, params } = event;
	const door = await locals.services.reports.door(params.token);
	if (!door) error(404, 'There is nothing at this address.');
	const form = locals.actor ? null : await readForm(event, openForm);
	const name = locals.actor?.name ?? (form?.ok ? form.data.name : null);
	if (name === null || door.state !== 'open') redirect(303, `/reports/${params.token}?asked=name`);
	const viewer = { userId: locals.actor?.userId ?? null, name };
	const bytes = await locals.services.reports.open(params.token, viewer);
	if (!bytes) error(404, 'There is nothing at this address.');
	return toPdf(bytes, 'report.pdf');
};

import * as v from 'valibot';
import { readForm } from '#lib/server/form.ts';
import { requireSignedIn } from '#lib/server/guard.ts';
import { toCheckWords } from '#lib/setup/check-faults.ts';
import { checklistIds, longestBackupDevice, longestBackupPhone } from '#lib/setup/checklist.ts';
import type { Actions, PageServerLoad } from './$types';

/** Guests too: whoever is to be seen may check how. `from` is the interview to go back to. */
export const load: PageServerLoad = async (event) => {
	const actor = requireSignedIn(event);
	const { setups } = event.locals.services;
	const from = event.url.searchParams.get('from') ?? '';
	const lastCheck = await setups.lastCheck(actor);
	return {
		name: actor.name,
		userId: actor.userId,
		canRename: !actor.isGuest,
		notes: await setups.get(actor),
		lastCheck: toCheckWords(lastCheck, actor.timeZone, new Date().toISOString()),
		back: /^[a-z0-9]{20}$/.test(from) ? `/interviews/${from}` : null
	};
};

const schema = v.strictObject({
	...v.entriesFromList(checklistIds, v.picklist(['', 'on'])),
	backupDevice: v.pipe(
		v.string(),
		v.trim(),
		v.maxLength(longestBackupDevice, `At most ${longestBackupDevice} characters.`)
	),
	backupPhone: v.pipe(
		v.string(),
		v.trim(),
		v.maxLength(longestBackupPhone, `At most ${longestBackupPhone} characters.`)
	)
});

export const actions: Actions = {
	default: async (event) => {
		const actor = requireSignedIn(event);
		const form = await readForm(event, schema);
		if (!form.ok) return form.failure;
		const { backupDevice, backupPhone, ...ticks } = form.data;
		const ticked = checklistIds.filter((id) => ticks[id] === 'on');
		await event.locals.services.setups.save(actor, { ticked, backupDevice, backupPhone });
		return { isSaved: true };
	}
};

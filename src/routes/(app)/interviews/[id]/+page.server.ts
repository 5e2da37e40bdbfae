import { error, fail, redirect, type ActionFailure } from '@sveltejs/kit';
import * as v from 'valibot';
import { usefulnesses } from '#lib/feedback/usefulness.ts';
import { roles } from '#lib/interview/interview.ts';
import { toSchedule } from '#lib/interview/schedule.ts';
import { mostCaptionBytes } from '#lib/recording/captions.ts';
import { notInRecording } from '#lib/recording/recording-pin.ts';
import { recordingVisibilities } from '#lib/recording/recording.ts';
import { pinTagIds } from '#lib/replay/marks.ts';
import { isoTime } from '#lib/server/fields.ts';
import { readForm, type FormRefusal } from '#lib/server/form.ts';
import { requireActor } from '#lib/server/guard.ts';
import { readUpload } from '#lib/server/upload.ts';
import { toLocalTime, toTomorrowEvening } from '#lib/time/local-time.ts';
import type { ReplayResult } from '#server/recordings/replay-service.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireActor(event);
	const { candidateFiles, interviews, outcomes, recordings } = event.locals.services;
	const { id } = event.params;
	const now = new Date().toISOString();
	const shared = {
		myId: actor.userId,
		isGuest: actor.isGuest,
		timeZone: actor.timeZone,
		origin: event.url.origin,
		now,
		recordings: await recordings.list(actor, id)
	};

	// Who follows the candidate reads the outcome without being on the interview's list.
	const outcome = await outcomes.get(actor, id);
	if (outcome) return { ...shared, outcome, interview: null, schedule: null, briefs: [] };
	const interview = await interviews.get(actor, id);
	if (!interview) error(404, 'There is no interview at this address, or it is not yours to see.');
	if (interview.kind === 'solo' && interview.phase !== 'cancelled') redirect(303, `/solo/${id}`);
	const { scheduledAt, minutes } = interview;
	const schedule = {
		when: 'later',
		at: scheduledAt
			? toLocalTime(scheduledAt, actor.timeZone)
			: toTomorrowEvening(now, actor.timeZone),
		minutes: String(minutes)
	};
	const briefs = await candidateFiles.findBriefs(actor, id);
	return { ...shared, outcome: null, interview, schedule, briefs };
};

const refusals: Record<string, string> = {
	not_found: 'You cannot change this interview.',
	wrong_phase: 'The interview has moved on meanwhile, so this is no longer possible.'
};

const text = v.string();
const role = v.picklist(roles, 'There is no such link.');
const moment = v.pipe(v.string(), v.regex(/^\d{1,8}$/, notInRecording), v.transform(Number));
const pinTag = v.picklist(pinTagIds, 'Choose what it is.');
const schemas = {
	reschedule: v.strictObject({
		when: v.picklist(['now', 'later'], 'Choose now or a set time.'),
		at: text,
		minutes: text
	}),
	cancel: v.strictObject({}),
	revokeLink: v.strictObject({ role }),
	renewLink: v.strictObject({ role }),
	removePerson: v.strictObject({ userId: text }),
	addAddendum: v.strictObject({ roundId: text, body: text }),
	readComments: v.strictObject({ until: isoTime }),
	rateFeedback: v.strictObject({
		roundId: text,
		usefulness: v.picklist(usefulnesses, 'Choose one of the four answers.')
	}),
	recording: v.strictObject({ recordingId: text }),
	setPin: v.strictObject({ recordingId: text, atMs: moment, tag: pinTag, words: text }),
	removePin: v.strictObject({ recordingId: text, atMs: moment }),
	shareRecording: v.strictObject({
		recordingId: text,
		visibility: v.picklist(recordingVisibilities, 'Choose who may watch it.')
	})
};

/** A form of this page, read for whoever may open it; each says which one it was. */
async function readPageForm<Name extends keyof typeof schemas>(event: RequestEvent, name: Name) {
	const actor = requireActor(event);
	return { actor, read: await readForm(event, schemas[name], { form: name }) };
}

type Refuse = (
	errors: Record<string, string>,
	message?: string,
	status?: number
) => ActionFailure<FormRefusal>;
type Result = { ok: true } | { ok: false; code: string };

/** What a form that only presses a button answers. */
function toAnswer(refuse: Refuse, result: Result) {
	if (result.ok) return;
	const status = result.code === 'not_found' ? 404 : 409;
	return refuse({}, refusals[result.code] ?? 'This is not possible now.', status);
}

export const actions: Actions = {
	reschedule: async (event) => {
		const { actor, read } = await readPageForm(event, 'reschedule');
		if (!read.ok) return read.failure;
		const schedule = toSchedule(read.data, actor.timeZone, Date.now());
		if (!schedule.ok) return read.refuse(schedule.errors);
		const { scheduledAt, minutes } = schedule;
		const { interviews } = event.locals.services;
		const result = await interviews.reschedule(actor, event.params.id, { scheduledAt, minutes });
		if (!result.ok && result.code === 'invalid')
			return read.refuse({ [result.field === 'minutes' ? 'minutes' : 'at']: result.message });
		return toAnswer(read.refuse, result);
	},
	cancel: async (event) => {
		const { actor, read } = await readPageForm(event, 'cancel');
		if (!read.ok) return read.failure;
		const { interviews } = event.locals.services;
		return toAnswer(read.refuse, await interviews.cancel(actor, event.params.id));
	},
	revokeLink: async (event) => {
		const { actor, read } = await readPageForm(event, 'revokeLink');
		if (!read.ok) return read.failure;
		const { interviews } = event.locals.services;
		const { role } = read.data;
		return toAnswer(read.refuse, await interviews.revokeLink(actor, event.params.id, role));
	},
	renewLink: async (event) => {
		const { actor, read } = await readPageForm(event, 'renewLink');
		if (!read.ok) return read.failure;
		const { interviews } = event.locals.services;
		const { role } = read.data;
		return toAnswer(read.refuse, await interviews.renewLink(actor, event.params.id, role));
	},
	removePerson: async (event) => {
		const { actor, read } = await readPageForm(event, 'removePerson');
		if (!read.ok) return read.failure;
		const { interviews } = event.locals.services;
		const { userId } = read.data;
		return toAnswer(read.refuse, await interviews.removePerson(actor, event.params.id, userId));
	},
	addAddendum: async (event) => {
		const { actor, read } = await readPageForm(event, 'addAddendum');
		if (!read.ok) return read.failure;
		const interviewId = event.params.id;
		const { outcomes } = event.locals.services;
		const result = await outcomes.addAddendum(actor, { interviewId, ...read.data });
		if (!result.ok && result.code === 'invalid') return read.refuse({ body: result.message });
		return toAnswer(read.refuse, result);
	},
	/** What others added until then has been on the page of the candidate whose round it is. */
	readComments: async (event) => {
		const { actor, read } = await readPageForm(event, 'readComments');
		if (!read.ok) return read.failure;
		const { outcomes } = event.locals.services;
		const until = new Date(read.data.until);
		if (!(await outcomes.readComments(actor, event.params.id, until)))
			error(404, 'There is nothing at this address.');
	},
	rateFeedback: async (event) => {
		const { actor, read } = await readPageForm(event, 'rateFeedback');
		if (!read.ok) return read.failure;
		const interviewId = event.params.id;
		const { outcomes } = event.locals.services;
		return toAnswer(read.refuse, await outcomes.rateFeedback(actor, { interviewId, ...read.data }));
	},
	shareRecording: async (event) => {
		const actor = requireActor(event);
		const read = await readForm(event, schemas.shareRecording, { form: 'recording' });
		if (!read.ok) return read.failure;
		const { recordingId, visibility } = read.data;
		const { recordings } = event.locals.services;
		return toRecordingAnswer(
			read.refuse,
			await recordings.setVisibility(actor, event.params.id, recordingId, visibility)
		);
	},
	setPin: async (event) => {
		const { actor, read } = await readPageForm(event, 'setPin');
		if (!read.ok) return read.failure;
		const { recordingId, ...pin } = read.data;
		const { replays } = event.locals.services;
		return toReplayAnswer(
			read.refuse,
			await replays.setPin(actor, event.params.id, recordingId, pin)
		);
	},
	removePin: async (event) => {
		const { actor, read } = await readPageForm(event, 'removePin');
		if (!read.ok) return read.failure;
		const { recordingId, atMs } = read.data;
		const { replays } = event.locals.services;
		return toReplayAnswer(
			read.refuse,
			await replays.removePin(actor, event.params.id, recordingId, atMs)
		);
	},
	addCaptions: async (event) => {
		const actor = requireActor(event);
		const upload = await readUpload(event, 'file', mostCaptionBytes);
		const recordingId = String(upload?.fields.get('recordingId') ?? '');
		const refuse: Refuse = (errors, message = '', status = 400) =>
			fail(status, { form: 'recording', values: {}, errors, message });
		if (!upload) return refuse({}, 'Choose a WebVTT file of at most 512 KB.');
		const { replays } = event.locals.services;
		return toReplayAnswer(
			refuse,
			await replays.setCaptions(actor, event.params.id, recordingId, upload.bytes)
		);
	},
	removeCaptions: async (event) => {
		const { actor, read } = await readPageForm(event, 'recording');
		if (!read.ok) return read.failure;
		const { replays } = event.locals.services;
		return toReplayAnswer(
			read.refuse,
			await replays.setCaptions(actor, event.params.id, read.data.recordingId, null)
		);
	},
	deleteRecording: (event) => endRecording(event, 'remove'),
	withdrawConsent: (event) => endRecording(event, 'withdraw')
};

async function endRecording(event: RequestEvent, how: 'remove' | 'withdraw') {
	const { actor, read } = await readPageForm(event, 'recording');
	if (!read.ok) return read.failure;
	const { recordings } = event.locals.services;
	return toRecordingAnswer(
		read.refuse,
		await recordings[how](actor, event.params.id, read.data.recordingId)
	);
}

/** What is gone, and what is not theirs to decide, are told alike. */
function toRecordingAnswer(refuse: Refuse, result: Result) {
	if (!result.ok)
		return refuse({}, 'This recording is gone, or it is not open to you for this.', 404);
}

function toReplayAnswer(refuse: Refuse, result: ReplayResult) {
	if (!result.ok && result.code === 'invalid') return refuse({}, result.message);
	return toRecordingAnswer(refuse, result);
}

import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { toDocumentPath, type DocumentName } from '#lib/collab/documents.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { testAppSecret } from '../support/given.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { actors, matrix, type ActorName, type Answer, type Row } from './matrix.ts';
import { findSurface } from './surface.ts';
import { captions, openWorld } from './world.ts';

let app: TestApp;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let world: Awaited<ReturnType<typeof openWorld>>;
type Interview = Awaited<ReturnType<typeof world.makeInterview>>;
let open: Interview;
let finished: Interview;

beforeAll(async () => {
	database = await createTestDatabase();
	app = await startApp({ databaseUrl: database.url, env: { APP_SECRET: testAppSecret } });
	world = await openWorld(database.url, app.dataDir);
	open = await world.makeInterview('open');
	finished = await world.makeInterview('finished');
	await world.things.rate(finished);
}, 120_000);

afterAll(async () => {
	await world?.[Symbol.asyncDispose]();
	await app?.[Symbol.asyncDispose]();
	await database?.[Symbol.asyncDispose]();
});

/** The first who may leaves nothing for the next. */
const endsIt = ({ thing }: Row) => thing.endsWith('?/withdrawConsent');

/** A thing that changes an interview is asked of one of its own; rights come before phases, so one serves all actors. */
async function pickInterview(row: Row): Promise<Interview> {
	if (row.isFinished) return finished;
	const isChange = /^(POST|DELETE) .*(interviews\/\[id\]|join|sitIn|stepBack)|^COMMAND/.test(
		row.thing
	);
	return isChange || endsIt(row) ? world.makeInterview('open') : open;
}

async function probe(row: Row, interview: Interview, actor: ActorName): Promise<Answer | string> {
	const signed = await world.openSession(actor, interview);
	const headers: Record<string, string> = {
		origin: app.url,
		accept: 'text/html',
		...(signed ? { cookie: `mock_rounds_session=${signed.token}` } : {})
	};
	const [kind, what] = row.thing.split(/ (.*)/s) as [string, string];
	if (kind === 'SOCKET') return probeSocket(what, interview, signed, headers);
	if (kind === 'COMMAND') return probeCommand(what, interview, headers);
	const path = what
		.replace(/^\/organisations\/\[id\]/, `/organisations/${world.organisationId}`)
		.replace(/^\/decks\/\[id\]/, `/decks/${world.deck.id}`)
		.replace('[questionId]', world.deck.questionId)
		.replace(/^\/rubrics\/\[id\]/, `/rubrics/${world.rubricId}`)
		.replace(/^\/solo\/\[id\](?=\/requests\/)/, `/solo/${world.lent.interviewId}`)
		.replace('[requestId]', world.lent.requestId)
		.replace('[mediaId]', world.lent.mediaId)
		.replace('[ordinal]', '0')
		.replace('/reviews/[token]', `/reviews/${world.lent.token}`)
		.replace(/^\/solo\/\[id\]/, `/solo/${world.soloId}`)
		.replace('[id]', interview.id)
		.replace('[recordingId]', interview.recordingId)
		.replace('[part]/[number]', '1/0')
		.replace('[candidateId]', world.people.candidate.actor.userId)
		.replace('/join/[token]', interview.observerLink)
		.replace('[token]', await toToken(what));
	const isRead = kind === 'GET' || kind === 'HEAD';
	const isForm =
		kind === 'POST' &&
		!/commands|side-talk|save$|video-token|webhook|requests|look$|result$/.test(what);
	const isAction = isForm && signed && !/webhook|report\.pdf|theme$|token$/.test(what);
	const response = await fetch(app.url + path, {
		method: kind,
		redirect: 'manual',
		headers: {
			...headers,
			...(isAction ? { accept: 'application/json', 'x-sveltekit-action': 'true' } : {}),
			...(isForm || isRead
				? {}
				: kind === 'PUT'
					? { ...piece, accept: 'application/json' }
					: { 'content-type': 'application/json', accept: 'application/json' })
		},
		...(isRead ? {} : { body: isForm ? await toForm(what, interview) : '{}' })
	});
	const text = await response.text();
	if (response.headers.get('content-type') === 'application/json' && isAction)
		return toActionAnswer(JSON.parse(text) as ActionAnswer, response.status);
	return toAnswer(response.status, response.headers.get('location'));
}

/** What SvelteKit sends to a page's own script: the answer of the action itself, before any page is loaded after it. */
type ActionAnswer =
	| { type: 'success' | 'failure'; status: number }
	| { type: 'redirect'; status: number; location: string }
	| { type: 'error'; error: unknown };

function toActionAnswer(answer: ActionAnswer, status: number): Answer | string {
	if (answer.type === 'error') return toAnswer(status, null);
	return toAnswer(answer.status, answer.type === 'redirect' ? answer.location : null);
}

/** Of a link that is open; a page that takes a token of its own refuses these like any other that it does not know. */
async function toToken(what: string): Promise<string> {
	if (what.startsWith('/reports/')) return (await world.things.reportLink()).token;
	if (what.startsWith('/invitations/')) return (await world.things.invitation()).token;
	return 'x'.repeat(43);
}

/** What says that the body of a probe is a piece of a recording. */
const piece = {
	'content-type': 'application/octet-stream',
	'x-content-sha256': createHash('sha256').update('{}').digest('hex')
};

/** A form that is valid, about a person of the organisation who is there for it alone. */
async function toForm(what: string, interview: Interview): Promise<URLSearchParams | FormData> {
	const action = what.split('?/')[1] ?? '';
	if (action === 'addCaptions') {
		const form = new FormData();
		form.set('recordingId', interview.recordingId);
		form.set('file', new Blob([captions]), 'captions.vtt');
		return form;
	}
	const { things } = world;
	const ofOrganisation = async (): Promise<Record<string, string>> => {
		if (action === 'take-back') return { invitationId: (await things.invitation()).id };
		const { userId } = (await world.signUp('Somebody Else', 'candidate')).actor;
		if (action.endsWith('assign')) {
			const two = { advisorId: world.people.advisor.actor.userId, candidateId: userId };
			return action === 'assign' ? { ...two, endsOn: toDayAfter() } : two;
		}
		if (action === 'invite') return { email: `${userId}@people.test`, role: 'mentor' };
		if (action === 'rename') return { name: 'Harbour School' };
		if (action === 'recordings') return { days: '180' };
		if (action === 'role') return { userId, role: 'advisor' };
		return { userId };
	};
	const ofInterview: Record<string, Record<string, string>> = {
		reschedule: { when: 'now', at: '', minutes: '30' },
		revokeLink: { role: 'observer' },
		renewLink: { role: 'observer' },
		removePerson: { userId: world.people.observer.actor.userId },
		addAddendum: { roundId: interview.roundId, body: 'One more thought.' },
		readComments: { until: new Date().toISOString() },
		rateFeedback: { roundId: interview.roundId, usefulness: 'very' },
		shareRecording: { recordingId: interview.recordingId, visibility: 'participants' },
		setPin: { recordingId: interview.recordingId, atMs: '500', tag: 'strong', words: 'Clear.' },
		removePin: { recordingId: interview.recordingId, atMs: '500' },
		removeCaptions: { recordingId: interview.recordingId },
		deleteRecording: { recordingId: interview.recordingId },
		withdrawConsent: { recordingId: interview.recordingId }
	};
	const others: Record<string, Record<string, string>> = {
		'/account?/withdrawConsent': {
			interviewId: interview.id,
			recordingId: interview.recordingId
		},
		'/solo/[id]?/withdraw': {
			requestId: what.endsWith('?/withdraw') ? await things.reviewRequest() : ''
		},
		'/reports/[token]/report.pdf': { name: 'Dr Visitor' },
		'/solo/[id]?/read': { until: new Date().toISOString() },
		// Refused inside: opening would let this actor in for the probes that follow.
		'/reviews/[token]?/open': { more: 'than the form has' }
	};
	const fields = what.startsWith('/organisations/[id]')
		? await ofOrganisation()
		: /^\/(decks|rubrics)\//.test(what)
			? toKept(what, action)
			: what.startsWith('/interviews/[id]')
				? ofInterview[action]
				: /^\/(progress|advising)/.test(what)
					? await toProgress(what, action, interview)
					: others[what];
	return new URLSearchParams(fields);
}

/** A valid form of the progress pages or of the advisor's, about the candidate and what is theirs. */
async function toProgress(
	what: string,
	action: string,
	interview: Interview
): Promise<Record<string, string>> {
	const { things, people, organisationId } = world;
	const candidateId = people.candidate.actor.userId;
	const change = { target: '3', dueOn: toDayAfter() };
	switch (action) {
		case 'contact':
			return { candidateId, organisationId, note: 'Called.', what: 'talked' };
		case 'share':
			return { roundId: interview.roundId, visibility: 'advisor', from: 'sharing' };
		case 'link':
			return { what: 'season', days: '7' };
		case 'withdraw':
			return what.startsWith('/progress')
				? { linkId: (await things.reportLink()).id }
				: { practiceId: await things.practice() };
		case 'set':
			return { subject: 'mocks', ...change, isShared: 'on' };
		case 'change':
			return { goalId: await things.goal(), ...change, isShared: '' };
		case 'start':
			return { practiceId: await things.practice() };
		case 'stepBack':
			await things.seat(interview.id);
			return { interviewId: interview.id };
		case 'sitIn':
			return { interviewId: interview.id };
		case 'assign': {
			const plan = { planId: 'traditional', dueOn: toDayAfter(), takes: '1', note: '' };
			return { ...plan, [`to-${candidateId}-${organisationId}`]: 'on' };
		}
		default:
			return { goalId: await things.goal() };
	}
}

/** A valid form about the organisation’s deck or rubric, which changes as little as can be. */
function toKept(what: string, action: string): Record<string, string> {
	const { questionId, fields } = world.deck;
	if (what.includes('/questions/')) return { ...fields, version: '1' };
	const forms: Record<string, Record<string, string>> = {
		rename: { name: 'Ours', description: '', version: '1' },
		copy: { organisationId: world.organisationId },
		archive: { isArchived: 'no' },
		share: { organisationId: world.organisationId, isShared: 'no' },
		move: { questionId, to: 'up', beside: '' },
		question: { questionId, isArchived: 'no' },
		remove: { criterionId: 'presence', version: '1' },
		criterion: {
			criterionId: 'clarity',
			version: '1',
			weight: '1',
			isCore: 'on',
			name: 'Clarity',
			description: 'What to look at.',
			...Object.fromEntries([1, 2, 3, 4, 5].map((level) => [`anchors-${level}`, `Level ${level}.`]))
		}
	};
	return forms[action] ?? {};
}

const toDayAfter = () => new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);

function toAnswer(status: number, location: string | null): Answer | string {
	if (status === 303 && location?.startsWith('/sign-in')) return 'door';
	if (status === 401 || status === 403 || status === 404) return String(status);
	return status < 500 || status === 503 ? 'ok' : `fault ${status}`;
}

/** A role that may give a command is told about the phase or the card instead; that is `ok` here. */
async function probeCommand(type: string, interview: Interview, headers: Record<string, string>) {
	const more: Record<string, unknown> = {
		'draw-from-category': { category: 'opening' },
		'pick-question': { questionId: 'a'.repeat(20) },
		'ask-follow-up': { index: 0 },
		'show-prompt': { isShown: true },
		'add-time': { seconds: 30 },
		'set-ready': { isReady: true },
		'order-plan': { order: [1, 0] },
		'choose-asker': { userId: world.people.interviewer.actor.userId },
		'admit-knock': { knockId: 'a'.repeat(20), role: 'observer' },
		'decline-knock': { knockId: 'a'.repeat(20) },
		'propose-recording': { canRecord: true },
		'consent-recording': { canRecord: true },
		'begin-recording-part': { tab: 'a-tab' }
	};
	const response = await fetch(`${app.url}/interviews/${interview.id}/commands`, {
		method: 'POST',
		headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
		body: JSON.stringify({ id: randomUUID(), command: { type, ...(more[type] as object) } })
	});
	const { code } = (await response.json()) as { code?: string };
	if (response.status === 400) return `bad probe ${code}`;
	return toAnswer(response.status, null);
}

/** `ok`: the upgrade was let through. Whether one may write is proved where the documents are. */
async function probeSocket(
	what: string,
	interview: Interview,
	signed: { actor: { userId: string } } | null,
	headers: Record<string, string>
): Promise<string> {
	const [kind, isOfAnother] = what.split(' of ');
	const { candidate, interviewer } = world.people;
	const me = signed?.actor.userId ?? candidate.actor.userId;
	const another = me === candidate.actor.userId ? interviewer.actor.userId : candidate.actor.userId;
	const userId = isOfAnother ? another : me;
	const path =
		kind === 'stage'
			? toDocumentPath({ kind, interviewId: interview.id })
			: toDocumentPath({
					kind,
					roundId: interview.roundId,
					...(kind === 'scorecard' || kind === 'notes' ? { userId } : {})
				} as DocumentName);
	return new Promise((resolve, reject) => {
		const url = `${app.url.replace('http', 'ws')}/collab/${path}`;
		const socket = new WebSocket(url, ['mock-rounds.1'], { headers });
		socket.on('open', () => {
			socket.terminate();
			resolve('ok');
		});
		socket.on('unexpected-response', (request, response) => {
			request.destroy();
			resolve(String(response.statusCode));
		});
		socket.on('error', reject);
	});
}

describe('the access matrix', () => {
	it('names everything that can be asked of the server, and nothing else', () => {
		const named = new Set(matrix.map((row) => row.thing));
		expect([...named].sort()).toEqual(findSurface());
	});

	it.each(
		matrix.map((row) => [row.isFinished ? `${row.thing} (finished)` : row.thing, row] as const)
	)('%s', async (_, row) => {
		const interview = await pickInterview(row);
		const answers: Record<string, string> = {};
		for (const actor of actors)
			answers[actor] = await probe(row, endsIt(row) ? await pickInterview(row) : interview, actor);
		expect(answers).toEqual(row.expected);
	});

	it('has no page at an address with a NUL in it', async () => {
		const { token } = (await world.openSession('interviewer', open))!;
		const headers = { cookie: `mock_rounds_session=${token}` };
		const deck = `/decks/${world.deck.id}`;
		for (const path of [
			'/interviews/a%00b',
			'/decks/%00',
			'/join/%00',
			`${deck}?text=a%00`,
			`${deck}?tag=a%00`
		])
			expect((await fetch(app.url + path, { headers, redirect: 'manual' })).status, path).toBe(404);
	});
});

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAccountService } from '#server/accounts/account-service.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import { openDatabase } from '#server/db/open.ts';
import {
	assignments,
	memberships,
	organisations,
	recordingCaptions,
	recordingConsents,
	recordings,
	rounds
} from '#server/db/schema.ts';
import { toQuestionFields } from '#lib/deck/question-form.ts';
import { soloPlans } from '#lib/solo/solo.ts';
import { createDeckService } from '#server/decks/deck-service.ts';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import { residencyInterview } from '#server/rubrics/built-in/built-in-rubrics.ts';
import { createReviewService } from '#server/reviews/review-service.ts';
import { createRubricService } from '#server/rubrics/rubric-service.ts';
import { openChunkFolder } from '#server/storage/chunk-folder.ts';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import { eq } from 'drizzle-orm';
import { openInterviews } from '../support/given.ts';
import { plainPasswords } from '../support/accounts.ts';
import { createThings } from './things.ts';
import type { ActorName } from './matrix.ts';

const silent = { info() {}, warn() {}, error() {} };

export const captions = 'WEBVTT\n\n00:00.000 --> 00:01.000\nTell me about yourself.\n';

export interface Signed {
	actor: Actor;
	token: string;
}

/**
 * People of every sort, made through the services on the database that the running app is using: `candidate`,
 * `interviewer`, `observer` and `guest` are on the interview's list, `advisor` follows the candidate, `admin` runs the
 * organisation, `stranger` and `other-org` have nothing to do with it, `other-guest` is the guest of another interview.
 */
export async function openWorld(databaseUrl: string, dataDir: string) {
	const database = await openDatabase({ databaseUrl, dataDir: '' });
	const given = await openInterviews(database);
	const { db, organisationId } = given;
	const accounts = createAccountService({
		db,
		isDemo: false,
		linkOrigin: 'http://localhost',
		mail: { isOn: false, send: async () => undefined },
		log: silent,
		onRightsChanged: () => undefined,
		passwords: plainPasswords,
		limits: { take: async () => ({ ok: true, giveBack: async () => undefined }) }
	});

	const sessions = createSignInSessions(db);
	const otherOrganisationId = createId();
	await db
		.insert(organisations)
		.values({ id: otherOrganisationId, name: 'Hill Programme', kind: 'programme' });

	async function signUp(
		name: string,
		place?: { organisationId: string; role: 'candidate' | 'mentor' | 'advisor' | 'admin' }
	): Promise<Signed> {
		const signed = await accounts.signUp(
			{
				name,
				email: `${createId()}@people.test`,
				password: 'a password of the tests',
				timeZone: 'America/Chicago'
			},
			'192.0.2.1'
		);
		if (!signed.ok) throw new Error(signed.code);
		const userId = (await accounts.readActor(signed.token))!.userId;
		if (place) await db.insert(memberships).values({ ...place, userId });
		return { actor: (await accounts.readActor(signed.token))!, token: signed.token };
	}

	async function createGuest(name: string, interviewId: string): Promise<Signed> {
		const made = await accounts.createGuest({ name, timeZone: 'Europe/Berlin', interviewId });
		if (!made.ok) throw new Error(made.code);
		return { actor: (await accounts.readActor(made.token))!, token: made.token };
	}

	const here = (role: 'candidate' | 'mentor' | 'advisor' | 'admin') => ({ organisationId, role });
	const people = {
		stranger: await signUp('Sam Stranger'),
		candidate: await signUp('Amara Nwosu', here('candidate')),
		interviewer: await signUp('Dr Kwame Osei', here('mentor')),
		observer: await signUp('Dr Ines Roth', here('mentor')),
		advisor: await signUp('Dr Ruth Feldman', here('advisor')),
		admin: await signUp('Jo Marsh', here('admin')),
		'other-org': await signUp('Dr Omar Sayed', {
			organisationId: otherOrganisationId,
			role: 'admin'
		})
	};
	await db.insert(assignments).values({
		organisationId,
		advisorId: people.advisor.actor.userId,
		candidateId: people.candidate.actor.userId
	});

	const deckService = createDeckService({ db, now: () => new Date() });
	const { actor: admin } = people.admin;
	const made = await deckService.create(admin, { organisationId, name: 'Ours', description: '' });
	if (!made.ok) throw new Error(made.code);
	const [{ content }] = starterDeck.questions as [(typeof starterDeck.questions)[number]];
	const added = await deckService.addQuestion(admin, made.id, content);
	if (!added.ok) throw new Error(added.code);
	const deck = { id: made.id, questionId: added.id, fields: toQuestionFields(content) };
	const copied = await createRubricService({ db, now: () => new Date() }).copy(
		admin,
		residencyInterview.id,
		organisationId
	);
	if (!copied.ok) throw new Error(copied.code);

	/** An interview with everybody in the room: `open`, or `finished`. */
	async function makeInterview(phase: 'open' | 'finished') {
		const { interviewer, candidate, observer } = people;
		const { defaults } = await given.interviews.createOptions(interviewer.actor);
		const created = await given.interviews.create(interviewer.actor, {
			...defaults,
			kind: 'panel',
			organisationId,
			scheduledAt: '2031-05-06T18:00:00.000Z',
			withUserId: candidate.actor.userId
		});
		if (!created.ok) throw new Error(created.message);
		const { id } = created;
		const guest = await createGuest('Dr Guest', id);
		await given.joinAs(interviewer.actor, observer.actor, id, 'observer');
		await given.joinAs(interviewer.actor, guest.actor, id, 'interviewer');
		for (const { actor } of [interviewer, candidate, observer, guest])
			await given.rooms.enter(actor, id);
		const { links } = (await given.interviews.get(interviewer.actor, id))!;
		const observerLink = links.find((link) => link.role === 'observer')!.path;
		if (phase === 'finished') {
			await given.run(interviewer.actor, id, { type: 'go-to-debrief' });
			await given.run(interviewer.actor, id, { type: 'finish' });
		}
		const [round] = await db.select().from(rounds).where(eq(rounds.interviewId, id));
		const agreed = [interviewer, candidate, guest];
		const recordingId = await addRecording(
			{ interviewId: id, roundId: round!.id },
			agreed.map(({ actor }) => actor.userId)
		);
		return { id, roundId: round!.id, guest, observerLink, recordingId };
	}

	/** A recording that can be watched, made by the candidate, who has opened it to everybody who was in it. */
	async function addRecording(place: { interviewId: string; roundId: string }, agreed: string[]) {
		const id = createId();
		const { userId } = people.candidate.actor;
		const at = new Date();
		await db.insert(recordings).values({
			...place,
			id,
			ownerId: userId,
			proposedById: userId,
			state: 'stopped',
			parts: [{ recorderId: userId, startedAt: at.getTime(), endedAt: at.getTime() }],
			visibility: 'participants',
			retentionDays: 180,
			changedAt: at,
			startedAt: at,
			stoppedAt: at,
			preparedAt: at,
			durationMs: 1_000,
			spans: [{ startedAt: at.getTime(), mediaMs: 0, durationMs: 1_000 }],
			mediaBytes: 4
		});
		await db.insert(recordingCaptions).values({ recordingId: id, body: captions });
		for (const userId of agreed)
			await db
				.insert(recordingConsents)
				.values({ recordingId: id, userId, canRecord: true, givenAt: at });
		await mkdir(join(dataDir, 'recordings'), { recursive: true });
		await writeFile(join(dataDir, 'recordings', `${id}.webm`), '....');
		return id;
	}

	const elsewhere = await makeInterview('open');
	const { actor: candidate } = people.candidate;
	const begun = await given.solo.begin(candidate, {
		planId: soloPlans[0]!.id,
		deckId: (await given.interviews.createOptions(candidate)).defaults.deckId,
		thinkSeconds: 30,
		answerSeconds: null
	});
	if (!begun.ok) throw new Error(begun.message);
	const lent = await lendAnswer(given, candidate, people.interviewer.actor, dataDir);
	const things = createThings({
		db,
		organisationId,
		soloId: begun.id,
		candidateId: candidate.userId,
		advisorId: people.advisor.actor.userId,
		interviewerId: people.interviewer.actor.userId,
		adminId: people.admin.actor.userId
	});

	/** A new session of the person for an interview, so that no probe ends another's; null for `signed-out`. */
	async function openSession(
		name: ActorName,
		interview: { id: string; guest: Signed }
	): Promise<Signed | null> {
		if (name === 'signed-out') return null;
		const of = name === 'other-guest' ? elsewhere : interview;
		const isGuest = name === 'guest' || name === 'other-guest';
		const { actor } = isGuest ? of.guest : people[name];
		const { token } = await sessions.open(actor.userId, isGuest ? of.id : undefined);
		return { actor, token };
	}

	return {
		db,
		organisationId,
		deck,
		rubricId: copied.id,
		/** A practice alone of the candidate's. */
		soloId: begun.id,
		/** A finished one, of which an answer is lent: the interviewer has opened its link. */
		lent,
		things,
		people,
		makeInterview,
		openSession,
		/** A new person of the organisation. */
		signUp: (name: string, role: 'mentor' | 'candidate') => signUp(name, here(role)),
		async [Symbol.asyncDispose]() {
			await given[Symbol.asyncDispose]();
			await database.close();
		}
	};
}

async function lendAnswer(
	given: Awaited<ReturnType<typeof openInterviews>>,
	candidate: Actor,
	reviewer: Actor,
	dataDir: string
) {
	const reviews = createReviewService({
		db: given.db,
		folder: openChunkFolder(join(dataDir, 'solo-answers')),
		now: () => new Date()
	});
	const begun = await given.solo.begin(candidate, {
		planId: soloPlans[0]!.id,
		deckId: (await given.interviews.createOptions(candidate)).defaults.deckId,
		thinkSeconds: 0,
		answerSeconds: null
	});
	if (!begun.ok) throw new Error(begun.message);
	const interviewId = begun.id;
	const { answerId } = (await given.solo.get(candidate, interviewId))!.questions[0]!;
	const at = given.now().getTime();
	await given.solo.save(candidate, interviewId, {
		sentAt: at,
		answers: [
			{
				answerId,
				startedAt: at,
				durationMs: 5000,
				figures: { end: 'stopped', speaking: null, fillers: null }
			}
		],
		outcome: { finishedAt: at, marks: [], strength: '', nextStep: 'Breathe' }
	});
	const bytes = new Uint8Array(
		Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104', 'hex')
	);
	const request = await reviews.begin(candidate, interviewId, {
		wish: '',
		answers: [{ answerId, kind: 'video', bytes: bytes.length }]
	});
	if (!request.ok) throw new Error(request.message);
	const { requestId } = request;
	const { mediaId } = request.media[0]!;
	const place = { interviewId, requestId, mediaId, ordinal: 0 };
	const hash = createHash('sha256').update(bytes).digest('hex');
	await reviews.putChunk(candidate, place, { hash, bytes });
	const made = await reviews.makeLink(candidate, { interviewId, requestId, days: 90 });
	if (!made.ok) throw new Error(made.message);
	const token = made.path.slice('/reviews/'.length);
	await reviews.open(token, reviewer);
	return { interviewId, requestId, mediaId, token };
}

import { findSessionToken } from '#lib/account/session-cookie.ts';
import type { Role } from '#lib/interview/interview.ts';
import type { Preparation } from '#lib/deck/question.ts';
import type { Actor } from '#server/auth/actor.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import { createId } from '#server/db/id.ts';
import { memberships, organisations, users } from '#server/db/schema.ts';
import { seedBuiltIns } from '#server/db/seed.ts';
import { createDocumentHub, type DocumentHub } from '#server/collab/document-hub.ts';
import { createDocumentAccess } from '#server/interviews/document-access.ts';
import { createInterviewService } from '#server/interviews/interview-service.ts';
import { createOutcomeService } from '#server/interviews/outcome-service.ts';
import { createRoomService, type RoomServiceOptions } from '#server/interviews/room-service.ts';
import { createSoloService } from '#server/solo/solo-service.ts';

/** Signs invite links; an app that is to open them is started with it. */
export const testAppSecret = 'a secret of the tests, long enough for an HMAC';

const silent = { info() {}, warn() {}, error() {} };

/** The services around an interview on a real database, with a clock to turn and a known order of cards. */
export async function openInterviews(
	database?: Database,
	more: Pick<RoomServiceOptions, 'onRecordingOver'> = {}
) {
	const opened = database ?? (await openDatabase({ dataDir: 'memory://' }));
	const { db } = opened;
	await seedBuiltIns(db);
	let time = Date.parse('2026-03-02T18:00:00Z');
	const now = () => new Date(time);
	const hub: DocumentHub = createDocumentHub({
		database: opened,
		access: createDocumentAccess(opened, (cookies) => findSessionToken(cookies, false)),
		isAllowedOrigin: () => true,
		log: silent
	});
	const over: string[] = [];
	const rooms = createRoomService({
		db,
		hub,
		now,
		random: () => 0,
		onRightsChanged: () => {},
		onRoomOver: (id) => over.push(id),
		...more
	});
	const interviews = createInterviewService({
		db,
		appSecret: testAppSecret,
		now,
		onRemoved: (id) => rooms.refreshStage(id),
		onChanged: (id) => rooms.refreshStage(id),
		onCancelled: (id) => rooms.refreshStage(id)
	});
	const outcomes = createOutcomeService({ db, openRounds: async () => [] });
	const solo = createSoloService({
		db,
		createOptions: interviews.createOptions,
		now,
		random: () => 0
	});

	const organisationId = createId();
	await db
		.insert(organisations)
		.values({ id: organisationId, name: 'Harbour School', kind: 'school' });

	/** A person of the organisation, as an actor. */
	async function person(
		name: string,
		more: Partial<Preparation> & { role?: 'candidate' | 'mentor' | 'advisor' | 'admin' } = {}
	): Promise<Actor> {
		const userId = createId();
		const { role = 'mentor', ...preparation } = more;
		await db.insert(users).values({
			id: userId,
			name,
			email: `${userId}@people.test`,
			timeZone: 'America/Chicago',
			...preparation
		});
		await db.insert(memberships).values({ organisationId, userId, role });
		return {
			userId,
			sessionId: createId(),
			name,
			email: `${userId}@people.test`,
			timeZone: 'America/Chicago',
			isGuest: false,
			guestInterviewId: null,
			isDemo: false,
			memberships: [{ organisationId, organisationName: 'Harbour School', kind: 'school', role }]
		};
	}

	/** A mentor mock with both seats taken by people who are in the room. */
	async function interview(
		more: {
			scoring?: 'alone' | 'together';
			preparation?: Partial<Preparation>;
			observer?: boolean;
			planId?: string;
		} = {}
	) {
		const interviewer = await person('Dr Kwame Osei');
		const candidate = await person('Amara Nwosu', {
			role: 'candidate',
			specialty: 'internal-medicine',
			path: 'img',
			needsVisa: true,
			...more.preparation
		});
		const { defaults } = await interviews.createOptions(interviewer);
		const created = await interviews.create(interviewer, {
			...defaults,
			withUserId: candidate.userId,
			...(more.planId && { planId: more.planId }),
			scoring: more.scoring ?? 'alone'
		});
		if (!created.ok) throw new Error(created.message);
		const { id } = created;
		await rooms.enter(interviewer, id);
		await rooms.enter(candidate, id);
		let observer: Actor | null = null;
		if (more.observer) {
			observer = await person('Dr Ruth Feldman');
			await joinAs(interviewer, observer, id, 'observer');
			await rooms.enter(observer, id);
		}
		return { id, interviewer, candidate, observer };
	}

	/** A panel: its candidate and so many interviewers, all in the room. */
	async function panel(size: number) {
		const candidate = await person('Amara Nwosu', { role: 'candidate' });
		const names = ['Dr Kwame Osei', 'Dr Ida Lind', 'Dr Ines Roth', 'Dr Omar Sayed'].slice(0, size);
		const interviewers = [];
		for (const name of names) interviewers.push(await person(name));
		const [host, ...others] = interviewers as [Actor, ...Actor[]];
		const { defaults } = await interviews.createOptions(host);
		const created = await interviews.create(host, {
			...defaults,
			kind: 'panel',
			withUserId: candidate.userId,
			panelIds: others.map(({ userId }) => userId)
		});
		if (!created.ok) throw new Error(created.message);
		const { id } = created;
		for (const actor of [...interviewers, candidate]) await rooms.enter(actor, id);
		return { id, host, interviewers, candidate };
	}

	async function joinAs(host: Actor, actor: Actor, id: string, role: Role) {
		const details = await interviews.get(host, id);
		const link = details!.links.find((one) => one.role === role)!;
		return interviews.joinByLink(actor, link.path.slice('/join/'.length));
	}

	let commands = 0;
	/** Gives a command under an id of its own. */
	const run = (actor: Actor, id: string, command: Record<string, unknown>) =>
		rooms.run(actor, id, `command-${String(++commands).padStart(6, '0')}`, command);

	return {
		db,
		database: opened,
		hub,
		rooms,
		interviews,
		outcomes,
		solo,
		over,
		organisationId,
		person,
		interview,
		panel,
		joinAs,
		run,
		now,
		turnClock: (ms: number) => {
			time += ms;
		},
		async [Symbol.asyncDispose]() {
			await hub.close();
			if (!database) await opened.close();
		}
	};
}

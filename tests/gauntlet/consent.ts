import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '#server/db/open.ts';
import { findRoomRecording } from '#server/recordings/recording-queries.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createRandom, type Random } from '../support/random.ts';
import { openRecordings } from '../support/recordings.ts';
import { createWebm, toSha256 } from '../support/webm.ts';

export interface ConsentReport {
	sequences: number;
	steps: number;
	/** How often it was recording when everybody was asked. */
	recorded: number;
	/** Moments in which it recorded, or took a piece, and somebody in the call had not agreed. */
	failures: string[];
}

type Given = Awaited<ReturnType<typeof openRecordings>>;

/** What is known of a call from outside: who was let in, who said yes, told without looking into the server. */
interface Call {
	id: string;
	people: Actor[];
	here: Set<string>;
	/** Who has ever said yes. */
	said: Set<string>;
}

const stepsPerSequence = 24;

/**
 * R14: people come, leave, lose their line, agree, refuse and take it back in random order and at once. At no moment is
 * it recording, and no piece is taken, while somebody in the call has not agreed.
 */
export async function walkConsents(options: {
	sequences: number;
	seed: number;
	onSequence?: (sequence: number) => void;
}): Promise<ConsentReport> {
	const random = createRandom(options.seed);
	const folder = await mkdtemp(join(tmpdir(), 'mock-rounds-consent-'));
	await using store = await createTestDatabase();
	const database: Database = await openDatabase({ databaseUrl: store.url, dataDir: '' });
	const given = await openRecordings(folder, database);
	const webm = await createWebm({ seconds: 2 });
	const report: ConsentReport = { sequences: 0, steps: 0, recorded: 0, failures: [] };
	try {
		for (let sequence = 0; sequence < options.sequences; sequence++) {
			options.onSequence?.(sequence);
			const name = `${options.seed}/${sequence}`;
			await walkOnce(given, random, webm, report, { name, isRecorded: sequence % 2 === 0 });
			report.sequences += 1;
		}
	} finally {
		await given[Symbol.asyncDispose]();
		await database.close();
		await rm(folder, { recursive: true, force: true });
	}
	return report;
}

async function walkOnce(
	given: Given,
	random: Random,
	webm: Uint8Array<ArrayBuffer>,
	report: ConsentReport,
	/** `isRecorded`: it begins with a recording under way, which chance alone may never bring about. */
	{ name, isRecorded }: { name: string; isRecorded: boolean }
): Promise<void> {
	const { id, interviewers, candidate } = await given.panel(3);
	const call: Call = {
		id,
		people: [...interviewers, candidate],
		here: new Set(),
		said: new Set()
	};
	const told: string[] = [];
	if (isRecorded) {
		await beginRecording(given, call, interviewers[0]!, candidate);
		const fault = await findFault(given, call, webm, report);
		if (fault) return void report.failures.push(`${name}: ${fault} at the beginning`);
	}
	for (let step = 0; step < stepsPerSequence; step++) {
		// Longer than clocks may differ, so that a piece belongs to one side of a step.
		given.turnClock(10_000);
		// Now and then two people at once.
		const first = random.pick(call.people);
		const actors = [first, random.pick(call.people)].filter(
			(actor, index) => index === 0 || (actor !== first && random.below(2) === 0)
		);
		const acts = actors.map((actor) => choose(given, call, actor, random));
		told.push(acts.map((act) => act.name).join(' + '));
		const done = await Promise.all(acts.map((act) => act.run()));
		for (const settle of done) settle();
		report.steps += acts.length;
		const fault = await findFault(given, call, webm, report);
		if (fault) return void report.failures.push(`${name}: ${fault} after ${told.join(', ')}`);
	}
}

/** Two come, one asks, the other agrees. */
async function beginRecording(
	given: Given,
	{ id, here, said }: Call,
	asking: Actor,
	agreeing: Actor
): Promise<void> {
	for (const { userId } of [asking, agreeing]) {
		await given.rooms.comeIntoCall(id, userId);
		here.add(userId);
		said.add(userId);
	}
	await given.run(asking, id, { type: 'propose-recording', canRecord: true });
	await given.run(agreeing, id, { type: 'consent-recording', canRecord: true });
}

interface Act {
	name: string;
	/** Does it; what it returns notes it, after everything of this step was done. */
	run: () => Promise<() => unknown>;
}

function choose(given: Given, call: Call, actor: Actor, random: Random): Act {
	const { id, here, said } = call;
	const { userId } = actor;
	const command = (type: string, more: object, note = (): unknown => undefined): Act => ({
		name: `${actor.name} ${type}`,
		async run() {
			const result = await given.run(actor, id, { type, ...more });
			return result.ok ? note : () => undefined;
		}
	});
	switch (random.below(10)) {
		case 0:
		case 1:
		case 2:
			return {
				name: `${actor.name} comes`,
				async run() {
					await given.rooms.comeIntoCall(id, userId);
					return () => here.add(userId);
				}
			};
		case 3:
			return {
				name: `${actor.name} leaves`,
				async run() {
					await given.rooms.leaveCall(id, userId);
					return () => here.delete(userId);
				}
			};
		case 4: {
			// LiveKit's own word about everybody, and somebody with an old token among them.
			const named = new Set([...here, userId]);
			return {
				name: `LiveKit names ${named.size} with ${actor.name}`,
				async run() {
					await given.rooms.noteCall(id, [...named]);
					return () => here.add(userId);
				}
			};
		}
		case 5:
			return command('propose-recording', { canRecord: true }, () => said.add(userId));
		case 6:
		case 7:
			return command('consent-recording', { canRecord: true }, () => said.add(userId));
		case 8:
			return command(random.pick(['refuse-recording', 'stop-recording']), {});
		default:
			return command('withdraw-recording', {});
	}
}

/** Null where all is well. */
async function findFault(
	given: Given,
	{ id, people, here, said }: Call,
	webm: Uint8Array<ArrayBuffer>,
	report: ConsentReport
): Promise<string | null> {
	const recording = await findRoomRecording(given.db, id);
	if (!recording) return null;
	const { row } = recording;
	const refusing = [...here].filter((userId) => !recording.agreed.includes(userId));
	if (row.state === 'recording') {
		if (refusing.length > 0) return 'it records without a yes';
		if (recording.agreed.some((userId) => !said.has(userId)))
			return 'a yes is there that nobody gave';
		report.recorded += 1;
	}
	const recorder = people.find(
		({ userId }) => userId === (row.recorderId ?? row.parts.at(-1)?.recorderId)
	);
	if (!recorder) return null;
	if (row.state === 'recording')
		await given.run(recorder, id, { type: 'begin-recording-part', tab: `tab-${row.parts.length}` });
	// A piece that began after a pause, by more than clocks may differ.
	given.turnClock(6_000);
	const now = await findRoomRecording(given.db, id);
	const part = now!.row.parts.length;
	const { kept } = await given.countKept(row.id, part);
	const sent = await given.recordings.putChunk(recorder, id, row.id, {
		part,
		number: kept,
		bytes: webm,
		sha256: toSha256(webm),
		startedAt: given.now().getTime(),
		isLast: false
	});
	if (sent.ok && refusing.length > 0) return 'a piece was taken without a yes';
	return null;
}

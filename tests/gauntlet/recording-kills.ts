import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { openDatabase } from '#server/db/open.ts';
import { recordingChunks, recordings, rounds, sessions } from '#server/db/schema.ts';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import { createRecordingFiles } from '#server/recordings/recording-files.ts';
import { startApp } from '../support/app.ts';
import { openInterviews } from '../support/given.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createRandom } from '../support/random.ts';
import { createWebm, toSha256 } from '../support/webm.ts';
import { pause } from './wait.ts';

export interface RecordingKillReport {
	kills: number;
	acknowledged: number;
	/** Acknowledged pieces whose row or bytes are not there. */
	lost: number;
	/** Rows whose file is not there, or has other bytes. */
	halves: number;
	faults: string[];
}

const pieceBytes = 256 * 1024;

/**
 * R14 and F20: the server is killed at random moments while pieces of a recording come in. Whatever was acknowledged is
 * there with its own bytes, and a piece has a row only when its file is whole.
 */
export async function killDuringChunks(options: {
	kills: number;
	seed: number;
	onKill?: (kill: number) => void;
}): Promise<RecordingKillReport> {
	const random = createRandom(options.seed);
	const dataDir = await mkdtemp(join(tmpdir(), 'mock-rounds-pieces-'));
	await using store = await createTestDatabase();
	const database = await openDatabase({ databaseUrl: store.url, dataDir: '' });
	await using given = await openInterviews(database);
	const report: RecordingKillReport = {
		kills: 0,
		acknowledged: 0,
		lost: 0,
		halves: 0,
		faults: []
	};
	const { id, candidate, interviewer } = await given.interview();
	const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, id));
	const recordingId = 'r'.repeat(20);
	const begunAt = Date.now();
	await given.db.insert(recordings).values({
		id: recordingId,
		interviewId: id,
		roundId: round!.id,
		ownerId: candidate.userId,
		proposedById: interviewer.userId,
		state: 'stopped',
		parts: [{ recorderId: candidate.userId, startedAt: begunAt, endedAt: begunAt + 86_400_000 }],
		retentionDays: 180,
		changedAt: new Date(begunAt),
		startedAt: new Date(begunAt),
		// Nothing is made of it while pieces come in.
		preparingAt: null,
		stoppedAt: new Date(begunAt + 86_400_000)
	});
	const { token } = await createSignInSessions(given.db).open(candidate.userId);
	const head = await createWebm({ seconds: 1 });
	const app = await startApp({
		databaseUrl: store.url,
		dataDir,
		env: { RECORDINGS_FREE_GB: '0' }
	});
	const files = createRecordingFiles(join(dataDir, 'recordings'));
	const acknowledged = new Map<number, string>();
	let isOver = false;

	const piece = (number: number) => {
		const bytes = new Uint8Array(pieceBytes).fill(number % 251);
		if (number === 0) bytes.set(head.subarray(0, Math.min(head.length, pieceBytes)));
		return bytes;
	};

	/** As the browser does: one after the other, the same again until there is an answer. */
	async function send(): Promise<void> {
		for (let number = 0; !isOver;) {
			const bytes = piece(number);
			const sha256 = toSha256(bytes);
			const answer = await fetch(
				`${app.url}/interviews/${id}/recordings/${recordingId}/parts/1/${number}`,
				{
					method: 'PUT',
					headers: {
						origin: app.url,
						cookie: `mock_rounds_session=${token}`,
						'content-type': 'application/octet-stream',
						'x-sha256': sha256,
						'x-started-at': String(begunAt),
						'x-last': '0'
					},
					body: bytes
				}
			).catch(() => null);
			if (!answer || answer.status >= 500) {
				await pause(20);
				continue;
			}
			const result = (await answer.json().catch(() => null)) as {
				ok: boolean;
				code?: string;
			} | null;
			if (!result) continue;
			if (!result.ok) {
				report.faults.push(`piece ${number}: ${result.code}`);
				return;
			}
			acknowledged.set(number, sha256);
			number += 1;
		}
	}

	try {
		const sending = send();
		for (let kill = 0; kill < options.kills; kill++) {
			options.onKill?.(kill);
			const before = acknowledged.size;
			const deadline = performance.now() + 60_000;
			while (acknowledged.size < before + 1 && performance.now() < deadline) await pause(5);
			await pause(random.below(60));
			await app.kill();
			report.kills += 1;
			await app.start();
		}
		isOver = true;
		await sending;
		report.acknowledged = acknowledged.size;
		const rows = await given.db
			.select()
			.from(recordingChunks)
			.where(eq(recordingChunks.recordingId, recordingId));
		const kept = new Map(rows.map((row) => [row.number, row.sha256]));
		for (const [number, sha256] of acknowledged) if (kept.get(number) !== sha256) report.lost += 1;
		for (const row of rows) {
			const path = files.toPiecePath(recordingId, row.sha256);
			if (!existsSync(path) || toSha256(await readFile(path)) !== row.sha256) report.halves += 1;
		}
	} finally {
		isOver = true;
		await app[Symbol.asyncDispose]();
		await given.db.delete(sessions).where(eq(sessions.userId, candidate.userId));
		await database.close();
		await rm(dataDir, { recursive: true, force: true });
	}
	return report;
}

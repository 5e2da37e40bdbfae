import { openDatabase } from '#server/db/open.ts';
import { startApp } from '../support/app.ts';
import { testAppSecret } from '../support/given.ts';
import { startTestLiveKit } from '../support/livekit.ts';
import { createTestDatabase } from '../support/postgres.ts';
import {
	area,
	askNextQuestion,
	openCall,
	readPlace,
	readText,
	seeCandidate,
	seeFrames,
	setDevices,
	toDevices,
	write
} from './call.ts';
import { openRooms } from './rooms.ts';
import { pause, waitFor } from './wait.ts';

export interface LiveKitKillReport {
	kills: number;
	/** From LiveKit's first answer to both being there for each other, with frames where a camera is on. */
	usableMs: number[];
	failures: string[];
}

/** The room without video is noticed within this. */
const noticeMs = 15_000;

/**
 * R13, F10: LiveKit is killed under a call and is away for each of `awayMs`. The rest of the room works meanwhile: a
 * question is drawn, both write, and what was written before stands.
 */
export async function killLiveKit(options: {
	awayMs: readonly number[];
	onKill: (done: number) => void;
}): Promise<LiveKitKillReport> {
	await using livekit = await startTestLiveKit();
	await using test = await createTestDatabase();
	await using app = await startApp({
		databaseUrl: test.url,
		livekit,
		env: { APP_SECRET: testAppSecret }
	});
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const rooms = await openRooms(database);
	const report: LiveKitKillReport = { kills: 0, usableMs: [], failures: [] };
	const call = await openCall(app, livekit, await rooms.makeRoom(2));
	const { mentor, candidate } = call;
	try {
		for (const [number, awayMs] of options.awayMs.entries()) {
			const fail = (what: string) => report.failures.push(`kill ${number + 1}: ${what}`);
			// Both are off at the first kill.
			const isOn = await setDevices(call, number + 5);
			await write(mentor, `before${number} `);
			const readTexts = () => Promise.all([readText(mentor), readText(candidate)]);
			const before = await readText(mentor);
			await waitFor('the same words on both sides', 10_000, async () =>
				(await readTexts()).every((text) => text === before)
			);
			await call.readLooks();

			await livekit.kill();
			const start = performance.now();
			const words = `meanwhile${number} `;
			await write(candidate, words);
			for (const page of [mentor, candidate])
				await area(page)
					.getByText('Questions, clock, feedback and scores work')
					.waitFor({ timeout: Math.max(noticeMs, awayMs) });
			await askNextQuestion(call);
			const place = await readPlace(call);
			await waitFor('what was written meanwhile', 10_000, async () =>
				(await readTexts()).every((text) => text === before + words)
			).catch((error: unknown) => fail(String(error)));
			await pause(Math.max(0, start + awayMs - performance.now()));
			await livekit.start();
			const [media] = await Promise.allSettled([
				Promise.all([seeFrames(candidate, 'mentor'), seeCandidate(call, isOn)])
			]);
			report.kills += 1;
			if (media.status === 'fulfilled') report.usableMs.push(Math.max(...media.value));
			else fail(String(media.reason));

			if ((await readTexts()).some((text) => text !== before + words)) fail('other words');
			const after = await readPlace(call);
			if (after.question !== place.question || after.clocksApartSeconds > 1)
				fail('another question, or another time');
			for (const { words: seen } of await call.readLooks()) {
				if (seen === null) continue;
				const devices = toDevices(seen);
				if (!isOn.microphone && devices.microphone) fail('a microphone was on that was off');
				if (!isOn.camera && devices.camera) fail('a camera was on that was off');
			}
			options.onKill(report.kills);
		}
	} finally {
		await call[Symbol.asyncDispose]();
		await rooms[Symbol.asyncDispose]();
		await database.close();
	}
	return report;
}

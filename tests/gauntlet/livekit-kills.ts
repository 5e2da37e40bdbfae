import {
	area,
	askNextQuestion,
	openCall,
	readPlace,
	readText,
	seeCandidate,
	seeFrames,
	setDevices,
	toWronglyOn,
	write
} from './call.ts';
import { startVideoApp } from './video-app.ts';
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
	await using video = await startVideoApp();
	const { app, livekit, rooms } = video;
	const report: LiveKitKillReport = { kills: 0, usableMs: [], failures: [] };
	await using call = await openCall(app, livekit, await rooms.makeRoom(2));
	const { mentor, candidate } = call;
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
		toWronglyOn(await call.readLooks(), isOn).forEach(fail);
		options.onKill(report.kills);
	}
	return report;
}

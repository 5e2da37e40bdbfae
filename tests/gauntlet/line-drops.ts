import {
	openCall,
	readPlace,
	readText,
	seeCandidate,
	seeFrames,
	setDevices,
	toWronglyOn,
	write,
	type Call
} from './call.ts';
import { startVideoApp } from './video-app.ts';
import { pause, waitFor } from './wait.ts';

export interface DropReport {
	drops: number;
	/** Drops after which text and pictures were there again on both sides. */
	rejoined: number;
	lostCharacters: number;
	/** From the line's return to both sides reading what both wrote. */
	textBackMs: number[];
	/** From the line's return to both being there for each other, with frames where a camera is on. */
	mediaBackMs: number[];
	/** From the drop to *reconnecting* on the other side. */
	noticedMs: number[];
	failures: string[];
}

export interface DropOptions {
	/** Rooms at a time. */
	lanes: number;
	/** Each of so many drops. */
	drops: number;
	forMs: number;
	onDrop: (done: number) => void;
}

/** The video server forgets somebody after this; until then they read *reconnecting* and never *left*. */
const keptForMs = 45_000;
/** Nothing comes back later than this. */
const limitMs = 60_000;

/**
 * R11, F12, F13, F15: one side's whole line, pages, documents, signalling and media, loses everything without a word to
 * either end, and is back after `forMs`. Both write meanwhile.
 */
export async function dropLines(options: DropOptions): Promise<DropReport> {
	await using video = await startVideoApp({ isFoundOnly: true });
	const { app, livekit, rooms } = video;
	const report: DropReport = {
		drops: 0,
		rejoined: 0,
		lostCharacters: 0,
		textBackMs: [],
		mediaBackMs: [],
		noticedMs: [],
		failures: []
	};
	const calls: Call[] = [];
	try {
		for (const room of await rooms.makeRooms(options.lanes, 2))
			calls.push(await openCall(app, livekit, room));
		await Promise.all(
			calls.map(async (call, lane) => {
				for (let drop = 0; drop < options.drops; drop += 1) {
					await dropOnce(call, { ...options, number: lane + drop }, report);
					options.onDrop(report.drops);
				}
			})
		);
	} finally {
		for (const call of calls) await call[Symbol.asyncDispose]();
	}
	return report;
}

async function dropOnce(
	call: Call,
	{ forMs, number }: { forMs: number; number: number },
	report: DropReport
): Promise<void> {
	const { mentor, candidate, line } = call;
	const isOn = await setDevices(call, number);
	const before = await readPlace(call);
	await call.readLooks();
	const fail = (what: string) => report.failures.push(`drop ${report.drops + 1}: ${what}`);

	const pageStart = await mentor.evaluate(() => performance.now());
	const start = performance.now();
	line.drop();
	const words = [`offline${number}x${Date.now()} `, `online${number}x${Date.now()} `] as const;
	await Promise.all([write(candidate, words[0]), write(mentor, words[1])]);
	await pause(Math.max(0, start + forMs - performance.now()));
	line.restore();
	const [text, media] = await Promise.allSettled([
		waitFor('the words of both on both sides', limitMs, async () => {
			const texts = await Promise.all([readText(mentor), readText(candidate)]);
			return texts.every((text) => words.every((one) => text.includes(one.trim())));
		}),
		Promise.all([seeFrames(candidate, 'mentor', limitMs), seeCandidate(call, isOn, limitMs)])
	]);
	report.drops += 1;
	if (text.status === 'fulfilled') report.textBackMs.push(text.value);
	else {
		const texts = await Promise.all([readText(mentor), readText(candidate)]);
		for (const one of words)
			if (texts.some((all) => !all.includes(one.trim()))) report.lostCharacters += one.length;
	}
	if (media.status === 'fulfilled') report.mediaBackMs.push(Math.max(...media.value));
	if (text.status === 'fulfilled' && media.status === 'fulfilled') report.rejoined += 1;
	for (const one of [text, media]) if (one.status === 'rejected') fail(String(one.reason));

	const after = await readPlace(call);
	if (after.question !== before.question) fail('another question');
	if (after.clocksApartSeconds > 1) fail(`clocks ${after.clocksApartSeconds} s apart`);
	if (!after.mentorAsks || after.candidateAsks) fail('other rights than before');
	const looks = (await call.readLooks()).map((look) => ({ ...look, at: look.at - pageStart }));
	const noticed = looks.find((look) => look.words?.includes('reconnecting'));
	if (noticed) report.noticedMs.push(noticed.at);
	else fail('never shown as reconnecting');
	if (looks.some((look) => look.words === null && (forMs <= keptForMs || look.at < keptForMs)))
		fail('shown as gone');
	toWronglyOn(looks, isOn).forEach(fail);
}

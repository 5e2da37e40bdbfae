import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAttemptLimits } from '../auth/attempt-limits.ts';
import { openInterviews } from '../../tests/support/given.ts';
import { createVideoService } from '../livekit/video-service.ts';
import { createSetupService } from './setup-service.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
beforeAll(async () => {
	given = await openInterviews();
});
afterAll(() => given[Symbol.asyncDispose]());

it('what is noted is its owner’s, and the last word counts', async () => {
	const setups = createSetupService({ db: given.db, now: given.now });
	const [amara, daniel] = [await given.person('Amara Nwosu'), await given.person('Daniel Haddad')];
	const empty = { ticked: [], backupDevice: '', backupPhone: '' };
	expect(await setups.get(amara)).toEqual(empty);
	await setups.save(amara, { ...empty, ticked: ['light'], backupPhone: '+234 801 234 5678' });
	await setups.save(amara, { ...empty, ticked: ['eyes', 'name'], backupDevice: 'a tablet' });
	expect(await setups.get(amara)).toEqual({
		ticked: ['eyes', 'name'],
		backupDevice: 'a tablet',
		backupPhone: ''
	});
	expect(await setups.get(daniel)).toEqual(empty);
});

it('the last check stays with its day and its faults, beside what was noted', async () => {
	const setups = createSetupService({ db: given.db, now: given.now });
	const [amara, daniel] = [await given.person('Amara Nwosu'), await given.person('Daniel Haddad')];
	const notes = { ticked: ['light' as const], backupDevice: 'a tablet', backupPhone: '' };
	await setups.save(amara, notes);
	expect(await setups.lastCheck(amara)).toBeNull();
	await setups.noteCheck(amara, { microphone: 'failed', speakers: 'asking' });
	const first = given.now().toISOString();
	expect(await setups.lastCheck(amara)).toEqual({
		at: first,
		faults: { microphone: 'failed', speakers: 'asking' }
	});
	given.turnClock(86_400_000);
	await setups.noteCheck(amara, {});
	await setups.save(amara, notes);
	expect(await setups.lastCheck(amara)).toEqual({ at: given.now().toISOString(), faults: {} });
	expect(await setups.get(amara)).toEqual(notes);
	await setups.noteCheck(daniel, {});
	expect(await setups.get(daniel)).toEqual({ ticked: [], backupDevice: '', backupPhone: '' });
});

it('a person’s tokens for checks are counted, and running out of them is said', async () => {
	const video = createVideoService({
		db: given.db,
		livekit: null,
		log: { info() {}, warn() {}, error() {} },
		limits: createAttemptLimits()
	});
	const [amara, daniel] = [await given.person('Amara Nwosu'), await given.person('Daniel Haddad')];
	const ask = async (actor: typeof amara) => {
		const result = await video.issueCheckToken(actor, '192.0.2.1');
		return result.ok ? 'ok' : result.code;
	};
	for (let count = 0; count < 160; count += 1) expect(await ask(amara)).toBe('video_down');
	expect(await ask(amara)).toBe('too_many_attempts');
	expect(await ask(daniel)).toBe('video_down');
});

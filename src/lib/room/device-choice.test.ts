import { expect, it } from 'vitest';
import { keepDeviceChoice, readDeviceChoice } from './device-choice.ts';

const none = { cameraId: null, microphoneId: null, speakerId: null, isNoiseSuppressed: true };

it('a choice is read back as it was kept', () => {
	const kept = new Map<string, string>();
	const storage = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value)
	};
	keepDeviceChoice(storage, { ...none, cameraId: 'cam-1' });
	expect(readDeviceChoice(storage)).toEqual({ ...none, cameraId: 'cam-1' });
});

it.each(['', 'not json', '7', '[]', '{"cameraId":7,"microphoneId":""}', 'null'])(
	'what is not a choice (%s) counts as none',
	(value) => {
		expect(readDeviceChoice({ getItem: () => value })).toEqual(none);
	}
);

it('a storage that is full, forbidden or absent stops nobody', () => {
	const refuse = () => {
		throw new Error('forbidden');
	};
	expect(readDeviceChoice({ getItem: refuse })).toEqual(none);
	expect(readDeviceChoice(undefined)).toEqual(none);
	keepDeviceChoice({ setItem: refuse }, none);
});

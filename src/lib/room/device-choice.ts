/** Which devices this browser used last; a missing one falls back to the browser's own choice. */
export interface DeviceChoice {
	cameraId: string | null;
	microphoneId: string | null;
	speakerId: string | null;
	isNoiseSuppressed: boolean;
}

const key = 'mock-rounds.devices';
const none: DeviceChoice = {
	cameraId: null,
	microphoneId: null,
	speakerId: null,
	isNoiseSuppressed: true
};

export function readDeviceChoice(storage: Pick<Storage, 'getItem'> | undefined): DeviceChoice {
	try {
		const kept: unknown = JSON.parse(storage?.getItem(key) ?? 'null');
		if (typeof kept !== 'object' || kept === null) return { ...none };
		const { cameraId, microphoneId, speakerId, isNoiseSuppressed } = kept as Record<
			string,
			unknown
		>;
		return {
			cameraId: toId(cameraId),
			microphoneId: toId(microphoneId),
			speakerId: toId(speakerId),
			isNoiseSuppressed: isNoiseSuppressed !== false
		};
	} catch {
		return { ...none };
	}
}

/** Forgets silently where storage is full or forbidden. */
export function keepDeviceChoice(
	storage: Pick<Storage, 'setItem'> | undefined,
	choice: DeviceChoice
): void {
	try {
		storage?.setItem(key, JSON.stringify(choice));
	} catch {
		// The choice holds for this page all the same.
	}
}

function toId(value: unknown): string | null {
	return typeof value === 'string' && value !== '' && value.length <= 256 ? value : null;
}

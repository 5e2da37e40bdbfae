export type DeviceKind = 'camera' | 'microphone';

/** Why there is no camera or microphone. */
export type DeviceFault =
	/** The person, or an earlier answer, said no. */
	| 'refused'
	/** The operating system keeps the browser from it. */
	| 'refused-by-system'
	| 'missing'
	/** There is one, and something else holds it. */
	| 'in-use'
	/** Plain http on another machine: the browser offers no devices at all. */
	| 'insecure'
	/** It was there and was unplugged. */
	| 'lost'
	| 'unknown';

/** Reads what `getUserMedia` rejected with. */
export function toDeviceFault(error: { name: string; message: string }): DeviceFault {
	switch (error.name) {
		case 'NotAllowedError':
		case 'PermissionDeniedError':
			return /system/i.test(error.message) ? 'refused-by-system' : 'refused';
		case 'SecurityError':
			return 'refused';
		case 'NotFoundError':
		case 'DevicesNotFoundError':
		case 'OverconstrainedError':
			return 'missing';
		case 'NotReadableError':
		case 'TrackStartError':
		case 'AbortError':
			return 'in-use';
		default:
			return 'unknown';
	}
}

import type { DeviceFault, DeviceKind } from './device-fault.ts';

/** What is wrong and what to press, in two sentences. */
export function toFaultWords(
	fault: DeviceFault,
	kind: DeviceKind
): { title: string; text: string; canRetry: boolean } {
	switch (fault) {
		case 'refused':
			return {
				title: `Your browser was told not to use the ${kind}`,
				text: `Press the ${kind} or tune icon at the left end of the address bar, choose Allow, then Try again.`,
				canRetry: true
			};
		case 'refused-by-system':
			return {
				title: `This computer keeps the ${kind} from your browser`,
				text: `Open the computer's privacy settings, let this browser use the ${kind}, then Try again.`,
				canRetry: true
			};
		case 'missing':
			return {
				title: `No ${kind} found`,
				text: `Plug one in and it is picked up by itself, or go on without it.`,
				canRetry: true
			};
		case 'in-use':
			return {
				title: `Something else is using the ${kind}`,
				text: `Close the other program or tab that shows or records you, then Try again.`,
				canRetry: true
			};
		case 'insecure':
			return {
				title: 'Browsers give no camera or microphone to this address',
				text: 'It begins with http:// on another machine. Open the room by https://, or on the machine itself at http://localhost. You can join without both and see and hear the others.',
				canRetry: false
			};
		case 'lost':
			return {
				title: `The ${kind} was unplugged`,
				text: `Plug it in again or choose another one, then Try again.`,
				canRetry: true
			};
		case 'unknown':
			return {
				title: `The ${kind} did not start`,
				text: 'Try again, choose another one, or go on without it.',
				canRetry: true
			};
	}
}

/** The steps about the line, in the order in which they are run and shown. */
export const lineStepIds = [
	'websocket',
	'signalling',
	'udp',
	'tcp',
	'turn',
	'publish',
	'reconnect',
	'bandwidth',
	'loss'
] as const;

/** All steps of the set-up check, in that order. */
export const stepIds = [
	'browser',
	'permission',
	'camera',
	'microphone',
	'speakers',
	...lineStepIds
] as const;

export type StepId = (typeof stepIds)[number];

/** `asking`: only the person can tell. `weak`: it works, not well. */
export type StepState = 'waiting' | 'running' | 'asking' | 'good' | 'weak' | 'failed' | 'skipped';

export interface StepResult {
	state: StepState;
	/** What was found, in a few words. */
	detail: string;
}

/** What a step is called, what it looks at, and what to do when it fails. */
export const steps: Readonly<Record<StepId, { name: string; about: string; advice: string }>> = {
	browser: {
		name: 'Browser',
		about: 'It knows how to make video calls.',
		advice:
			'Use a current Chrome, Edge, Firefox or Safari, on an address that begins with https://.'
	},
	permission: {
		name: 'Permission',
		about: 'This site may use camera and microphone.',
		advice:
			'Press the camera or tune icon at the left end of the address bar, choose Allow, then check again.'
	},
	camera: {
		name: 'Camera',
		about: 'It gives a moving picture.',
		advice:
			'Close other programs that may hold the camera, take off its cover, or choose another one under the picture.'
	},
	microphone: {
		name: 'Microphone',
		about: 'It hears you: say a sentence while three seconds are recorded.',
		advice:
			'Unmute it on the headset and in the computer’s sound settings, come closer, or choose another one under the picture.'
	},
	speakers: {
		name: 'Speakers',
		about: 'You hear a chime.',
		advice:
			'Turn the volume up, plug the headset in again, or choose another one under the picture.'
	},
	websocket: {
		name: 'WebSocket',
		about: 'The line over which words, clocks and call signals travel.',
		advice:
			'A proxy or a virtual private network may block it. Try another network, for example the phone’s hotspot.'
	},
	signalling: {
		name: 'Signalling',
		about: 'The video server lets you in.',
		advice:
			'The video server does not answer properly. Words, clock and scores work without it; tell whoever runs this site.'
	},
	udp: {
		name: 'UDP',
		about: 'The fast way for sound and picture.',
		advice:
			'This network blocks it, as some hospitals do. The call tries slower ways; another network is better.'
	},
	tcp: {
		name: 'TCP',
		about: 'The way around a network that blocks the fast one.',
		advice: 'Fine as long as UDP works. If UDP failed too, use another network.'
	},
	turn: {
		name: 'TURN',
		about: 'A relay for networks that let nothing else through.',
		advice: 'Fine as long as UDP or TCP works. If both failed, use another network.'
	},
	publish: {
		name: 'Sending',
		about: 'Your sound and picture leave this machine.',
		advice: 'Close other calls, see that camera and microphone are good, then check again.'
	},
	reconnect: {
		name: 'Reconnecting',
		about: 'A line that was cut comes back by itself.',
		advice: 'If the call drops, reload the room’s page: everything that was saved is still there.'
	},
	bandwidth: {
		name: 'Bandwidth',
		about: 'How much can be sent.',
		advice:
			'Sit closer to the router or use a cable, ask others to pause films and updates, or turn your camera off.'
	},
	loss: {
		name: 'Loss',
		about: 'How much is lost on the way.',
		advice:
			'Use a cable or move closer to the router; on a phone, try the other network. Sound breaks up before the picture does.'
	}
};

/** Words for a state, for those who do not see its mark. */
export const stateWords: Readonly<Record<StepState, string>> = {
	waiting: 'not checked yet',
	running: 'checking',
	asking: 'tell us',
	good: 'good',
	weak: 'works, but poorly',
	failed: 'failed',
	skipped: 'left out'
};

export type Results = Record<StepId, StepResult>;

export const toNoResults = (): Results =>
	Object.fromEntries(
		stepIds.map((id) => [id, { state: 'waiting', detail: '' } satisfies StepResult])
	) as Results;

/** What the whole check says, in one sentence. */
export function toVerdict(results: Results): string {
	const of = (state: StepState) => stepIds.filter((id) => results[id].state === state);
	const failed = of('failed').filter((id) => !isSpared(id, results));
	if (failed.length > 0)
		return `Not ready yet: ${failed.map((id) => steps[id].name).join(', ')}. What to do stands beside ${failed.length === 1 ? 'it' : 'each'}.`;
	const weak = of('weak');
	if (weak.length > 0)
		return `You can go in. It may stutter: ${weak.map((id) => steps[id].name).join(', ')}.`;
	if (of('asking').length > 0) return 'All but one step is done: say whether you heard the chime.';
	return 'Everything works. See you in the room.';
}

/** TCP and TURN are ways around: without them nothing is missing while UDP works. */
export const isSpared = (id: StepId, results: Results): boolean =>
	(id === 'tcp' || id === 'turn') && results.udp.state === 'good';

/** The check as plain text, for whoever helps: what was found, and what the browser calls itself. Nothing personal. */
export function toReport(results: Results, browser: string, at: string): string {
	const lines = stepIds.map((id) => {
		const { state, detail } = results[id];
		return `${steps[id].name}: ${stateWords[state]}${detail && ` (${detail})`}`;
	});
	return [`Set-up check, ${at}`, ...lines, `Browser: ${browser}`].join('\n');
}

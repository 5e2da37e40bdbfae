/** What a person cannot notice by themselves: the others would have to tell them. */
export type VoiceTrouble =
	/** They speak, and the microphone is off. */
	| 'muted-speaking'
	/** The microphone is on and gives nothing at all, as when it is muted on the headset. */
	| 'silent-microphone';

/** Speech at arm's length is above this, a quiet room and typing mostly below. Decibels below full scale. */
const speechDecibels = -40;
/** A live microphone in the quietest room is above this: it has a noise of its own. */
const deadDecibels = -88;
/** So much speech within the window counts as speaking. */
const speechMs = 600;
const windowMs = 2_000;
/** How long nothing at all has to come. */
const deadMs = 12_000;
/** How long a trouble is told on after its last sign, so that it can be read. */
const toldMs = 5_000;

/**
 * Watches measured loudness, whatever the browser's own flags say. Feed it every measurement with its time in ms; it
 * answers with the trouble to be told now, or null.
 */
export function createVoiceWatch(): (
	decibels: number,
	isOn: boolean,
	now: number
) => VoiceTrouble | null {
	let loud: number[] = [];
	let last = 0;
	let aliveAt: number | null = null;
	let wasOn = false;
	let mutedSpeechAt = -Infinity;
	return (decibels, isOn, now) => {
		const step = Math.min(now - last, windowMs);
		last = now;
		if (isOn !== wasOn) {
			wasOn = isOn;
			loud = [];
			aliveAt = now;
			mutedSpeechAt = -Infinity;
		}
		aliveAt ??= now;
		if (isOn) {
			if (decibels > deadDecibels) aliveAt = now;
			return now - aliveAt >= deadMs ? 'silent-microphone' : null;
		}
		if (decibels > speechDecibels) loud.push(now);
		loud = loud.filter((at) => now - at < windowMs);
		if (loud.length * step >= speechMs) mutedSpeechAt = now;
		return now - mutedSpeechAt < toldMs ? 'muted-speaking' : null;
	};
}

export const voiceTroubleWords: Readonly<Record<VoiceTrouble, string>> = {
	'muted-speaking': 'You are muted, and you are speaking.',
	'silent-microphone': 'Nothing comes from your microphone. Is it muted on the headset?'
};

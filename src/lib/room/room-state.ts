import type { VideoTokenRefusal } from './video-token.ts';

/**
 * - `idle`: not joined. `connecting`: the first time. `connected`.
 * - `reconnecting`: was connected, or our own server does not answer; it goes on trying.
 * - `video-down`: LiveKit is not there or cannot be reached; it goes on trying.
 * - `seat-taken`: another tab or device of this person has video; *Take over here*.
 * - `ended`: there is no video for this person in this interview now; it stopped trying.
 */
export type RoomState =
	'idle' | 'connecting' | 'connected' | 'reconnecting' | 'video-down' | 'seat-taken' | 'ended';

export type RoomEvent =
	| { type: 'join-pressed' }
	| { type: 'left' }
	| { type: 'joined' }
	/** LiveKit's client lost the line and tries to resume by itself. */
	| { type: 'interrupted' }
	| { type: 'resumed' }
	/** LiveKit's client gave up or was put out; `duplicate`: by the same identity in another browser. */
	| { type: 'dropped'; isDuplicate: boolean }
	| { type: 'refused'; code: VideoTokenRefusal }
	/** There was a token, but no way in. */
	| { type: 'connect-failed' };

const endings: readonly VideoTokenRefusal[] = [
	'not_signed_in',
	'not_found',
	'not_allowed',
	'wrong_phase',
	'bad_request'
];

/** A refusal that does not pass by itself. */
export function isEnding(code: VideoTokenRefusal): boolean {
	return endings.includes(code);
}

/** The state after an event. What does not fit the state (a late answer after leaving) changes nothing. */
export function nextRoomState(state: RoomState, event: RoomEvent): RoomState {
	if (event.type === 'left') return 'idle';
	if (event.type === 'join-pressed') return state === 'connected' ? state : 'connecting';
	if (!isTrying(state) && state !== 'connected') return state;
	switch (event.type) {
		case 'joined':
		case 'resumed':
			return 'connected';
		case 'interrupted':
			return 'reconnecting';
		case 'dropped':
			return event.isDuplicate ? 'seat-taken' : 'reconnecting';
		case 'connect-failed':
			return 'video-down';
		case 'refused':
			if (isEnding(event.code)) return 'ended';
			if (event.code === 'seat_taken') return 'seat-taken';
			return event.code === 'unreachable' ? 'reconnecting' : 'video-down';
	}
}

/** States in which the page goes on asking for a token until it gets in. */
export function isTrying(state: RoomState): boolean {
	return state === 'connecting' || state === 'reconnecting' || state === 'video-down';
}

const firstDelayMs = 250;
/** Video is back within ten seconds after LiveKit is: two of these and the join. */
const maxDelayMs = 4_000;

/** How long to wait before the `attempt`-th try (1-based), spread by `random` in [0, 1) so that not all come at once. */
export function toRetryDelayMs(attempt: number, random: number): number {
	const delay = Math.min(firstDelayMs * 2 ** (attempt - 1), maxDelayMs);
	return Math.round(delay * (0.75 + random / 2));
}

/** One honest line about the state; empty when all is well or nothing was tried. */
export function toStatusText(state: RoomState, code: VideoTokenRefusal | null): string {
	switch (state) {
		case 'idle':
		case 'connected':
			return '';
		case 'connecting':
			return 'Connecting video';
		case 'reconnecting':
			return 'Reconnecting';
		case 'video-down':
			return 'Video is down';
		case 'seat-taken':
			return 'Video is in another tab';
		case 'ended':
			return code === 'not_allowed' ? 'You were removed' : 'Video has ended';
	}
}

/** What the panel in the video's place says. */
export function toPanelWords(
	state: RoomState,
	code: VideoTokenRefusal | null
): { title: string; text: string } | null {
	switch (state) {
		case 'idle':
		case 'connected':
			return null;
		case 'connecting':
			return { title: 'Connecting video', text: 'The rest of the room is here already.' };
		case 'reconnecting':
			return {
				title: 'Reconnecting',
				text:
					code === 'unreachable'
						? 'The server cannot be reached from here. What you write is kept, and video comes back by itself.'
						: 'The line dropped. Video comes back by itself.'
			};
		case 'video-down':
			return code === 'video_down'
				? {
						title: 'Video is not available right now',
						text: 'The video server does not answer. Questions, clock, feedback and scores work; talk by phone if you can. Video appears here by itself when it is back.'
					}
				: {
						title: 'Video cannot get through',
						text: 'The video server answers, but this network lets no video through. Questions, clock, feedback and scores work. It goes on trying.'
					};
		case 'seat-taken':
			return {
				title: 'Your video is in another tab or on another device',
				text: 'Everything else works here too. Taking over ends video there.'
			};
		case 'ended':
			return toEndWords(code);
	}
}

function toEndWords(code: VideoTokenRefusal | null): { title: string; text: string } {
	switch (code) {
		case 'not_allowed':
			return {
				title: 'You were removed from this interview',
				text: 'Whoever set it up took you off its list. Ask them if you think that is a mistake.'
			};
		case 'wrong_phase':
			return {
				title: 'This interview has no video now',
				text: 'It is finished or was cancelled. What was written stays on its page.'
			};
		case 'not_signed_in':
			return { title: 'You are signed out', text: 'Sign in again, then come back to this room.' };
		case 'bad_request':
			return { title: 'This page is out of date', text: 'Reload it to have video.' };
		default:
			return { title: 'There is no such interview', text: 'Check the link you were given.' };
	}
}

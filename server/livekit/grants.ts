import { TrackSource, type VideoGrant } from 'livekit-server-sdk';
import type { Phase, Role } from '#lib/interview/interview.ts';

/** Phases in which the video room exists. */
export const videoPhases: readonly Phase[] = ['open', 'live', 'debrief'];

const publishedSources: Readonly<Record<Role, readonly TrackSource[]>> = {
	interviewer: [TrackSource.CAMERA, TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE],
	candidate: [TrackSource.CAMERA, TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE],
	observer: []
};

/** What a role may do in a video room, and nothing else: no data packets, no renaming, never hidden. */
export function toVideoGrant(role: Role, room: string): VideoGrant {
	const sources = publishedSources[role];
	return {
		room,
		roomJoin: true,
		canSubscribe: true,
		canPublish: sources.length > 0,
		canPublishSources: [...sources],
		canPublishData: false,
		canUpdateOwnMetadata: false,
		hidden: false
	};
}

/** What the set-up check may do in its own room: be there, send a picture and a voice, and nothing else. */
export const toCheckGrant = (room: string): VideoGrant => ({
	...toVideoGrant('candidate', room),
	canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE]
});

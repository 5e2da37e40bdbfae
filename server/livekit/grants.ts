import { TrackSource, type VideoGrant } from 'livekit-server-sdk';
import type { Phase, Role } from '#lib/interview/interview.ts';

/** Phases in which the video room exists. */
export const videoPhases: readonly Phase[] = ['open', 'live', 'debrief'];

const publishedSources: Readonly<Record<Role, readonly TrackSource[]>> = {
	interviewer: [TrackSource.CAMERA, TrackSource.MICROPHONE],
	candidate: [TrackSource.CAMERA, TrackSource.MICROPHONE],
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

/** What the set-up check may do in its own room: be there, send what it sends in an interview, and nothing else. */
export const toCheckGrant = (room: string): VideoGrant => toVideoGrant('candidate', room);

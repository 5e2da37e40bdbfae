import {
	ConnectionQuality,
	LocalVideoTrack,
	type RemoteTrackPublication,
	type Room,
	RoomEvent,
	Track,
	VideoQuality
} from 'livekit-client';
import type { NetworkLevel } from './network-ladder.ts';
import { createLineReading, type StatsEntry } from './network-stats.ts';
import { createVoiceReading } from './talk-time.ts';
import { readUserId } from './tile.ts';
import type { CallLine } from './video-room.ts';

/** The line of an open room: measured, and given as much to carry as a level says. `onChange` as in the room. */
export function createCallLine(room: Room, onChange: () => void): CallLine {
	const read = createLineReading();
	let level: NetworkLevel = 'high';
	const readVoice = createVoiceReading();
	/** Whether anything was ever taken off the line: until then LiveKit's own choices are left alone. */
	let isTouched = false;

	const publications = () =>
		[...room.remoteParticipants.values()].flatMap((person) => [
			...(person.trackPublications.values() as Iterable<RemoteTrackPublication>)
		]);

	const apply = () => {
		if (!isTouched) return;
		for (const publication of publications()) {
			const isPicture = publication.kind === Track.Kind.Video;
			const isWanted = isPicture ? level === 'high' || level === 'low' : level !== 'text';
			if (publication.isDesired !== isWanted) publication.setSubscribed(isWanted);
			if (isWanted && isPicture)
				publication.setVideoQuality(level === 'low' ? VideoQuality.LOW : VideoQuality.HIGH);
		}
		const camera = room.localParticipant.getTrackPublication(Track.Source.Camera)?.track;
		if (camera instanceof LocalVideoTrack && (level === 'high' || level === 'low'))
			camera.setPublishingQuality(level === 'low' ? VideoQuality.LOW : VideoQuality.HIGH);
	};
	room.on(RoomEvent.TrackPublished, apply);
	room.on(RoomEvent.ParticipantConnected, apply);
	room.on(RoomEvent.Reconnected, apply);

	return {
		async measure() {
			const tracks = [
				...publications().map(({ track }) => track),
				...[...room.localParticipant.trackPublications.values()].map(({ track }) => track)
			];
			const reports = await Promise.all(
				tracks.map((track) => track?.getRTCStatsReport().catch(() => undefined))
			);
			const entries = reports.flatMap((report) =>
				report ? [...(report as unknown as Map<string, StatsEntry>).values()] : []
			);
			const quality = room.localParticipant.connectionQuality;
			// The server asks for the layers it likes again and again.
			if (level === 'low') apply();
			return {
				...read(entries),
				at: performance.now(),
				isPictureHeld: publications().some(
					({ kind, track, isMuted, isEnabled }) =>
						kind === Track.Kind.Video &&
						!isMuted &&
						isEnabled &&
						track?.streamState === Track.StreamState.Paused
				),
				isPoor: quality === ConnectionQuality.Poor || quality === ConnectionQuality.Lost
			};
		},
		async listen(me) {
			const heard = [room.localParticipant, ...room.remoteParticipants.values()].flatMap(
				(person) => {
					const track = person.getTrackPublication(Track.Source.Microphone)?.track;
					const isMine = person === room.localParticipant;
					return track ? [{ userId: isMine ? me : readUserId(person.identity), track }] : [];
				}
			);
			const voices = await Promise.all(
				heard.map(async ({ userId, track }) => {
					const report = await track.getRTCStatsReport().catch(() => undefined);
					const entries = report ? (report as unknown as Map<string, StatsEntry>).values() : [];
					const decibels = readVoice(track.sid ?? userId, entries);
					return decibels === null ? [] : [{ userId, decibels }];
				})
			);
			return voices.flat();
		},
		hold(wanted) {
			if (wanted === level) return;
			level = wanted;
			isTouched = true;
			apply();
			onChange();
		}
	};
}

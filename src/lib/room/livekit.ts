import {
	ConnectionQuality,
	CriticalTimers,
	DefaultReconnectPolicy,
	DisconnectReason,
	LocalAudioTrack,
	LocalVideoTrack,
	type Participant,
	type RemoteTrack,
	type RemoteTrackPublication,
	Room,
	RoomEvent,
	setLogLevel,
	Track,
	VideoPresets
} from 'livekit-client';
import type { RemotePerson, VideoRoom, VideoRoomOptions } from './video-room.ts';

/** What went wrong stands on the page, in words; LiveKit's own lines quote identities. */
setLogLevel('silent');

/**
 * LiveKit's client looks every 50 ms whether the line that it opens is there, and shows nobody before it has seen it. It
 * leaves its timers to whoever knows the platform better: here such a look comes sooner, all other times stay.
 */
const lookMs = { theirs: 50, ours: 8 };
CriticalTimers.setTimeout = (run, delayMs, ...rest) =>
	setTimeout(run, delayMs === lookMs.theirs ? lookMs.ours : delayMs, ...rest);

/** They left, took the seat elsewhere, or were put out: giving the seat back may reach the server before the farewell. */
const meantReasons = new Set([
	DisconnectReason.CLIENT_INITIATED,
	DisconnectReason.DUPLICATE_IDENTITY,
	DisconnectReason.PARTICIPANT_REMOVED
]);

/**
 * How long LiveKit's client tries to resume by itself: a blip, no more. After that the page asks for a new token, which
 * alone knows whether the video server is there, and is in again within seconds of its return.
 */
const ownTriesMs = [0, 300, 700, 1_500, 2_500];

/**
 * The one module that knows `livekit-client` (151 kB gzipped): imported when somebody joins, never before. Tracks belong
 * to `LocalMedia`; this publishes, mutes and replaces them and never starts one by itself.
 *
 * @throws when there is no way in.
 */
export async function openVideoRoom(options: VideoRoomOptions): Promise<VideoRoom> {
	const room = new Room({
		adaptiveStream: true,
		dynacast: true,
		// Its listener on beforeunload would end the call for somebody who then stays on the page.
		disconnectOnPageLeave: false,
		stopLocalTrackOnUnpublish: false,
		reconnectPolicy: new DefaultReconnectPolicy(ownTriesMs),
		publishDefaults: {
			simulcast: true,
			videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
			videoEncoding: VideoPresets.h720.encoding
		}
	});
	const published = createPublisher(room);
	let isClosed = false;

	const changed = () => {
		if (!isClosed) options.onChange();
	};
	for (const event of [
		RoomEvent.ParticipantConnected,
		RoomEvent.TrackSubscribed,
		RoomEvent.TrackUnsubscribed,
		RoomEvent.TrackPublished,
		RoomEvent.TrackUnpublished,
		RoomEvent.TrackMuted,
		RoomEvent.TrackUnmuted,
		RoomEvent.ActiveSpeakersChanged,
		RoomEvent.ConnectionQualityChanged,
		RoomEvent.AudioPlaybackStatusChanged
	] as const)
		room.on(event, changed);
	room.on(RoomEvent.ParticipantDisconnected, (participant, reason) => {
		options.onPersonGone(participant.identity, reason !== undefined && meantReasons.has(reason));
		changed();
	});
	room.on(RoomEvent.SignalReconnecting, () => {
		if (!isClosed) options.onInterrupted();
	});
	room.on(RoomEvent.Reconnecting, () => {
		if (!isClosed) options.onInterrupted();
	});
	room.on(RoomEvent.Reconnected, () => {
		if (!isClosed) options.onResumed();
	});

	options.signal.addEventListener('abort', () => void room.disconnect(false));
	try {
		await room.connect(options.url, options.token);
	} catch (error) {
		isClosed = true;
		await room.disconnect(false);
		throw error;
	}
	room.on(RoomEvent.Disconnected, (reason) => {
		if (isClosed) return;
		isClosed = true;
		options.onDropped(
			reason === DisconnectReason.DUPLICATE_IDENTITY,
			reason === DisconnectReason.ROOM_DELETED
		);
	});
	if (room.state !== 'connected') throw new Error('The line was closed while it was opened.');

	return {
		get people() {
			return [...room.remoteParticipants.values()].map(toRemotePerson);
		},
		get isSpeaking() {
			return room.localParticipant.isSpeaking;
		},
		get isSoundBlocked() {
			return !room.canPlaybackAudio;
		},
		startSound: () => room.startAudio(),
		setMicrophone: published.setMicrophone,
		setCamera: published.setCamera,
		setScreen: published.setScreen,
		openLine: async () => (await import('./livekit-line.ts')).createCallLine(room, changed),
		async close() {
			isClosed = true;
			await room.disconnect(false);
		}
	};
}

/** Brings what is published in line with what is wanted, one step after another for each source. */
function createPublisher(room: Room) {
	const createSource = (
		source: Track.Source,
		wrap: (track: MediaStreamTrack) => LocalAudioTrack | LocalVideoTrack
	) => {
		let local: LocalAudioTrack | LocalVideoTrack | null = null;
		let wanted: MediaStreamTrack | null = null;
		let running: Promise<void> = Promise.resolve();
		const apply = async () => {
			const track = wanted;
			if (!track) {
				await local?.mute();
				return;
			}
			if (!local) {
				const made = wrap(track);
				await room.localParticipant.publishTrack(made, { source });
				local = made;
			} else {
				if (local.mediaStreamTrack !== track) await local.replaceTrack(track, true);
				await local.unmute();
			}
			if (wanted !== track) await apply();
		};
		return (track: MediaStreamTrack | null) => {
			wanted = track;
			running = running.then(apply).catch(() => {
				// A line that was lost meanwhile: whoever joins again publishes again.
			});
		};
	};
	return {
		setMicrophone: createSource(
			Track.Source.Microphone,
			(track) => new LocalAudioTrack(track, undefined, true)
		),
		setCamera: createSource(
			Track.Source.Camera,
			(track) => new LocalVideoTrack(track, undefined, true)
		),
		setScreen: createSource(
			Track.Source.ScreenShare,
			(track) => new LocalVideoTrack(track, undefined, true)
		)
	};
}

function toRemotePerson(participant: Participant): RemotePerson {
	const camera = participant.getTrackPublication(Track.Source.Camera);
	const microphone = participant.getTrackPublication(Track.Source.Microphone);
	const screen = participant.getTrackPublication(Track.Source.ScreenShare);
	return {
		identity: participant.identity,
		name: participant.name ?? '',
		isSpeaking: participant.isSpeaking,
		isLost: participant.connectionQuality === ConnectionQuality.Lost,
		isMicrophoneOn: microphone !== undefined && !microphone.isMuted,
		isCameraOn: camera !== undefined && !camera.isMuted,
		picture: toAttachable(camera as RemoteTrackPublication | undefined),
		sound: toAttachable(microphone as RemoteTrackPublication | undefined),
		screen: screen?.isMuted ? null : toAttachable(screen as RemoteTrackPublication | undefined)
	};
}

const attachables = new WeakMap<RemoteTrack, RemotePerson['picture']>();

/** The same object for the same track, so that an element is attached once. */
function toAttachable(publication: RemoteTrackPublication | undefined): RemotePerson['picture'] {
	const track = publication?.track;
	if (!track) return null;
	const known = attachables.get(track);
	if (known) return known;
	const made = (element: HTMLMediaElement) => {
		track.attach(element);
		return () => void track.detach(element);
	};
	attachables.set(track, made);
	return made;
}

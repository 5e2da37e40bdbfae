import type { Voice } from './talk-time.ts';
import type { NetworkLevel, NetworkSample } from './network-ladder.ts';

/** Puts a picture or a sound into an element; returns how to take it out again. */
export type Attach = (element: HTMLMediaElement) => () => void;

/** Somebody else in the video room, as LiveKit tells it. */
export interface RemotePerson {
	/** `<userId>-<tabId>`. */
	identity: string;
	name: string;
	isSpeaking: boolean;
	/** Nothing has come from them for some seconds. */
	isLost: boolean;
	isMicrophoneOn: boolean;
	isCameraOn: boolean;
	picture: Attach | null;
	sound: Attach | null;
	/** What they share of their screen. */
	screen: Attach | null;
}

export interface VideoRoomOptions {
	url: string;
	token: string;
	/** Aborted: the line is closed, also while it is being opened. */
	signal: AbortSignal;
	onChange: () => void;
	/** `isMeant`: they left; otherwise their line was lost. */
	onPersonGone: (identity: string, isMeant: boolean) => void;
	onInterrupted: () => void;
	onResumed: () => void;
	/** `isRoomGone`: the server closed the room for everybody. */
	onDropped: (isDuplicate: boolean, isRoomGone: boolean) => void;
}

/** What goes over a room's line: measured, and held to a level. */
export interface CallLine {
	measure(): Promise<NetworkSample>;
	/** Others' pictures and voices; one's own come and go with `setCamera` and `setMicrophone`. */
	hold(level: NetworkLevel): void;
	/** How loud everybody is who is heard here, oneself under `me`, since this was asked last. Kept nowhere. */
	listen(me: string): Promise<Voice[]>;
}

/** An open line to LiveKit. */
export interface VideoRoom {
	readonly people: RemotePerson[];
	/** Oneself. */
	readonly isSpeaking: boolean;
	/** The browser plays no sound until something is pressed. */
	readonly isSoundBlocked: boolean;
	startSound(): Promise<void>;
	setMicrophone(track: MediaStreamTrack | null): void;
	setCamera(track: MediaStreamTrack | null): void;
	setScreen(track: MediaStreamTrack | null): void;
	/** Its code comes when it is asked for. */
	openLine(): Promise<CallLine>;
	close(): Promise<void>;
}

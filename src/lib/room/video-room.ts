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
}

export interface VideoRoomOptions {
	url: string;
	token: string;
	camera: MediaStreamTrack | null;
	microphone: MediaStreamTrack | null;
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
	close(): Promise<void>;
}

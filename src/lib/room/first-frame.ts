/** Tells of the first frame that a video really shows. For `{@attach}`. */
export function onFirstFrame(tell: () => void): (video: HTMLVideoElement) => (() => void) | void {
	return (video) => {
		if (!('requestVideoFrameCallback' in video)) return tell();
		const handle = video.requestVideoFrameCallback(tell);
		return () => video.cancelVideoFrameCallback(handle);
	};
}

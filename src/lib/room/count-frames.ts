/**
 * Counts the frames that a video really shows into `data-video-frames` (at the first, then at every fifth) and tells of
 * the first one. For `{@attach}`.
 */
export function countFrames(onFirst: () => void): (video: HTMLVideoElement) => () => void {
	return (video) => {
		let frames = 0;
		let handle = 0;
		const note = () => {
			frames += 1;
			if (frames === 1) onFirst();
			if (frames === 1 || frames % 5 === 0) video.dataset['videoFrames'] = String(frames);
			handle = video.requestVideoFrameCallback(note);
		};
		video.dataset['videoFrames'] = '0';
		if ('requestVideoFrameCallback' in video) handle = video.requestVideoFrameCallback(note);
		else onFirst();
		return () => {
			if ('cancelVideoFrameCallback' in video) video.cancelVideoFrameCallback(handle);
		};
	};
}

import type { Locator } from '@playwright/test';

/** Frames that a video has shown since it is there; 0 when there is none. */
export async function countFrames(video: Locator): Promise<number> {
	if ((await video.count()) === 0) return 0;
	return video
		.first()
		.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames);
}

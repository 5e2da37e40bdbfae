const minuteMs = 60_000;

/** After so long a kind word is said, and after so long video ends: the camera is not on for nobody. */
export const aloneLimits = { noticeMs: 10 * minuteMs, closeMs: 25 * minuteMs };

/** What is told to somebody who has been alone for that long; null: nothing yet. */
export function toAloneWords(aloneMs: number): { text: string; isClosing: boolean } | null {
	const { noticeMs, closeMs } = aloneLimits;
	if (aloneMs < noticeMs) return null;
	if (aloneMs >= closeMs)
		return {
			text: 'Nobody else came, so your camera and microphone are off now. The interview and all you wrote are kept.',
			isClosing: true
		};
	const left = Math.ceil((closeMs - aloneMs) / minuteMs);
	return {
		text: `You have been alone here for a while. It may be the time zone or their line: write to them, or set another time on the interview’s page. Video ends in ${left} ${left === 1 ? 'minute' : 'minutes'}.`,
		isClosing: false
	};
}

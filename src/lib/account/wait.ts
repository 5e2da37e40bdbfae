/** How long somebody has to wait, in words that need no arithmetic: `about 12 minutes`, `a few seconds`. */
export function toWait(seconds: number): string {
	if (seconds <= 15) return 'a few seconds';
	if (seconds < 90) return 'a minute';
	const minutes = Math.ceil(seconds / 60);
	return minutes < 60 ? `about ${minutes} minutes` : 'about an hour';
}

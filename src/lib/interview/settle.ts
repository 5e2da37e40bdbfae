/** Waits until `isSettled` holds, at most `limitMs`; true when it does. For words that are still on their way. */
export async function settle(
	isSettled: () => boolean,
	limitMs = 3_000,
	stepMs = 50
): Promise<boolean> {
	for (let waitedMs = 0; waitedMs < limitMs; waitedMs += stepMs) {
		if (isSettled()) return true;
		await new Promise((resolve) => setTimeout(resolve, stepMs));
	}
	return isSettled();
}

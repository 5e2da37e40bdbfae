export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Milliseconds until the condition held; rejects with its name after `limitMs`. */
export async function waitFor(
	what: string,
	limitMs: number,
	condition: () => boolean | Promise<boolean>
): Promise<number> {
	const start = performance.now();
	while (!(await condition())) {
		if (performance.now() - start > limitMs) throw new Error(`never happened: ${what}`);
		await pause(10);
	}
	return performance.now() - start;
}

import process from 'node:process';

/**
 * Says that a long step begins (with how long it usually takes) and, when the returned function is
 * called, how it went and how long it took.
 *
 * @param {string} text
 * @returns {(outcome?: string) => void}
 */
export function beginStep(text) {
	const startedAt = performance.now();
	process.stdout.write(`${text} …\n`);
	return (outcome = 'done') => {
		process.stdout.write(`  ${outcome} (${toSeconds(performance.now() - startedAt)})\n`);
	};
}

/**
 * @param {number} ms
 */
export function toSeconds(ms) {
	return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

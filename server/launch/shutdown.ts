import type { Log } from '../log.ts';

/** Undoes, in reverse, what was opened, when the process is told to end. */
export interface Shutdown {
	/** Registers what undoes the step just taken. */
	undo(close: () => Promise<unknown>): void;
}

const deadlineMs = 5_000;
/** When the supervisor is gone a new start may already wait for the data folder. */
const orphanDeadlineMs = 1_000;

/**
 * Waits for SIGTERM, SIGINT, SIGHUP or the end of the supervisor, then undoes the steps and exits.
 * A step that hangs does not keep the process beyond five seconds.
 */
export function createShutdown(log: Log): Shutdown {
	const steps: (() => Promise<unknown>)[] = [];
	let isRunning = false;

	async function run(withinMs: number): Promise<void> {
		setTimeout(() => process.exit(0), withinMs);
		if (isRunning) return;
		isRunning = true;
		while (steps.length > 0) {
			try {
				await steps.pop()!();
			} catch (error) {
				log.error({ error }, 'a part did not close well');
			}
		}
		process.exit(0);
	}

	for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
		process.on(signal, () => void run(deadlineMs));
	if (process.send) {
		process.on('disconnect', () => void run(orphanDeadlineMs));
		// It may be gone already.
		if (!process.connected) process.exit(0);
	}

	process.on('unhandledRejection', (error) => log.error({ error }, 'a promise failed unnoticed'));
	process.on('uncaughtException', (error) => {
		// A connection that broke without a listener harms nobody else; anything else may have left
		// work half done, and only a fresh start is safe.
		if (isBrokenConnection(error)) return log.error({ error }, 'a connection broke unnoticed');
		log.fatal({ error }, 'a fault nobody caught: the app ends and is started again');
		process.exit(1);
	});

	return { undo: (close) => void steps.push(close) };
}

function isBrokenConnection(error: unknown): boolean {
	const { code } = error as NodeJS.ErrnoException;
	return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED';
}

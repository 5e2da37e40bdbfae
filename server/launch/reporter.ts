import type { AppMessage } from './app-process.ts';
import { Refusal, refusalExitCode } from './refusal.ts';
import { beginStep } from './steps.js';

/** Tells whoever started the app how far it is: the supervisor, or else the terminal. */
export interface Reporter {
	step<T>(text: string, run: () => Promise<T>): Promise<T>;
	ready(origin: string, isDemo: boolean): void;
	/** Ends the process: a refusal with its sentence alone, a fault with its stack. */
	refuse(error: unknown): never;
}

export function createReporter(): Reporter {
	const tell = process.send
		? (message: AppMessage) => void process.send?.(message, undefined, undefined, () => undefined)
		: null;
	return {
		async step(text, run) {
			const startedAt = performance.now();
			const end = tell ? null : beginStep(text);
			tell?.({ type: 'step', text });
			const result = await run();
			end?.();
			tell?.({ type: 'step-done', ms: performance.now() - startedAt });
			return result;
		},
		ready(origin, isDemo) {
			if (tell) tell({ type: 'ready', origin, isDemo });
			else sayReady(origin, isDemo);
		},
		refuse(error) {
			if (error instanceof Refusal) {
				process.stderr.write(`${error.message}\n`);
				process.exit(process.send ? refusalExitCode : 1);
			}
			process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
			process.exit(1);
		}
	};
}

/** The links for trying it alone, and the last line of every start. */
export function sayReady(origin: string, isDemo: boolean): void {
	if (isDemo) {
		const twin = origin.replace('//localhost', '//127.0.0.1');
		process.stdout.write(
			`\nTry it alone, in two windows of one browser:\n  mentor     ${origin}/demo\n  candidate  ${twin}/demo\n\n`
		);
	}
	process.stdout.write(`Mock Rounds is ready at ${origin}\n`);
}

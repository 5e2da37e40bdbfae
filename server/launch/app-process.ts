import { spawn, type ChildProcess } from 'node:child_process';
import { appFlags } from './app-flags.ts';
import { refusalExitCode } from './refusal.ts';

/** What the app tells its supervisor. */
export type AppMessage =
	| { type: 'step'; text: string }
	| { type: 'step-done'; ms: number }
	| { type: 'ready'; origin: string; isDemo: boolean };

export interface AppProcessOptions {
	/** The file that Node runs, and its arguments. */
	args: string[];
	env: NodeJS.ProcessEnv;
	onMessage(message: AppMessage): void;
	/** One sentence for the person at the terminal. */
	say(text: string): void;
	/** It refused to start, or crashed too often: it will not come back by itself. */
	onGivenUp(): void;
}

export interface AppProcess {
	/** Ends it and starts it anew, for a change in its sources. */
	restart(): void;
	stop(): Promise<void>;
}

const stopGraceMs = 7_000;
const quickCrashMs = 20_000;
const maxQuickCrashes = 5;

/**
 * Keeps the app running: again after a crash, with a pause that doubles; given up when it refuses
 * its first start or crashes five times in a row soon after starting.
 */
export function runApp(options: AppProcessOptions): AppProcess {
	let child: ChildProcess | null = null;
	let timer: NodeJS.Timeout | undefined;
	let isStopping = false;
	let isRestartWanted = false;
	let hasBeenReady = false;
	let quickCrashes = 0;

	function start(): void {
		const startedAt = performance.now();
		const started = spawn(process.execPath, [...appFlags, ...options.args], {
			env: options.env,
			stdio: ['ignore', 'inherit', 'inherit', 'ipc']
		});
		child = started;
		started.on('message', (message: AppMessage) => {
			if (message.type === 'ready') hasBeenReady = true;
			options.onMessage(message);
		});
		started.once('error', (error) => options.say(`The app could not be started: ${error.message}`));
		started.once('exit', (code, signal) => {
			child = null;
			if (isStopping) return;
			if (isRestartWanted) {
				isRestartWanted = false;
				return start();
			}
			// At the first start the sentence is about a setting; later (a database that is away for a
			// while) the same refusal goes by itself.
			if (code === refusalExitCode && !hasBeenReady) return options.onGivenUp();
			if (code === refusalExitCode) return again(5_000);
			quickCrashes = performance.now() - startedAt < quickCrashMs ? quickCrashes + 1 : 1;
			if (quickCrashes >= maxQuickCrashes) {
				options.say(
					`The app ended ${quickCrashes} times in a row soon after starting (last: ${signal ?? `code ${code}`}): it is not started again. The reason stands in the lines above.`
				);
				return options.onGivenUp();
			}
			const delayMs = 100 * 2 ** quickCrashes;
			options.say(
				`The app ended (${signal ?? `code ${code}`}); starting it again in ${delayMs / 1000} s. What was shown as saved is saved.`
			);
			again(delayMs);
		});
	}

	function again(delayMs: number): void {
		timer = setTimeout(start, delayMs);
	}

	start();
	return {
		restart() {
			if (!child || isStopping) return;
			isRestartWanted = true;
			quickCrashes = 0;
			child.kill('SIGTERM');
		},
		async stop() {
			isStopping = true;
			clearTimeout(timer);
			const ending = child;
			if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
			const ended = new Promise((resolve) => ending.once('exit', resolve));
			ending.kill('SIGTERM');
			const cut = setTimeout(() => ending.kill('SIGKILL'), stopGraceMs);
			await ended;
			clearTimeout(cut);
		}
	};
}

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStartToken, isAlive } from '../launch/process-identity.ts';
import type { LiveKitProgram } from './find.ts';

export interface LiveKitRunOptions {
	program: LiveKitProgram;
	/** From `toLiveKitConfig`. */
	config: Record<string, unknown>;
	port: number;
	udpPort: number;
	/** Holds the configuration (it has the secret: owner only) and the pid for the next start. */
	folder: string;
	/** One sentence for the person at the terminal. */
	say(text: string): void;
}

export interface RunningLiveKit {
	/** Resolves when it answers; false when it did not within the time. */
	waitUntilUp(timeoutMs: number): Promise<boolean>;
	stop(): Promise<void>;
}

const containerName = `mock-rounds-livekit-${process.pid}`;

/**
 * Ends its child when its own standard input ends, that is when the supervisor is gone, however it
 * went. The reader runs beside the waiter, so killing the waiter alone does not leave an orphan.
 */
const wrapper = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
( trap '' INT TERM HUP; while read -r line <&3; do :; done; kill -9 $child 2>/dev/null; $STOP_COMMAND ) &
reader=$!
exec 3<&-
echo $child
trap 'kill -TERM $child 2>/dev/null' TERM
trap '' INT
wait $child
code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
kill -9 $reader 2>/dev/null
exit $code
`;

/**
 * Runs LiveKit until `stop`, again whenever it ends: after half a second, then after twice as long
 * each time up to 30 seconds, always on the same ports with the same keys, so nobody has to be told.
 */
export function runLiveKit(options: LiveKitRunOptions): RunningLiveKit {
	const { folder, port, say } = options;
	const pidFile = join(folder, 'pid');
	const configFile = join(folder, 'livekit.json');
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	endRecorded(pidFile);
	writeFileSync(configFile, JSON.stringify(options.config), { mode: 0o600 });

	let child: ChildProcess | null = null;
	let isStopping = false;
	let restartTimer: NodeJS.Timeout | undefined;
	let delayMs = 500;
	let lastWords = '';

	function start(): void {
		const startedAt = performance.now();
		const [command, ...args] = toCommand(options, configFile);
		const stopCommand =
			options.program.kind === 'container'
				? `${options.program.docker} rm -f ${containerName}`
				: ':';
		const isWrapped = process.platform !== 'win32';
		const started = isWrapped
			? spawn('/bin/sh', ['-c', wrapper, 'livekit', command!, ...args], {
					stdio: ['pipe', 'pipe', 'pipe'],
					env: { ...process.env, STOP_COMMAND: stopCommand }
				})
			: spawn(command!, args, { stdio: ['pipe', 'pipe', 'pipe'] });
		child = started;
		if (!isWrapped && started.pid) record(pidFile, started.pid);
		started.stdin?.on('error', () => undefined);
		started.stdout?.on('data', (chunk: Buffer) => {
			const first = /^(\d+)\n/.exec(chunk.toString());
			if (isWrapped && first) record(pidFile, Number(first[1]));
		});
		started.stderr?.on('data', (chunk: Buffer) => {
			lastWords = (lastWords + chunk.toString()).slice(-2_000);
		});
		started.on('error', (error) => (lastWords = error.message));
		started.once('exit', (code, signal) => {
			if (child === started) child = null;
			// The waiter may have been killed without its child and its reader.
			started.stdin?.destroy();
			endRecorded(pidFile);
			if (isStopping) return;
			if (performance.now() - startedAt > 60_000) delayMs = 500;
			const how = signal || code === 137 ? 'killed' : `code ${code}${toLastWords(lastWords)}`;
			const pauseMs = delayMs;
			// Ctrl-C ends LiveKit before the supervisor has told us to stop: that is nothing to report.
			restartTimer = setTimeout(() => {
				say(
					`The video server ended (${how}); starting it again in ${pauseMs / 1000} s. Everything but video goes on.`
				);
				restartTimer = setTimeout(start, pauseMs);
			}, 200);
			delayMs = Math.min(delayMs * 2, 30_000);
		});
	}
	start();

	return {
		async waitUntilUp(timeoutMs) {
			const deadline = performance.now() + timeoutMs;
			while (performance.now() < deadline && !isStopping) {
				if (await isAnswering(port)) return true;
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
			return false;
		},
		async stop() {
			isStopping = true;
			clearTimeout(restartTimer);
			const ending = child;
			if (ending && ending.exitCode === null && ending.signalCode === null) {
				const ended = new Promise((resolve) => ending.once('exit', resolve));
				// The end of its input ends LiveKit at once; it keeps nothing that would need time.
				ending.stdin?.end();
				if (process.platform === 'win32') ending.kill();
				const timer = setTimeout(() => ending.kill('SIGKILL'), 2_000);
				await ended;
				clearTimeout(timer);
			}
			endRecorded(pidFile);
		}
	};
}

function toCommand(options: LiveKitRunOptions, configFile: string): string[] {
	const { program, port, udpPort } = options;
	if (program.kind === 'binary') return [program.path, '--config', configFile];
	return [
		program.docker,
		'run',
		'--rm',
		'--name',
		containerName,
		...toContainerNetwork(port, udpPort),
		'-v',
		`${configFile}:/livekit.json:ro`,
		program.image,
		'--config',
		'/livekit.json'
	];
}

/** Where containers run in a virtual machine, the host's own network is not this machine's. */
function toContainerNetwork(port: number, udpPort: number): string[] {
	if (hasHostNetwork()) return ['--network', 'host'];
	return ['-p', `127.0.0.1:${port}:${port}/tcp`, '-p', `127.0.0.1:${udpPort}:${udpPort}/udp`];
}

/** Whether a container can listen on this machine's own loopback. */
export function hasHostNetwork(): boolean {
	return process.platform === 'linux';
}

async function isAnswering(port: number): Promise<boolean> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(500) });
		await response.body?.cancel();
		return response.ok;
	} catch {
		return false;
	}
}

/** The last error it printed; its lines are JSON, and a server that cannot start prints plain text. */
function toLastWords(output: string): string {
	const line = output.trim().split('\n').at(-1)?.trim() ?? '';
	if (line.startsWith('{')) {
		const { level, msg, error } = toLogLine(line);
		return level === 'error' || level === 'fatal' ? `: ${error ?? msg}` : '';
	}
	return line === '' ? '' : `: ${line.slice(0, 200)}`;
}

function toLogLine(line: string): { level?: string; msg?: string; error?: string } {
	try {
		return JSON.parse(line) as { level?: string; msg?: string; error?: string };
	} catch {
		return {};
	}
}

function record(pidFile: string, pid: number): void {
	writeFileSync(pidFile, `${pid} ${findStartToken(pid) ?? ''}\n`, { mode: 0o600 });
}

/** Ends the LiveKit that an earlier run left behind: that very process, never its pid's next owner. */
function endRecorded(pidFile: string): void {
	try {
		const [pid, startToken] = readFileSync(pidFile, 'utf8').trim().split(' ');
		if (pid && startToken && isAlive(Number(pid), startToken)) process.kill(Number(pid), 'SIGKILL');
	} catch {
		// No record, or it is gone already.
	}
	rmSync(pidFile, { force: true });
}

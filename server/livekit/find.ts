import { execFile } from 'node:child_process';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The version that is built, and the oldest that is run. */
export const livekitVersion = '1.13.5';
export const livekitImage = `livekit/livekit-server:v${livekitVersion}`;

/** A LiveKit server that can be started here. */
export type LiveKitProgram =
	{ kind: 'binary'; path: string } | { kind: 'container'; docker: string; image: string };

export interface FindLiveKitOptions {
	env: Record<string, string | undefined>;
	/** Called before a step that takes long, with what it does; returns what to call at its end. */
	onStep(text: string): (outcome: string) => void;
}

const isWindows = process.platform === 'win32';

/**
 * Finds a LiveKit server, or brings one: on PATH, in the cache folder, built with Go, or as a
 * container image. Null when none of these is possible here; nothing outside the cache folder (and
 * Go's own) is touched.
 */
export async function findLiveKit(options: FindLiveKitOptions): Promise<LiveKitProgram | null> {
	const onPath = await findOnPath('livekit-server', options.env);
	if (onPath && (await isNewEnough(onPath))) return { kind: 'binary', path: onPath };
	const cached = join(
		toCacheFolder(options.env),
		isWindows ? 'livekit-server.exe' : 'livekit-server'
	);
	if (await isExecutable(cached)) return { kind: 'binary', path: cached };
	const go = await findGo(options.env);
	if (go && (await build(go, cached, options))) return { kind: 'binary', path: cached };
	return findContainer(options);
}

/** The one command that brings LiveKit on this platform. */
export function toInstallHint(platform: NodeJS.Platform = process.platform): string {
	if (platform === 'darwin') return 'brew install livekit';
	if (platform === 'win32') return 'winget install --id GoLang.Go';
	return 'curl -sSL https://get.livekit.io | bash';
}

/** Builds outlive the checkout: one for all of them, by version. */
export function toCacheFolder(env: Record<string, string | undefined>): string {
	const base = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache');
	return join(base, 'mock-rounds', `livekit-${livekitVersion}`);
}

async function isExecutable(path: string): Promise<boolean> {
	return access(path, constants.X_OK).then(
		() => true,
		() => false
	);
}

async function findOnPath(
	name: string,
	env: Record<string, string | undefined>
): Promise<string | null> {
	for (const folder of (env.PATH ?? '').split(delimiter)) {
		if (folder === '') continue;
		const path = join(folder, isWindows ? `${name}.exe` : name);
		if (await isExecutable(path)) return path;
	}
	return null;
}

/** An older one lacks what rooms rely on; one that does not tell its version is not trusted. */
async function isNewEnough(path: string): Promise<boolean> {
	const { stdout } = await run(path, ['--version'], { timeout: 10_000 }).catch(() => ({
		stdout: ''
	}));
	const match = /version (\d+)\.(\d+)\.(\d+)/.exec(stdout);
	return match !== null && compareVersions(match.slice(1), livekitVersion.split('.')) >= 0;
}

function compareVersions(a: string[], b: string[]): number {
	for (const [index, part] of a.entries()) {
		const difference = Number(part) - Number(b[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** Go from 1.21 on fetches the toolchain that a module asks for; older ones cannot build it. */
async function findGo(env: Record<string, string | undefined>): Promise<string | null> {
	const go =
		(await findOnPath('go', env)) ??
		(!isWindows && (await isExecutable('/usr/local/go/bin/go')) ? '/usr/local/go/bin/go' : null);
	if (!go) return null;
	const { stdout } = await run(go, ['version'], { timeout: 10_000, env: toProcessEnv(env) }).catch(
		() => ({ stdout: '' })
	);
	const match = /go(\d+)\.(\d+)/.exec(stdout);
	return match && compareVersions(match.slice(1), ['1', '24']) >= 0 ? go : null;
}

function toProcessEnv(env: Record<string, string | undefined>): NodeJS.ProcessEnv {
	return { ...env, HOME: env.HOME || homedir() };
}

async function build(
	go: string,
	target: string,
	{ env, onStep }: FindLiveKitOptions
): Promise<boolean> {
	const end = onStep(
		`Building the video server (LiveKit ${livekitVersion}) with Go: once, usually two to four minutes`
	);
	// A folder of this process's own: two starters do not see each other's half-written files.
	const draft = join(toCacheFolder(env), `.build-${process.pid}`);
	try {
		await mkdir(draft, { recursive: true });
		await run(go, ['install', `github.com/livekit/livekit-server/cmd/server@v${livekitVersion}`], {
			env: { ...toProcessEnv(env), GOBIN: draft, GOFLAGS: '-buildvcs=false' },
			timeout: 30 * 60_000,
			maxBuffer: 64 * 1024 * 1024
		});
		await rename(join(draft, isWindows ? 'server.exe' : 'server'), target);
		end('done');
		return true;
	} catch (error) {
		const lines = ((error as { stderr?: string }).stderr ?? '').trim().split('\n');
		end(`did not work: ${lines.at(-1) || (error as Error).message}`);
		return false;
	} finally {
		await rm(draft, { recursive: true, force: true });
	}
}

async function findContainer({ env, onStep }: FindLiveKitOptions): Promise<LiveKitProgram | null> {
	const docker = await findOnPath('docker', env);
	if (!docker) return null;
	const options = { env: toProcessEnv(env), timeout: 10_000 };
	const isRunning = await run(docker, ['version', '--format', '{{.Server.Version}}'], options).then(
		() => true,
		() => false
	);
	if (!isRunning) return null;
	const program = { kind: 'container', docker, image: livekitImage } as const;
	const isThere = await run(docker, ['image', 'inspect', livekitImage], options).then(
		() => true,
		() => false
	);
	if (isThere) return program;
	const end = onStep(`Getting the video server's image (${livekitImage}): once, usually a minute`);
	try {
		await run(docker, ['pull', '--quiet', livekitImage], { ...options, timeout: 15 * 60_000 });
		end('done');
		return program;
	} catch (error) {
		end(`did not work: ${(error as Error).message.split('\n').at(-1)}`);
		return null;
	}
}

// `npm start`: plain JavaScript without dependencies, on whatever Node is on PATH (18 or later).
// It installs, builds, and hands over to the supervisor on the project's own Node 24.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { nodePath, prepare, root, Stop } from './launch/prepare.js';

process.chdir(root);
const args = process.argv.slice(2);
const isDev = args.includes('--dev');

try {
	await prepare({ isBuildWanted: !isDev });
} catch (error) {
	if (!(error instanceof Stop)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
}

const file = isDev ? 'server/supervisor.ts' : 'build/app/supervisor.js';
const supervisor = spawn(nodePath, [file, ...args], {
	stdio: ['inherit', 'inherit', 'inherit', 'ipc']
});
supervisor.on('error', (error) => {
	process.stderr.write(`The supervisor could not be started: ${error.message}\n`);
	process.exit(1);
});
supervisor.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

// Sent as a message, not as a signal: Ctrl-C reaches the whole process group by itself, and a stop
// that was asked for twice is still one stop.
function stop() {
	if (supervisor.connected) supervisor.send({ type: 'stop' });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

// npm that is killed takes nobody along: when it is gone, so are we. Between npm and us there may be
// the shell that it started, so the shell's own parent is watched too, where that can be read.
if (process.env.npm_lifecycle_event) {
	const parents = toParents();
	setInterval(() => {
		if (toParents() !== parents) stop();
	}, 500).unref();
}

function toParents() {
	try {
		const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
		return `${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
	} catch {
		return String(process.ppid);
	}
}

import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

function read(path: string): string | null {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return null;
	}
}

/** Characters a file name may hold on every platform. */
function toToken(text: string): string {
	return text.trim().replace(/[^A-Za-z0-9]+/g, '_');
}

/**
 * When a process started, as an opaque token: together with its pid it names one process even
 * after the pid was given out again. Null when there is no such process (a zombie is none) or
 * the platform does not tell.
 */
export function findStartToken(pid: number): string | null {
	if (process.platform === 'linux') {
		const stat = read(`/proc/${pid}/stat`);
		if (stat === null) return null;
		// The command name is in brackets and may itself hold spaces and brackets.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		if (fields[0] === 'Z' || fields[0] === 'X') return null;
		const boot = read('/proc/sys/kernel/random/boot_id')?.slice(0, 8) ?? '';
		return toToken(`${boot}_${fields[19]}`);
	}
	if (process.platform === 'win32') return null;
	try {
		const output = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
			encoding: 'utf8',
			env: { LC_ALL: 'C', PATH: '/bin:/usr/bin' },
			stdio: ['ignore', 'pipe', 'ignore']
		});
		return output.trim() === '' ? null : toToken(output);
	} catch {
		return null;
	}
}

/** The pid namespace of this process: a pid means something only inside its own. */
export function readPidNamespace(): string {
	try {
		return toToken(readlinkSync('/proc/self/ns/pid'));
	} catch {
		return 'host';
	}
}

/** Whether that very process (not a later one with its pid) is alive in this pid namespace. */
export function isAlive(pid: number, startToken: string | null): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
	}
	const now = findStartToken(pid);
	if (now === null) return process.platform === 'win32';
	return startToken === null || now === startToken;
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

let isUpdated = false;

/** Whether packages can be installed here without asking: root on Debian or a child of it. */
export function canInstall(): boolean {
	return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs Debian packages; false when that did not work. */
export function install(...packages: string[]): boolean {
	const apt = (...args: string[]) =>
		spawnSync('/usr/bin/apt-get', args, {
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
			stdio: ['ignore', 'ignore', 'inherit']
		}).status === 0;
	if (!isUpdated) isUpdated = apt('update', '-qq');
	return apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

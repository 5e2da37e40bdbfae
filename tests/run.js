// `npm test`: plain JavaScript, because the Node on PATH may be 20 and nothing may be installed yet.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { nodePath, prepare, root, Stop } from '../server/launch/prepare.js';

process.chdir(root);
try {
	await prepare({ isBuildWanted: false });
} catch (error) {
	if (!(error instanceof Stop)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
}

const runner = spawn(nodePath, ['tests/run-all.ts', ...process.argv.slice(2)], {
	stdio: ['inherit', 'inherit', 'inherit', 'ipc']
});
runner.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
	process.on(signal, () => runner.connected && runner.send('stop'));

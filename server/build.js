// `npm run build`: installs what is missing and builds the pages if their sources have changed.
import process from 'node:process';
import { prepare, Stop } from './launch/prepare.js';

try {
	await prepare({ isBuildWanted: true });
} catch (error) {
	if (!(error instanceof Stop)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
}

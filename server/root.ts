import { findPackageJSON } from 'node:module';
import { dirname, extname } from 'node:path';

/** The folder with package.json, from the sources and from what is built of them. */
export const root = dirname(findPackageJSON(import.meta.url)!);

/**
 * A thread's file: among the sources it stands beside the module that starts it, and built beside the files that all
 * modules are in.
 *
 * @param name of the file, without its ending.
 * @param moduleUrl the starting module's `import.meta.url`.
 */
export function toThreadFile(name: string, moduleUrl: string): URL {
	return new URL(`./${name}${extname(moduleUrl)}`, moduleUrl);
}

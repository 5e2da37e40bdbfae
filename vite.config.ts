import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { transformWithOxc, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const livekitSource = '/node_modules/livekit-client/src/';

/**
 * LiveKit's client comes as its source and as a bundle for browsers of 2015. Built from the source for those that we
 * promise, and without what the room does not use, it is 8 kB smaller, gzipped. Its classes count on fields that are
 * assigned, not defined: a field declared again in a subclass must not be emptied.
 */
const livekitFromSource: Plugin = {
	name: 'livekit-from-source',
	apply: 'build',
	enforce: 'pre',
	resolveId: (id) =>
		id === 'livekit-client'
			? fileURLToPath(new URL(`.${livekitSource}index.ts`, import.meta.url))
			: null,
	transform: (code, id) =>
		id.includes(livekitSource)
			? transformWithOxc(code, id, {
					assumptions: { setPublicClassFields: true },
					typescript: { removeClassFieldsWithoutInitializer: true }
				})
			: null
};

export default defineConfig({
	plugins: [livekitFromSource, sveltekit()],
	build: {
		target: 'es2022',
		// Browsers that know light-dark(): rewritten for older ones, a dark part of a light page would stay light.
		cssTarget: ['chrome125', 'edge125', 'firefox128', 'safari18'],
		rolldownOptions: {
			treeshake: {
				// Syntax trees for languages: the editor writes prose, and the package does not say that it may be left out.
				moduleSideEffects: [{ test: /\/@lezer\/common\//, sideEffects: false }]
			}
		}
	},
	test: {
		include: ['src/**/*.test.ts', 'server/**/*.test.ts', 'tests/**/*.test.ts'],
		environment: 'node',
		// Two at a time wherever they run: half of them wait for processes of their own.
		maxWorkers: 2,
		testTimeout: 30_000,
		hookTimeout: 60_000
	}
});

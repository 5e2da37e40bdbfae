import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileModule } from 'svelte/compiler';

/* Lets plain Node load the page's `*.svelte.ts`: import this before whatever imports them. */
registerHooks({
	load(url, context, nextLoad) {
		if (!url.endsWith('.svelte.ts')) return nextLoad(url, context);
		const filename = fileURLToPath(url);
		const script = stripTypeScriptTypes(readFileSync(filename, 'utf8'));
		const { js } = compileModule(script, { filename, generate: 'server' });
		return { format: 'module', source: js.code, shortCircuit: true };
	}
});

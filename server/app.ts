import { Server, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { prepareAppEnv } from './env.ts';
import { Refusal } from './launch/refusal.ts';

/** The pages: SvelteKit's handler, built or in development. */
export interface App {
	handle(request: IncomingMessage, response: ServerResponse): void;
	/** Takes the upgrades of the development server's own socket; false: not one of those. */
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
	close(): Promise<void>;
}

/**
 * Loads the pages. Services must be in place before: the bundle reads them when it is imported.
 *
 * @throws {Refusal} when nothing was built.
 */
export function openApp({ isDev }: { isDev: boolean }): Promise<App> {
	prepareAppEnv();
	return isDev ? openDevelopmentApp() : openBuiltApp();
}

async function openBuiltApp(): Promise<App> {
	const location = new URL('../build/handler.js', import.meta.url).href;
	let handler: (request: IncomingMessage, response: ServerResponse) => void;
	try {
		({ handler } = (await import(location)) as { handler: typeof handler });
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes('handler.js')) throw error;
		throw new Refusal('The pages are not built: run "npm run build", or "npm start", which does.');
	}
	return { handle: handler, handleUpgrade: () => false, close: async () => undefined };
}

/** Vite in middleware mode, on the same entry and port as the built app. */
async function openDevelopmentApp(): Promise<App> {
	const { createServer } = await import('vite');
	// Never listens: it only carries upgrades to Vite, from whichever of our listeners they came.
	const relay = new Server();
	const vite = await createServer({
		server: { middlewareMode: true, hmr: { server: relay } },
		appType: 'custom'
	});
	return {
		handle: vite.middlewares,
		handleUpgrade(request, socket, head) {
			const protocol = request.headers['sec-websocket-protocol'] ?? '';
			if (protocol !== 'vite-hmr' && protocol !== 'vite-ping') return false;
			return relay.emit('upgrade', request, socket, head);
		},
		close: () => vite.close()
	};
}

import { access } from 'node:fs/promises';
import { Server, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { prepareAppEnv } from './env.ts';
import { Refusal } from './launch/refusal.ts';
import { root } from './root.ts';

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
	const location = pathToFileURL(join(root, 'build/handler.js')).href;
	let handler: (request: IncomingMessage, response: ServerResponse) => void;
	try {
		({ handler } = (await import(location)) as { handler: typeof handler });
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes('handler.js')) throw error;
		throw new Refusal('The pages are not built: run "npm run build", or "npm start", which does.');
	}
	const clientFolder = join(root, 'build/client');
	return {
		handle: guardFiles(handler, clientFolder),
		handleUpgrade: () => false,
		close: async () => undefined
	};
}

type Handle = App['handle'];

/**
 * The handler knows the build's files by a list it made at the start. Where the folder was replaced meanwhile, a page's
 * old file is a 404, and a file that goes while it is sent ends that answer alone: never the process.
 */
export function guardFiles(handle: Handle, clientFolder: string): Handle {
	const isGone = async (path: string) => {
		if (!path.startsWith('/_app/')) return false;
		const file = join(clientFolder, path);
		if (!file.startsWith(clientFolder)) return false;
		return access(file).then(
			() => false,
			() => true
		);
	};
	return (request, response) => {
		response.on('pipe', (source) => source.once('error', () => response.destroy()));
		const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
		void isGone(path).then((gone) => {
			if (!gone) return handle(request, response);
			response.writeHead(404, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
			response.end('Not found');
		});
	};
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

import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guardFiles } from './app.ts';

let folder: string;
let url: string;
const server = createServer();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'mock-rounds-build-'));
	await mkdir(join(folder, '_app'));
	await writeFile(join(folder, '_app/here.js'), 'here');
	// As the built handler sends a file of its list, whether it is still there or not.
	const send = guardFiles((request, response) => {
		if (request.url === '/page') return void response.end('page');
		response.writeHead(200);
		createReadStream(join(folder, request.url!)).pipe(response);
	}, folder);
	server.on('request', send);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
	server.close();
	await rm(folder, { recursive: true, force: true });
});

test('a file that the replaced build folder no longer has is a 404, and the server lives on', async () => {
	expect((await fetch(`${url}/_app/gone.js`)).status).toBe(404);
	await expect(fetch(`${url}/gone.svg`).then((answer) => answer.text())).rejects.toThrow();
	expect(await (await fetch(`${url}/_app/here.js`)).text()).toBe('here');
	expect(await (await fetch(`${url}/page`)).text()).toBe('page');
});

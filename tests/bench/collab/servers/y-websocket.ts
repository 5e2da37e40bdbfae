import { createServer } from 'node:http';
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils';
import pg from 'pg';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { serve, serverMethods } from '../child.ts';

/*
 * The stock server, `@y/websocket-server`, as its own `server.js` starts it: in memory, or, with DATABASE_URL, with every
 * update stored in PostgreSQL through its persistence, as its documentation shows for LevelDB. It asks nobody for rights
 * and does not wait for the database. A listener for errors is added, without which one bad frame would end it.
 */

if (process.env.DATABASE_URL) {
	const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
	await pool.query(
		'create table if not exists updates (id bigserial primary key, name text not null, bytes bytea not null)'
	);
	await pool.query('create index if not exists updates_name on updates (name, id)');
	const store = (name: string, update: Uint8Array) =>
		pool.query({
			name: 'store',
			text: 'insert into updates (name, bytes) values ($1, $2)',
			values: [name, Buffer.from(update)]
		});
	const load = async (name: string, doc: Y.Doc) => {
		const { rows } = await pool.query<{ bytes: Buffer }>({
			name: 'load',
			text: 'select bytes from updates where name = $1 order by id',
			values: [name]
		});
		const isStored = Symbol('stored');
		doc.transact(() => rows.forEach(({ bytes }) => Y.applyUpdate(doc, bytes)), isStored);
		doc.on('update', (update: Uint8Array, from: unknown) => {
			if (from !== isStored) void store(name, update);
		});
	};
	setPersistence({
		provider: pool,
		bindState: (name: string, doc: Y.Doc) => void load(name, doc),
		writeState: async () => undefined
	});
}

const server = createServer();
const sockets = new WebSocketServer({ server });
sockets.on('connection', (socket, request) => {
	socket.on('error', () => undefined);
	setupWSConnection(socket, request);
});

server.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4_096 }, () =>
	serve(serverMethods)
);

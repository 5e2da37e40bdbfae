import { Server } from '@hocuspocus/server';
import pg from 'pg';
import * as Y from 'yjs';
import { serve, serverMethods } from '../child.ts';

/*
 * Hocuspocus with its defaults and PostgreSQL: a document is one row, read when it is first opened and written two seconds
 * after the last edit, ten at the latest, as its own database extension does. It asks nobody for rights.
 */

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
await pool.query(
	'create table if not exists documents (name text primary key, data bytea not null)'
);

const server = new Server({
	port: Number(process.env.PORT),
	address: '127.0.0.1',
	quiet: true,
	stopOnSignals: false,
	async onLoadDocument({ documentName, document }) {
		const { rows } = await pool.query<{ data: Buffer }>({
			name: 'load',
			text: 'select data from documents where name = $1',
			values: [documentName]
		});
		if (rows[0]) Y.applyUpdate(document, rows[0].data);
	},
	async onStoreDocument({ documentName, document }) {
		await pool.query({
			name: 'store',
			text: 'insert into documents (name, data) values ($1, $2) on conflict (name) do update set data = $2',
			values: [documentName, Buffer.from(Y.encodeStateAsUpdate(document))]
		});
	}
});

await server.listen();
serve(serverMethods);

import { openDatabase } from '#server/db/open.ts';
import { readEnv } from '#server/env.ts';
import { openHttp } from '#server/http.ts';
import { createLog } from '#server/log.ts';
import { createMetrics } from '#server/metrics.ts';
import { createOrigins } from '#server/origin.ts';
import { createBackend } from '#server/services.ts';
import { serve, serverMethods } from '../child.ts';

/*
 * Ours as `server/index.ts` starts it, without the pages: the front door with its checks, accounts and sessions, rights,
 * admission, journal. What the peers leave out is all in.
 */

const env = readEnv();
const log = createLog({ level: env.logLevel });
const origins = createOrigins(env);
const database = await openDatabase({ databaseUrl: env.databaseUrl, dataDir: env.dataDir });
const metrics = createMetrics({ token: env.metricsToken, isLocal: origins.isLocal });
const backend = createBackend({ env, database, origins, log, metrics });
await backend.open();
await openHttp({
	host: env.host,
	port: env.port,
	origins,
	app: { handle: (_, response) => response.writeHead(404).end(), handleUpgrade: () => false },
	hub: backend.hub,
	readiness: async () => ({ database: 'up', collab: 'up', livekit: 'down' }),
	metrics,
	log
});
serve(serverMethods);

import { openApp } from './app.ts';
import { openDatabase } from './db/open.ts';
import { refuseReachableDemo } from './demo/reachable-demo.ts';
import { readEnv, readEnvFile } from './env.ts';
import { openHttp } from './http.ts';
import { findFreePort } from './launch/ports.ts';
import { createReporter } from './launch/reporter.ts';
import { createShutdown } from './launch/shutdown.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createOrigins } from './origin.ts';
import { createBackend } from './services.ts';

const reporter = createReporter();

try {
	readEnvFile();
	const settings = readEnv();
	const env = { ...settings, port: settings.port || (await findFreePort()) };
	const log = createLog({ level: env.logLevel });
	const origins = createOrigins(env);
	const shutdown = createShutdown(log);

	const database = await reporter.step(
		env.databaseUrl
			? 'Opening PostgreSQL and bringing its schema up to date: usually a second'
			: 'Opening the database in the data folder: usually a second, the first time about five',
		() =>
			openDatabase({
				databaseUrl: env.databaseUrl,
				dataDir: env.dataDir,
				onBrokenConnection: (error) => log.warn({ error }, 'a database connection broke')
			})
	);
	shutdown.undo(() => database.close());
	await refuseReachableDemo(database.db, env);

	const metrics = createMetrics({ token: env.metricsToken, isLocal: origins.isLocal });
	shutdown.undo(async () => metrics.close());
	const backend = createBackend({ env, database, origins, log, metrics });
	shutdown.undo(() => backend.close());
	await reporter.step(
		'Starting services and jobs: usually a second, the first time about three',
		() => backend.open()
	);
	// One process holds two module graphs (Node's and the bundle's): services cross here.
	Object.assign(globalThis, {
		[Symbol.for('mock-rounds.services')]: backend.services,
		[Symbol.for('mock-rounds.log')]: log
	});

	const app = await openApp({ isDev: process.argv.includes('--dev') });
	shutdown.undo(() => app.close());

	const { video } = backend.services;
	const front = await openHttp({
		host: env.host,
		port: env.port,
		origins,
		addressHeader: env.addressHeader,
		signallingUrl: env.livekit?.url,
		app,
		hub: backend.hub,
		readiness: async () => ({
			database: await database.ping().then(
				() => 'up' as const,
				() => 'down' as const
			),
			collab: 'up',
			livekit: video.state(),
			livekitNote: video.health().note
		}),
		metrics,
		log
	});
	shutdown.undo(() => front.drain({ graceMs: 2_000 }));

	log.info({ port: front.port, database: database.kind }, 'ready');
	reporter.ready(origins.main, env.isDemo);
} catch (error) {
	reporter.refuse(error);
}

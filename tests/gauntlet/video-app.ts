import { findFreePort } from '#server/launch/ports.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import { startApp, type TestApp, type TestAppOptions } from '../support/app.ts';
import { testAppSecret } from '../support/given.ts';
import { startTestLiveKit, type TestLiveKit, type TestLiveKitOptions } from '../support/livekit.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { openRooms } from './rooms.ts';

/** The built app with a LiveKit of its own that tells it who comes and goes, and a way to make rooms in its database. */
export interface VideoApp extends AsyncDisposable {
	app: TestApp;
	livekit: TestLiveKit;
	database: Database;
	rooms: Awaited<ReturnType<typeof openRooms>>;
}

export async function startVideoApp(
	options: Pick<TestLiveKitOptions, 'isFoundOnly'> & Pick<TestAppOptions, 'env'> = {}
): Promise<VideoApp> {
	await using opened = new AsyncDisposableStack();
	const port = await findFreePort();
	const webhookUrl = `http://127.0.0.1:${port}/api/livekit/webhook`;
	const livekit = opened.use(
		await startTestLiveKit({ webhookUrl, isFoundOnly: options.isFoundOnly })
	);
	const { url } = opened.use(await createTestDatabase());
	const env = { APP_SECRET: testAppSecret, ...options.env };
	const app = opened.use(await startApp({ port, databaseUrl: url, livekit, env }));
	const database = await openDatabase({ databaseUrl: url, dataDir: '' });
	opened.defer(() => database.close());
	const rooms = opened.use(await openRooms(database));
	const all = opened.move();
	return { app, livekit, database, rooms, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

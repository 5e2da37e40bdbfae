import { closeCode } from '#lib/collab/protocol.ts';
import type { Log } from '#server/log.ts';
import type { DocumentAccess } from './access.ts';
import type { Connection } from './connection.ts';
import type { FanOut, RightsMatch } from './fan-out.ts';

export interface Rights {
	/** Reads a socket's rights again, now: closes it, or gives or takes the right to write. */
	recheckSocket(connection: Connection): Promise<void>;
	/** The same for matching sockets of this process. */
	recheckHere(match: RightsMatch): Promise<void>;
	/** The same for matching sockets, in this process and in the others. */
	recheck(match: RightsMatch): Promise<void>;
	close(): void;
}

/** How often every right is read again: some end without an event, and while no messages arrive, others do too. */
const reviewMs = { connected: 60_000, alone: 5_000 } as const;
const tickMs = 1_000;

const farewells = {
	401: [closeCode.notSignedIn, 'not signed in'],
	403: [closeCode.notAllowed, 'not allowed'],
	404: [closeCode.notFound, 'no such document']
} as const;

/** Keeps what open sockets may do in line with the database. */
export function createRights({
	access,
	connections,
	fanOut,
	log
}: {
	access: DocumentAccess;
	connections: ReadonlySet<Connection>;
	fanOut: FanOut;
	log: Pick<Log, 'warn'>;
}): Rights {
	async function recheckSocket(connection: Connection): Promise<void> {
		const grant = await access.open(connection.cookies, connection.name);
		if (!grant.ok) {
			const [code, reason] = farewells[grant.status];
			return connection.close(code, reason);
		}
		const couldWrite = connection.canWrite;
		connection.grant = grant;
		if (connection.canWrite !== couldWrite)
			connection.sendOwn({ type: 'rights', canWrite: connection.canWrite });
	}

	async function recheckHere(match: RightsMatch): Promise<void> {
		const matching = [...connections].filter(
			({ grant }) =>
				(match.userId === undefined || grant.person.userId === match.userId) &&
				(match.sessionId === undefined || grant.sessionId === match.sessionId) &&
				(match.interviewId === undefined || grant.interviewId === match.interviewId)
		);
		await Promise.all(
			matching.map((connection) =>
				recheckSocket(connection).catch((error: unknown) =>
					log.warn({ err: error }, 'rights not read again')
				)
			)
		);
	}

	let reviewedAt = Date.now();
	const timer = setInterval(() => {
		const now = Date.now();
		if (now - reviewedAt < reviewMs[fanOut.isConnected ? 'connected' : 'alone']) return;
		reviewedAt = now;
		void recheckHere({});
	}, tickMs);
	timer.unref();

	return {
		recheckSocket,
		recheckHere,
		async recheck(match) {
			fanOut.publishRights(match);
			await recheckHere(match);
		},
		close: () => clearInterval(timer)
	};
}

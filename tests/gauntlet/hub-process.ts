import type { DocumentName } from '#lib/collab/documents.ts';
import { openDatabase } from '#server/db/open.ts';
import { startHub, TestAccess, roundId } from '../collab/support.ts';

/*
 * The document server alone, on a PostgreSQL and a port of the caller's, with rights as tests set them: everybody who is
 * named may write every document. Started and killed again and again.
 */

class OpenAccess extends TestAccess {
	override open(...[cookies, name]: Parameters<TestAccess['open']>) {
		return super.open(cookies, { ...name, roundId } as DocumentName);
	}
}

const [databaseUrl, port] = process.argv.slice(2);
const database = await openDatabase({ databaseUrl, dataDir: '' });
const access = new OpenAccess();
access.add('osei', 'lin');
await startHub(database, access, { heartbeatMs: 1_000, port: Number(port) });
process.stdout.write('ready\n');

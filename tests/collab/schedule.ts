import { WebSocket as NodeWebSocket } from 'ws';
import type * as Y from 'yjs';
import { LiveDocument } from '#lib/collab/live-document.svelte.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import { createRandom } from '../support/random.ts';
import { origin } from './support.ts';

/** Where a schedule happens. */
export interface ScheduleWorld {
	/** `ws://…/collab`. */
	url: string;
	path: string;
	assignClientId(userId: string): Promise<number>;
	/** Ends the server without a word and starts it again; absent where somebody else does. */
	crash?(): Promise<void>;
	/** A copy at the journal's head. */
	read(): Promise<Y.Doc>;
}

const people = ['osei', 'lin', 'osei'];
const roots = ['strengths', 'next-steps'];
const steps = 60;
/** Whoever is not there by then is stuck. */
const stuckMs = 15_000;

/** The browser's socket with a cookie, and a registry to cut it by. */
function socketOf(userId: string, sockets: Set<NodeWebSocket>): typeof WebSocket {
	return class extends NodeWebSocket {
		constructor(url: string, protocols: string[]) {
			super(url, protocols, { headers: { origin, cookie: `session=${userId}` } });
			sockets.add(this);
			this.on('close', () => sockets.delete(this));
		}
	} as unknown as typeof WebSocket;
}

/**
 * Sixty steps from a seed over real sockets, made of edits, cut lines, crashed servers and reloaded pages; then rest. All
 * pages and the journal must agree, and everything must be saved.
 *
 * @throws with the seed and the steps.
 */
export async function runSchedule(seed: number, world: ScheduleWorld): Promise<void> {
	const random = createRandom(seed);
	const done: string[] = [];
	const sockets = people.map(() => new Set<NodeWebSocket>());

	const open = async (index: number) => {
		const userId = people[index]!;
		return new LiveDocument({
			path: world.path,
			clientId: await world.assignClientId(userId),
			userId,
			name: userId,
			role: 'interviewer',
			url: world.url,
			WebSocket: socketOf(userId, sockets[index]!)
		});
	};
	const pages = await Promise.all(people.map((_, index) => open(index)));

	const edit = (index: number) => {
		const page = pages[index]!;
		const text = page.doc.getText(random.pick(roots));
		const at = random.below(text.length + 1);
		switch (random.below(4)) {
			case 0: {
				const length = Math.min(3, text.length - at);
				if (length > 0) text.delete(at, length);
				return 'delete';
			}
			case 1:
				page.doc.getMap('agreed').set(`structure:${people[index]}`, 1 + random.below(5));
				return 'set';
			default:
				text.insert(at, String.fromCodePoint(97 + random.below(26)).repeat(1 + random.below(9)));
				return 'insert';
		}
	};

	const step = async () => {
		const index = random.below(pages.length);
		const dice = random.below(40);
		if (dice === 0 && world.crash) {
			done.push('crash');
			await world.crash();
		} else if (dice < 3) {
			done.push(`cut ${index}`);
			for (const socket of sockets[index]!) socket.terminate();
		} else if (dice === 3 && pages[index]!.status === 'saved') {
			done.push(`reload ${index}`);
			pages[index]!.destroy();
			pages[index] = await open(index);
		} else {
			done.push(`${edit(index)} by ${index}`);
		}
		if (random.below(3) === 0) await pause(random.below(8));
	};

	try {
		for (let count = 0; count < steps; count++) await step();
		await rest(pages);
		const journal = await world.read();
		if (toStateHash(journal) !== toStateHash(pages[0]!.doc))
			throw new Error('the journal has another hash');
		for (const root of roots)
			if (journal.getText(root).toString() !== pages[0]!.doc.getText(root).toString())
				throw new Error(`the journal has another text in ${root}`);
		journal.destroy();
	} catch (error) {
		const states = pages.map(({ status, refusal }) => refusal?.reason ?? status);
		throw new Error(`seed ${seed}, now ${states.join(', ')}: ${done.join(', ')}`, { cause: error });
	} finally {
		for (const page of pages) page.destroy();
	}
}

async function rest(pages: LiveDocument[]): Promise<void> {
	const end = performance.now() + stuckMs;
	const isAtRest = () =>
		pages.every((page) => page.status === 'saved') &&
		new Set(pages.map((page) => toStateHash(page.doc))).size === 1;
	while (!isAtRest()) {
		if (performance.now() > end) throw new Error('stuck');
		await pause(5);
	}
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

import { lookEveryMs, type KnockLook } from './knock.ts';

export interface LookOptions {
	fetch?: typeof fetch;
	everyMs?: number;
}

/**
 * Asks every few seconds where a knock stands, until it is called off. `onlook` is given each answer; null where none
 * came. One question at a time, so that a slow line is not asked faster than it answers.
 */
export function watchKnock(
	path: string,
	onlook: (look: KnockLook | null) => void,
	options: LookOptions = {}
): () => void {
	const { fetch: send = fetch, everyMs = lookEveryMs } = options;
	let isOver = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	async function ask() {
		const look = await askOnce(send, path);
		if (isOver) return;
		onlook(look);
		timer = setTimeout(() => void ask(), everyMs);
	}
	void ask();
	return () => {
		isOver = true;
		clearTimeout(timer);
	};
}

async function askOnce(send: typeof fetch, path: string): Promise<KnockLook | null> {
	try {
		const response = await send(path, {
			method: 'POST',
			headers: { accept: 'application/json' },
			signal: AbortSignal.timeout(10_000)
		});
		if (response.status === 401) return { state: 'none' };
		return response.ok ? ((await response.json()) as KnockLook) : null;
	} catch {
		return null;
	}
}

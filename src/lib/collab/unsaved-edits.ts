import * as Y from 'yjs';
import { dropKeptEdits, keepEdit, readKeptEdits } from './kept-edits.ts';

const keepAfterMs = 150;

/**
 * What was typed into one document and is not committed: in memory, and a moment later in the browser too, so that it
 * outlives the page.
 */
export class UnsavedEdits {
	readonly #userId: string;
	readonly #path: string;
	#updates: Uint8Array[] = [];
	/** How many of them are in the browser. */
	#kept = 0;
	/** Of everything that is in the browser, an earlier page's edits included. */
	#keptIds: number[] = [];
	/** Writes under way, one behind the other. */
	#keeping: Promise<void> = Promise.resolve();
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(userId: string, path: string) {
		this.#userId = userId;
		this.#path = path;
	}

	/** All of it as one update; null: there is nothing. */
	get merged(): Uint8Array | null {
		return this.#updates.length > 0 ? Y.mergeUpdates(this.#updates) : null;
	}

	add(update: Uint8Array): void {
		this.#updates.push(update);
		this.#timer ??= setTimeout(this.keepNow, keepAfterMs);
	}

	/** What an earlier page left in the browser, oldest first; it is forgotten with the rest. */
	async readLeft(): Promise<Uint8Array[]> {
		const left = await readKeptEdits(this.#userId, this.#path);
		this.#keptIds.push(...left.map(({ id }) => id));
		return left.map(({ bytes }) => bytes);
	}

	/** Counts what an earlier page left as unsaved again: it is in the browser already. */
	takeOver(left: readonly Uint8Array[]): void {
		this.#updates.unshift(...left);
		this.#kept += left.length;
	}

	/** Writes into the browser what is not there yet. */
	readonly keepNow = (): void => {
		this.#stopTimer();
		const fresh = this.#updates.slice(this.#kept);
		if (fresh.length === 0) return;
		this.#kept = this.#updates.length;
		const writing = keepEdit(this.#userId, this.#path, Y.mergeUpdates(fresh));
		this.#keeping = this.#keeping.then(async () => {
			const id = await writing;
			if (id !== null) this.#keptIds.push(id);
		});
	};

	/** It is committed, or given up. */
	forget(): void {
		this.#stopTimer();
		this.#updates = [];
		this.#kept = 0;
		this.forgetKept();
	}

	/** Forgets the browser's copy alone: sent again with the next page it would only be refused again. */
	forgetKept(): void {
		// Behind the writes that are under way; what is typed from now on gets new ids.
		this.#keeping = this.#keeping.then(() => dropKeptEdits(this.#keptIds.splice(0)));
	}

	#stopTimer(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}
}

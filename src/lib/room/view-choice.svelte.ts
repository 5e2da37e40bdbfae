import type { LayoutMode } from './room-layout.ts';

const key = 'mock-rounds.room-view';

/** How somebody likes to see the room, kept in their browser. */
export class ViewChoice {
	mode = $state<LayoutMode>('focus');
	/** Whether one sees oneself; the others do all the same. */
	isSelfShown = $state(true);

	constructor() {
		try {
			const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>;
			if (kept['mode'] === 'side-by-side') this.mode = 'side-by-side';
			if (kept['isSelfShown'] === false) this.isSelfShown = false;
		} catch {
			// What is not there or not ours counts as nothing chosen.
		}
	}

	set(choice: { mode?: LayoutMode; isSelfShown?: boolean }): void {
		Object.assign(this, choice);
		const { mode, isSelfShown } = this;
		try {
			localStorage.setItem(key, JSON.stringify({ mode, isSelfShown }));
		} catch {
			// The choice holds for this page all the same.
		}
	}
}

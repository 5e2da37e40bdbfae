import { createContext } from 'svelte';

export interface Toast {
	id: number;
	text: string;
	/** Takes back what was just done. */
	undo?: () => void | Promise<void>;
}

const lifeMs = 7000;

/** Short confirmations at the foot of the page. One a page tree, made by the root layout. */
export class Toasts {
	items = $state<Toast[]>([]);
	#next = 1;
	#timers = new Map<number, ReturnType<typeof setTimeout>>();

	/** Shows a sentence for seven seconds (while nobody points at it); `undo` adds a button that takes the act back. */
	show(text: string, options: { undo?: Toast['undo'] } = {}): void {
		const toast = { id: this.#next++, text, undo: options.undo };
		this.items = [...this.items.slice(-2), toast];
		this.#start(toast.id);
	}

	dismiss(id: number): void {
		clearTimeout(this.#timers.get(id));
		this.#timers.delete(id);
		this.items = this.items.filter((toast) => toast.id !== id);
	}

	hold(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.#timers.clear();
	}

	release(): void {
		for (const { id } of this.items) this.#start(id);
	}

	#start(id: number): void {
		clearTimeout(this.#timers.get(id));
		this.#timers.set(
			id,
			setTimeout(() => this.dismiss(id), lifeMs)
		);
	}
}

export const [getToasts, setToasts] = createContext<Toasts>();

import { planeWidth, toNearest, type Domain } from './chart.ts';

/** What a chart is looked at through. */
export interface Looked {
	/** When each interview finished, ms since the epoch, oldest first. */
	at: readonly number[];
	/** Indexes of those that have something here: the keys go from one to the next. */
	rated: readonly number[];
	domain: Domain;
}

/** Which interview of a chart is looked at, by pointer, by finger and by keys; a chart has one link that follows it. */
export class Probe {
	/** Index of the one that is looked at now; null: none. */
	eyed = $state<number | null>(null);
	#home = $state<number | null>(null);
	#isByTouch = false;
	readonly #read: () => Looked;

	constructor(read: () => Looked) {
		this.#read = read;
	}

	/** Where the chart's one link stands: at what is looked at, else at the last interview; −1: there is none. */
	get index(): number {
		return this.eyed ?? this.#home ?? this.#read().rated.at(-1) ?? -1;
	}

	/** Listeners of the field that the points lie on. */
	readonly field = {
		onpointermove: (event: PointerEvent) => this.#look(event),
		/** With a finger the first touch shows the numbers, the second opens the interview. */
		onpointerdown: (event: PointerEvent) => {
			const before = this.eyed;
			this.#look(event);
			this.#isByTouch = event.pointerType === 'touch' && before !== this.eyed;
		},
		onpointerleave: (event: PointerEvent) => {
			if (event.pointerType !== 'touch') this.eyed = null;
		}
	};

	/** Listeners of the link. */
	readonly link = {
		onfocus: () => {
			this.eyed = this.index;
		},
		onblur: () => {
			this.eyed = null;
		},
		onkeydown: (event: KeyboardEvent) => this.#move(event),
		onclick: (event: MouseEvent) => {
			if (this.#isByTouch) event.preventDefault();
			this.#isByTouch = false;
		}
	};

	#look(event: PointerEvent): void {
		const { at, rated, domain } = this.#read();
		const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
		const x = ((event.clientX - box.left) / box.width) * planeWidth;
		const near = toNearest(
			rated.map((index) => at[index]!),
			x,
			domain
		);
		this.eyed = rated[near] ?? null;
	}

	#move(event: KeyboardEvent): void {
		const { rated } = this.#read();
		const place = rated.indexOf(this.index);
		const to = {
			ArrowLeft: place - 1,
			ArrowRight: place + 1,
			Home: 0,
			End: rated.length - 1
		}[event.key];
		if (to === undefined) return;
		event.preventDefault();
		this.#home = this.eyed = rated[Math.min(rated.length - 1, Math.max(0, to))] ?? null;
	}
}

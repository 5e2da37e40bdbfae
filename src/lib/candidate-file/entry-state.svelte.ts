import type { Entry } from './entry.ts';
import { hasSameValues, mergeValues } from './merge.ts';
import type { LineValues } from './line.ts';

/** What came of sending an entry. */
export type SaveAnswer =
	| { kind: 'saved'; version: number }
	/** A field wants something else; nothing was written. */
	| { kind: 'invalid'; errors: Record<string, string> }
	/** Another device was quicker; null: it took the line away. */
	| { kind: 'conflict'; theirs: Entry | null }
	/** Nothing that is typed here will help. */
	| { kind: 'refused'; message: string }
	/** No answer: it is sent again. */
	| { kind: 'lost' };

export type EntryStatus =
	'saved' | 'unsaved' | 'saving' | 'lost' | 'invalid' | 'conflict' | 'gone' | 'refused';

export interface EntryOptions {
	send: (entry: Entry) => Promise<SaveAnswer>;
	saveDelayMs?: number;
	retryMs?: number;
}

/**
 * One form that saves itself: a moment after the last change, again while there is no answer, and never over words that
 * another device has written. `values` is bound to the fields; call `noteEdit` after each change.
 */
export class EntryState {
	readonly #options: Required<EntryOptions>;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | null = null;
	/** As the server has it, as far as this page knows. */
	#base: LineValues;

	version = $state(0);
	values = $state<LineValues>({});
	status = $state<EntryStatus>('saved');
	errors = $state.raw<Record<string, string>>({});
	/** Fields that another device changed to other words, with those words. */
	conflicts = $state.raw<LineValues>({});
	/** Why it was refused. */
	message = $state('');
	#theirs: Entry | null = null;

	constructor({ version, values }: Entry, options: EntryOptions) {
		this.#options = { saveDelayMs: 700, retryMs: 4000, ...options };
		this.version = version;
		this.values = { ...values };
		this.#base = { ...values };
	}

	get isSaved(): boolean {
		return this.status === 'saved';
	}

	/** Something was typed or ticked. Where somebody has to choose first, it waits for that. */
	noteEdit(): void {
		if (this.status === 'conflict' || this.status === 'gone') return;
		if (this.status !== 'saving') this.status = 'unsaved';
		this.#schedule(this.#options.saveDelayMs);
	}

	/** Sends what is not saved now, without waiting any longer. */
	async flush(): Promise<void> {
		if (['unsaved', 'lost'].includes(this.status)) await this.save();
	}

	async save(): Promise<void> {
		clearTimeout(this.#timer);
		while (this.#sending) await this.#sending;
		if (['saved', 'conflict', 'gone'].includes(this.status)) return;
		this.#sending = this.#send();
		await this.#sending;
		this.#sending = null;
	}

	async #send(): Promise<void> {
		const values = { ...this.values };
		this.status = 'saving';
		const answer = await this.#options.send({ version: this.version, values });
		this.errors = answer.kind === 'invalid' ? answer.errors : {};
		if (answer.kind === 'saved') {
			this.version = answer.version;
			this.#base = values;
			this.#settle();
		} else if (answer.kind === 'conflict') {
			this.#meet(answer.theirs);
		} else {
			this.status = answer.kind;
			if (answer.kind === 'refused') this.message = answer.message;
			if (answer.kind === 'lost') this.#schedule(this.#options.retryMs);
		}
	}

	/** Saved, unless something was typed meanwhile. */
	#settle(): void {
		const isSame = hasSameValues(this.#base, this.values);
		this.status = isSame ? 'saved' : 'unsaved';
		if (!isSame) this.#schedule(this.#options.saveDelayMs);
	}

	#meet(theirs: Entry | null): void {
		this.#theirs = theirs;
		if (!theirs) {
			this.status = 'gone';
			return;
		}
		const merged = mergeValues(this.#base, { ...this.values }, theirs.values);
		this.values = merged.values;
		this.conflicts = Object.fromEntries(
			merged.conflicts.map((name) => [name, theirs.values[name] ?? ''])
		);
		if (merged.conflicts.length > 0) this.status = 'conflict';
		else this.#build(theirs);
	}

	/** Goes on from what another device has written. */
	#build(theirs: Entry): void {
		this.version = theirs.version;
		this.#base = theirs.values;
		this.conflicts = {};
		this.#settle();
	}

	/** Ends a conflict: with the words from here, or with those of the other device. */
	async choose(whose: 'mine' | 'theirs'): Promise<void> {
		if (this.status === 'gone') {
			this.version = 0;
			this.#base = {};
			this.status = 'unsaved';
		} else if (this.#theirs) {
			if (whose === 'theirs') this.values = { ...this.values, ...this.conflicts };
			this.#build(this.#theirs);
		}
		await this.flush();
	}

	/** Takes over what the server has now, where nothing here waits to be saved. */
	sync({ version, values }: Entry): void {
		if (!this.isSaved || version <= this.version) return;
		this.version = version;
		this.values = { ...values };
		this.#base = { ...values };
	}

	/** Nothing more is sent. */
	close(): void {
		clearTimeout(this.#timer);
	}

	#schedule(delayMs: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.save(), delayMs);
	}
}

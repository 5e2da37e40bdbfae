import type { SaveWords } from '../collab/save-state.ts';
import { createLineId, readBasics, readLine, type Entry } from './entry.ts';
import { EntryState, type EntryStatus, type SaveAnswer } from './entry-state.svelte.ts';
import { toBrief } from './brief.ts';
import type { LineKind, LineValues } from './line.ts';

/** A line as the page's data has it. */
export interface LineEntry extends Entry {
	id: string;
	kind: LineKind;
}

export interface FileView {
	basics: Entry;
	lines: LineEntry[];
}

export interface OpenLine {
	id: string;
	kind: LineKind;
	entry: EntryState;
	/** Added on this page: it is unfolded and its first field has the focus. */
	isNew: boolean;
}

export type SendForm = (action: string, fields: LineValues) => Promise<SaveAnswer>;

/** Screen state of a candidate's file: a form for what is there once, and one for each line. */
export class FileState {
	readonly #send: SendForm;
	/** Lines of this page that are gone: data that was on its way does not bring them back. */
	readonly #removed = new Set<string>();
	readonly basics: EntryState;
	lines = $state.raw<OpenLine[]>([]);

	constructor({ basics, lines }: FileView, send: SendForm) {
		this.#send = send;
		this.basics = new EntryState(basics, {
			send: ({ version, values }) => send('?/basics', { ...values, version: String(version) })
		});
		this.lines = lines.map((line) => this.#open(line));
	}

	get entries(): EntryState[] {
		return [this.basics, ...this.lines.map(({ entry }) => entry)];
	}

	/** What an interviewer would be shown now. */
	get brief() {
		const lines = this.lines
			.filter(({ entry }) => entry.version > 0)
			.map(({ id, kind, entry }) => ({ id, kind, ...readLine(entry.values) }));
		return toBrief({ userId: '', name: '' }, readBasics(this.basics.values), lines);
	}

	get hasUnsaved(): boolean {
		return this.entries.some((entry) => !entry.isSaved);
	}

	get save(): SaveWords {
		return toFileSaveWords(this.entries.map(({ status }) => status));
	}

	of(kind: LineKind): OpenLine[] {
		return this.lines.filter((line) => line.kind === kind);
	}

	/** An empty line; it is written once something is typed. */
	add(kind: LineKind, id: string = createLineId()): OpenLine {
		const line = this.#open({ id, kind, version: 0, values: {} }, true);
		this.lines = [...this.lines, line];
		return line;
	}

	/** Takes a line away. Gives what brings it back, or null where another device has changed it meanwhile. */
	async remove({ id, kind, entry }: OpenLine): Promise<(() => void) | null> {
		entry.close();
		const { version } = entry;
		if (version > 0) {
			const answer = await this.#send('?/remove', { id, version: String(version) });
			if (answer.kind !== 'saved') {
				if (answer.kind === 'conflict' && answer.theirs) entry.sync(answer.theirs);
				return null;
			}
		}
		this.lines = this.lines.filter((line) => line.id !== id);
		this.#removed.add(id);
		return () => {
			const back = this.#open({ id: createLineId(), kind, version: 0, values: entry.values });
			this.lines = [...this.lines, back];
			back.entry.noteEdit();
		};
	}

	/** Data of the page that was loaded anew: what other devices have done meanwhile. */
	sync({ basics, lines }: FileView): void {
		this.basics.sync(basics);
		const known = new Map(this.lines.map((line) => [line.id, line]));
		for (const line of lines) known.get(line.id)?.entry.sync(line);
		const there = new Set(lines.map(({ id }) => id));
		const kept = this.lines.filter(
			({ id, entry }) => there.has(id) || entry.version === 0 || !entry.isSaved
		);
		const added = lines.filter(({ id }) => !known.has(id) && !this.#removed.has(id));
		this.lines = [...kept, ...added.map((line) => this.#open(line))];
	}

	async flush(): Promise<void> {
		await Promise.all(this.entries.map((entry) => entry.flush()));
	}

	close(): void {
		for (const entry of this.entries) entry.close();
	}

	#open({ id, kind, ...entry }: LineEntry, isNew = false): OpenLine {
		const send = ({ version, values }: Entry) =>
			this.#send(`?/line&kind=${kind}`, { ...values, id, version: String(version) });
		return { id, kind, isNew, entry: new EntryState(entry, { send }) };
	}
}

/** One state for all forms of the page: the one that a person should know of first. */
export function toFileSaveWords(statuses: readonly EntryStatus[]): SaveWords {
	const has = (...wanted: EntryStatus[]) => statuses.some((status) => wanted.includes(status));
	if (has('refused'))
		return { state: 'refused', words: 'Not saved — see what is said at the line' };
	if (has('conflict', 'gone'))
		return { state: 'refused', words: 'Not saved — another device changed the same words' };
	if (has('invalid')) return { state: 'refused', words: 'Not saved — look at the marked fields' };
	if (has('lost')) return { state: 'offline', words: 'Offline — kept here until you are back' };
	return has('saving', 'unsaved')
		? { state: 'saving', words: 'Saving' }
		: { state: 'saved', words: 'Saved' };
}

import { Annotation, EditorSelection, type Extension } from '@codemirror/state';
import {
	EditorView,
	layer,
	RectangleMarker,
	ViewPlugin,
	type LayerMarker,
	type PluginValue,
	type ViewUpdate
} from '@codemirror/view';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

interface Caret {
	anchor: Y.RelativePosition;
	head: Y.RelativePosition;
}

const othersMoved = Annotation.define<true>();

interface Other {
	anchor: number;
	head: number;
	name: string;
	color: string;
	colorLight: string;
}

/**
 * Other people's carets and selections in a text, and one's own for them. In place of y-codemirror's own: they are drawn
 * over and under the text and are no part of what a screen reader reads or a browser copies, and a caret goes when its
 * text loses the focus.
 */
export function remoteCarets(text: Y.Text, awareness: Awareness): Extension {
	const isStale = (update: ViewUpdate) =>
		update.docChanged ||
		update.geometryChanged ||
		update.transactions.some((transaction) => transaction.annotation(othersMoved));
	return [
		ViewPlugin.define((view) => new OwnCaret(view, text, awareness)),
		layer({
			above: false,
			class: 'remote-selections',
			update: isStale,
			markers: (view) =>
				readOthers(view, text, awareness).flatMap((other) =>
					other.anchor === other.head ? [] : toSelection(view, other)
				)
		}),
		layer({
			above: true,
			class: 'remote-carets',
			update: isStale,
			markers: (view) => readOthers(view, text, awareness).flatMap((other) => toCarets(view, other))
		}),
		theme
	];
}

/** Where the others are in this text. */
function readOthers(view: EditorView, text: Y.Text, awareness: Awareness): Other[] {
	const others: Other[] = [];
	for (const [client, state] of awareness.getStates()) {
		const cursor = state.cursor as Caret | null | undefined;
		if (client === awareness.clientID || !cursor) continue;
		const anchor = toIndex(view, text, cursor.anchor);
		const head = toIndex(view, text, cursor.head);
		if (anchor === null || head === null) continue;
		const { name = '', color = 'var(--plum)', colorLight = 'transparent' } = state.user ?? {};
		others.push({ anchor, head, name, color, colorLight });
	}
	return others;
}

function toIndex(view: EditorView, text: Y.Text, position: Y.RelativePosition): number | null {
	const absolute = text.doc && Y.createAbsolutePositionFromRelativePosition(position, text.doc);
	if (!absolute || absolute.type !== text) return null;
	return Math.min(absolute.index, view.state.doc.length);
}

const toSelection = (view: EditorView, { anchor, head, colorLight }: Other): Marker[] =>
	RectangleMarker.forRange(view, '', EditorSelection.range(anchor, head)).map(
		(place) => new Marker(place, 'remote-selection', colorLight, '')
	);

const toCarets = (view: EditorView, { head, name, color }: Other): Marker[] =>
	RectangleMarker.forRange(view, '', EditorSelection.cursor(head)).map(
		(place) => new Marker(place, 'remote-caret', color, name)
	);

/** Something drawn beside the text, in somebody's colour. */
class Marker implements LayerMarker {
	readonly #place: RectangleMarker;
	readonly #class: string;
	readonly #color: string;
	readonly #name: string;

	constructor(place: RectangleMarker, className: string, color: string, name: string) {
		this.#place = place;
		this.#class = className;
		this.#color = color;
		this.#name = name;
	}

	eq(other: Marker): boolean {
		return (
			this.#place.eq(other.#place) && this.#color === other.#color && this.#name === other.#name
		);
	}

	draw(): HTMLElement {
		const node = this.#place.draw();
		node.className = this.#class;
		node.style.setProperty('--hue', this.#color);
		node.ariaHidden = 'true';
		if (this.#name) node.dataset.name = this.#name;
		return node;
	}
}

/** Tells the others where one's own caret is, and the view when theirs have moved. */
class OwnCaret implements PluginValue {
	readonly #view: EditorView;
	readonly #text: Y.Text;
	readonly #awareness: Awareness;

	constructor(view: EditorView, text: Y.Text, awareness: Awareness) {
		this.#view = view;
		this.#text = text;
		this.#awareness = awareness;
		awareness.on('change', this.#onChange);
	}

	update(update: ViewUpdate): void {
		if (update.selectionSet || update.focusChanged || update.docChanged) this.#point();
	}

	destroy(): void {
		this.#awareness.off('change', this.#onChange);
		if (this.#isPointing()) this.#awareness.setLocalStateField('cursor', null);
	}

	readonly #onChange = (changes: {
		added: number[];
		updated: number[];
		removed: number[];
	}): void => {
		const clients = [...changes.added, ...changes.updated, ...changes.removed];
		if (clients.every((client) => client === this.#awareness.clientID)) return;
		this.#view.dispatch({ annotations: othersMoved.of(true) });
	};

	/** Only while this text has the focus. */
	#point(): void {
		const local = this.#awareness.getLocalState();
		if (!local) return;
		if (!this.#view.hasFocus) {
			if (this.#isPointing()) this.#awareness.setLocalStateField('cursor', null);
			return;
		}
		const { anchor, head } = this.#view.state.selection.main;
		const caret: Caret = {
			anchor: Y.createRelativePositionFromTypeIndex(this.#text, anchor),
			head: Y.createRelativePositionFromTypeIndex(this.#text, head)
		};
		const known = local.cursor as Caret | null | undefined;
		const isSame =
			known &&
			Y.compareRelativePositions(known.anchor, caret.anchor) &&
			Y.compareRelativePositions(known.head, caret.head);
		if (!isSame) this.#awareness.setLocalStateField('cursor', caret);
	}

	/** Whether the caret that the others see is in this text. */
	#isPointing(): boolean {
		const cursor = this.#awareness.getLocalState()?.cursor as Caret | null | undefined;
		return !!cursor && toIndex(this.#view, this.#text, cursor.head) !== null;
	}
}

const theme = EditorView.baseTheme({
	'.remote-selection': { background: 'var(--hue)' },
	'.remote-caret': { borderInlineStart: '2px solid var(--hue)', marginInlineStart: '-1px' },
	'.remote-caret::after': {
		content: 'attr(data-name)',
		position: 'absolute',
		insetBlockEnd: '100%',
		insetInlineStart: '-2px',
		padding: '0 4px',
		borderRadius: '4px 4px 4px 0',
		background: 'var(--hue)',
		color: 'var(--paper)',
		fontSize: '0.6875rem',
		lineHeight: '1.4',
		whiteSpace: 'nowrap'
	}
});

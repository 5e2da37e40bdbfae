import { Annotation, RangeSet, type Extension, type Range } from '@codemirror/state';
import {
	Decoration,
	EditorView,
	ViewPlugin,
	WidgetType,
	type DecorationSet,
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

/**
 * Other people's carets and selections in a text, and one's own for them. In place of y-codemirror's own: the name is
 * not part of the text that a screen reader reads, and a caret goes when its text loses focus.
 */
export function remoteCarets(text: Y.Text, awareness: Awareness): Extension {
	return [
		ViewPlugin.define((view) => new RemoteCarets(view, text, awareness), {
			decorations: (plugin) => plugin.decorations
		}),
		theme
	];
}

class RemoteCarets implements PluginValue {
	decorations: DecorationSet = RangeSet.empty;
	readonly #view: EditorView;
	readonly #text: Y.Text;
	readonly #awareness: Awareness;

	constructor(view: EditorView, text: Y.Text, awareness: Awareness) {
		this.#view = view;
		this.#text = text;
		this.#awareness = awareness;
		this.#draw();
		awareness.on('change', this.#onChange);
	}

	update(update: ViewUpdate): void {
		if (update.selectionSet || update.focusChanged || update.docChanged) this.#point();
		const isMoved = update.transactions.some((transaction) => transaction.annotation(othersMoved));
		if (update.docChanged || isMoved) this.#draw();
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

	/** Tells the others where one's own caret is, while this text has the focus. */
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
		return !!cursor && this.#toIndex(cursor.head) !== null;
	}

	#toIndex(position: Y.RelativePosition): number | null {
		const { doc } = this.#text;
		const absolute = doc && Y.createAbsolutePositionFromRelativePosition(position, doc);
		if (!absolute || absolute.type !== this.#text) return null;
		return Math.min(absolute.index, this.#view.state.doc.length);
	}

	#draw(): void {
		const ranges: Range<Decoration>[] = [];
		for (const [client, state] of this.#awareness.getStates()) {
			const cursor = state.cursor as Caret | null | undefined;
			if (client === this.#awareness.clientID || !cursor) continue;
			const anchor = this.#toIndex(cursor.anchor);
			const head = this.#toIndex(cursor.head);
			if (anchor === null || head === null) continue;
			const { name = '', color = 'var(--plum)', colorLight = 'transparent' } = state.user ?? {};
			if (anchor !== head)
				ranges.push(
					Decoration.mark({
						class: 'remote-selection',
						attributes: { style: `background-color: ${colorLight}` }
					}).range(Math.min(anchor, head), Math.max(anchor, head))
				);
			const widget = new CaretWidget(name, color);
			ranges.push(Decoration.widget({ widget, side: head > anchor ? -1 : 1 }).range(head));
		}
		this.decorations = Decoration.set(ranges, true);
	}
}

class CaretWidget extends WidgetType {
	readonly #name: string;
	readonly #color: string;

	constructor(name: string, color: string) {
		super();
		this.#name = name;
		this.#color = color;
	}

	override eq(other: CaretWidget): boolean {
		return other.#name === this.#name && other.#color === this.#color;
	}

	toDOM(): HTMLElement {
		const caret = document.createElement('span');
		caret.className = 'remote-caret';
		caret.style.setProperty('--caret', this.#color);
		caret.dataset.name = this.#name;
		caret.ariaHidden = 'true';
		return caret;
	}

	override ignoreEvent(): boolean {
		return true;
	}
}

const theme = EditorView.baseTheme({
	'.remote-caret': {
		position: 'relative',
		borderInlineStart: '2px solid var(--caret)',
		marginInline: '-1px',
		pointerEvents: 'none'
	},
	'.remote-caret::after': {
		content: 'attr(data-name)',
		position: 'absolute',
		insetBlockEnd: '100%',
		insetInlineStart: '-2px',
		padding: '0 4px',
		borderRadius: '4px 4px 4px 0',
		background: 'var(--caret)',
		color: 'var(--paper)',
		fontFamily: 'inherit',
		fontSize: '0.6875rem',
		lineHeight: '1.4',
		whiteSpace: 'nowrap',
		zIndex: '5'
	}
});

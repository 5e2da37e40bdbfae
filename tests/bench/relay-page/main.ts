import { mount } from 'svelte';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import CollabText from '../../../src/lib/collab/CollabText.svelte';
import type { LiveDocument } from '../../../src/lib/collab/live-document.svelte.ts';

/*
 * The room's own text box, its editor and its binding, on y-websocket's provider as it comes: no acknowledgement, nothing
 * kept in the browser, no room around it.
 */

const doc = new Y.Doc();
const provider = new WebsocketProvider(location.origin.replace('http', 'ws'), 'relay', doc, {
	disableBc: true
});
const { awareness } = provider;
awareness.setLocalStateField('user', {
	name: 'Dr Osei',
	color: 'var(--accent)',
	colorLight: 'transparent'
});
provider.on('status', ({ status }) => {
	if (status === 'connected') document.body.dataset['open'] = '';
});

mount(CollabText, {
	target: document.body,
	props: {
		live: { doc, awareness, readOnly: false } as unknown as LiveDocument,
		text: doc.getText('strengths'),
		label: 'Strengths'
	}
});

import { mount } from 'svelte';
import Page from './Page.svelte';

const params = new URLSearchParams(location.search);
const clientId = params.get('clientId');

mount(Page, {
	target: document.body,
	props: {
		path: params.get('path')!,
		userId: params.get('userId')!,
		clientId: clientId ? Number(clientId) : null
	}
});

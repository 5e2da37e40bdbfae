import type { TestApp } from '../support/app.ts';

/** Sends a form as a page without script does. Gives the answer's status; a redirect is not followed. */
export async function postForm(
	app: TestApp,
	path: string,
	cookie: string,
	fields: Record<string, string> = {}
): Promise<number> {
	const response = await fetch(app.url + path, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: app.url, cookie, accept: 'text/html' },
		body: new URLSearchParams(fields)
	});
	await response.arrayBuffer();
	return response.status;
}

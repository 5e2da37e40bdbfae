import { redirect } from '@sveltejs/kit';
import { themeCookie, toTheme } from '#lib/shell/theme.ts';
import type { RequestHandler } from './$types';

const yearSeconds = 365 * 24 * 60 * 60;

/** Keeps the theme in a cookie and goes back to the page it was chosen on. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
	const form = await request.formData();
	cookies.set(themeCookie, toTheme(form.get('theme')), {
		path: '/',
		maxAge: yearSeconds,
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:'
	});
	redirect(303, toOwnPath(form.get('back'), url));
};

/** A path of ours, or `/`: never an address elsewhere. */
function toOwnPath(back: unknown, url: URL): string {
	if (typeof back !== 'string' || !URL.canParse(back, url)) return '/';
	const target = new URL(back, url);
	return target.origin === url.origin ? target.pathname + target.search : '/';
}

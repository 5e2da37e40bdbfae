import { themeCookie, toTheme } from '#lib/shell/theme.ts';
import { toViewer } from '#lib/shell/viewer.ts';
import type { LayoutServerLoad } from './$types';

/** What every page has: who reads it, the theme, and one *now* for server and browser. */
export const load: LayoutServerLoad = ({ locals, cookies }) => ({
	viewer: locals.actor ? toViewer(locals.actor) : null,
	theme: toTheme(cookies.get(themeCookie)),
	isDemoOn: locals.services.demo !== null,
	now: new Date().toISOString()
});

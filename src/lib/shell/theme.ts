export const themes = ['light', 'dark', 'system'] as const;
export type Theme = (typeof themes)[number];

/** Name of the cookie that keeps the choice; `%theme%` in app.html is filled from it. */
export const themeCookie = 'theme';

/** The theme a cookie or a form names; `system` where it names none. */
export const toTheme = (value: unknown): Theme =>
	themes.find((theme) => theme === value) ?? 'system';

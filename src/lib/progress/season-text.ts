import type { SeasonView } from './view.ts';

/**
 * A season on its way to the browser, as one text: a page with thousands of numbers is written in a third of the time that
 * a value each takes.
 */
export const toSeasonText = (season: SeasonView): string => JSON.stringify(season);

export const readSeasonText = (text: string): SeasonView => JSON.parse(text) as SeasonView;

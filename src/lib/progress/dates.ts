import { toDate } from '../time/when.ts';

/** `3 Nov` in the zone; with the year where it is not this year's. */
export const toShortDate = (iso: string, zone: string, now: string): string =>
	toDate(iso, zone, now).replace(/^\S+ /, '');

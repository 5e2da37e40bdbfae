import { toDate } from '../time/when.ts';
import { toWallTime } from '../time/zone.ts';

const months = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December'
];

/** `3 Nov` in the zone; with the year where it is not this year's. */
export const toShortDate = (iso: string, zone: string, now: string): string =>
	toDate(iso, zone, now).replace(/^\S+ /, '');

/** `November` in the zone. */
export const toMonth = (iso: string, zone: string): string =>
	months[toWallTime(Date.parse(iso), zone).month - 1] ?? '';

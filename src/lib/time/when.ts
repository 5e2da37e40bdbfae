import { toWallTime, toZoneCity } from './zone.ts';
import type { WallTime } from './zone.ts';

/*
 * Composed by hand from numbers: the browser's and the server's `Intl` disagree about commas and short month names
 * from one release to the next, and a page must not change its words when it wakes up.
 */
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const dayMs = 86_400_000;
const pad = (value: number) => String(value).padStart(2, '0');
const toDayNumber = ({ year, month, day }: WallTime) => Date.UTC(year, month - 1, day) / dayMs;

/** `19:00` in the zone. */
export function toTimeOfDay(iso: string, zone: string): string {
	const { hour, minute } = toWallTime(Date.parse(iso), zone);
	return `${pad(hour)}:${pad(minute)}`;
}

/** `Tue 24 Nov` in the zone; with the year where it is not this year's. */
export function toDate(iso: string, zone: string, now: string): string {
	const wall = toWallTime(Date.parse(iso), zone);
	const thisYear = toWallTime(Date.parse(now), zone).year;
	const year = wall.year === thisYear ? '' : ` ${wall.year}`;
	return `${weekdays[wall.weekday]} ${wall.day} ${months[wall.month - 1]}${year}`;
}

/** `Today`, `Tomorrow`, `Yesterday`, the weekday alone in the six days ahead, otherwise the date. */
export function toDay(iso: string, zone: string, now: string): string {
	const wall = toWallTime(Date.parse(iso), zone);
	const ahead = toDayNumber(wall) - toDayNumber(toWallTime(Date.parse(now), zone));
	if (ahead === 0) return 'Today';
	if (ahead === 1) return 'Tomorrow';
	if (ahead === -1) return 'Yesterday';
	return ahead > 1 && ahead < 7 ? (weekdays[wall.weekday] ?? '') : toDate(iso, zone, now);
}

/** `Tue 19:00`, `Today 09:30`, `Tue 24 Nov 19:00`. */
export function toDayAndTime(iso: string, zone: string, now: string): string {
	return `${toDay(iso, zone, now)} ${toTimeOfDay(iso, zone)}`;
}

/**
 * The time in somebody else's zone, for brackets: `12:00 Chicago`, with the day where theirs is another one
 * (`Wed 01:00 Lagos`). Null when their clocks show the same as mine.
 */
export function toTheirTime(iso: string, myZone: string, theirZone: string): string | null {
	const at = Date.parse(iso);
	const [mine, theirs] = [toWallTime(at, myZone), toWallTime(at, theirZone)];
	const isSameDay = toDayNumber(mine) === toDayNumber(theirs);
	const time = toTimeOfDay(iso, theirZone);
	if (isSameDay && time === toTimeOfDay(iso, myZone)) return null;
	const day = isSameDay ? '' : `${weekdays[theirs.weekday]} `;
	return `${day}${time} ${toZoneCity(theirZone)}`;
}

/** `Tue 19:00 your time (12:00 Chicago)`; the bracket names each other zone once. */
export function toBothTimes(
	iso: string,
	myZone: string,
	theirZones: readonly string[],
	now: string
): string {
	const others = new Set(theirZones.map((zone) => toTheirTime(iso, myZone, zone)));
	const bracket = [...others].filter((text) => text !== null).join(', ');
	const mine = `${toDayAndTime(iso, myZone, now)} your time`;
	return bracket ? `${mine} (${bracket})` : mine;
}

/** Ahead, and no further than so many hours. */
export function isWithin(iso: string, now: string, hours: number): boolean {
	const ahead = Date.parse(iso) - Date.parse(now);
	return ahead > 0 && ahead <= hours * 3_600_000;
}

/** `in 25 min`, `in 3 h`, `5 min ago`; null beyond a day either way. */
export function toDistance(iso: string, now: string): string | null {
	const minutes = Math.round((Date.parse(iso) - Date.parse(now)) / 60_000);
	const size = Math.abs(minutes);
	if (size >= 1440) return null;
	if (size < 1) return 'now';
	const text = size < 60 ? `${size} min` : `${Math.round(size / 60)} h`;
	return minutes > 0 ? `in ${text}` : `${text} ago`;
}

/** City names that the time zone database keeps under an older spelling. */
const presentNames: Record<string, string> = {
	Calcutta: 'Kolkata',
	Katmandu: 'Kathmandu',
	Kiev: 'Kyiv',
	Rangoon: 'Yangon',
	Saigon: 'Ho Chi Minh City'
};

/** Whether `zone` is an IANA zone name that this machine knows, for example `America/Chicago`. */
export function isTimeZone(zone: string): boolean {
	if (!/^[A-Za-z]/.test(zone)) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}

/** The place a zone is named after: `America/Argentina/Buenos_Aires` → `Buenos Aires`. */
export function toZoneCity(zone: string): string {
	const last = zone.split('/').at(-1) ?? zone;
	return presentNames[last] ?? last.replaceAll('_', ' ');
}

/** Minutes that the zone's clocks are ahead of UTC at an instant (ms since the epoch). */
export function toOffsetMinutes(at: number, zone: string): number {
	const { year, month, day, hour, minute } = toWallTime(at, zone);
	const wall = Date.UTC(year, month - 1, day, hour, minute);
	return Math.round((wall - Math.floor(at / 60_000) * 60_000) / 60_000);
}

/** `GMT+5:30`, `GMT−6` or `GMT`, at an instant: the name of a zone alone leaves daylight saving open. */
export function toOffsetLabel(at: number, zone: string): string {
	const offset = toOffsetMinutes(at, zone);
	if (offset === 0) return 'GMT';
	const minutes = Math.abs(offset) % 60;
	const hours = Math.floor(Math.abs(offset) / 60);
	const rest = minutes ? `:${String(minutes).padStart(2, '0')}` : '';
	return `GMT${offset < 0 ? '−' : '+'}${hours}${rest}`;
}

/** What a clock and a calendar on the wall show. `month` counts from 1, `weekday` from 0 (Sunday). */
export interface WallTime {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall time in a zone at an instant (ms since the epoch). An unknown zone is read as UTC. */
export function toWallTime(at: number, zone: string): WallTime {
	let format = formats.get(zone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-US', {
			timeZone: isTimeZone(zone) ? zone : 'UTC',
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric'
		});
		formats.set(zone, format);
	}
	// Numbers in the order of this locale: its parts, each an object of its own, take three times as long.
	const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = (
		format.format(at).match(/\d+/g) ?? []
	).map(Number);
	const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
	return { year, month, day, hour, minute, weekday };
}

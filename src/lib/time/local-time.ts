import { Temporal } from 'temporal-polyfill';
import { isTimeZone } from './zone.ts';

/** A time as `<input type="datetime-local">` writes it, without a zone: `2027-03-14T02:30`. */
export type LocalTime = string;

/** `code` says why there is no such instant; in a `gap`, `next` is the first local time after it. */
export type InstantResult =
	| { ok: true; iso: string }
	| { ok: false; code: 'malformed' | 'unknown_zone' }
	| { ok: false; code: 'gap'; next: LocalTime };

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00(\.0+)?)?$/;

/**
 * The instant (ISO 8601, UTC) that a local time in an IANA zone means. Where clocks go back and the hour comes twice it
 * is the first of the two; where they go forward and the time never comes it is refused as a `gap`.
 */
export function toInstant(local: LocalTime, zone: string): InstantResult {
	if (!isTimeZone(zone)) return { ok: false, code: 'unknown_zone' };
	if (!shape.test(local)) return { ok: false, code: 'malformed' };
	let plain: Temporal.PlainDateTime;
	try {
		plain = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
	} catch {
		return { ok: false, code: 'malformed' };
	}
	const zoned = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
	if (!zoned.toPlainDateTime().equals(plain)) {
		const next = zoned.getTimeZoneTransition('next') ?? zoned;
		return { ok: false, code: 'gap', next: toLocalShape(next.toPlainDateTime()) };
	}
	return { ok: true, iso: new Date(zoned.epochMilliseconds).toISOString() };
}

/** The value of a `datetime-local` field for an instant, in a zone; seconds are dropped. */
export function toLocalTime(iso: string, zone: string): LocalTime {
	const instant = Temporal.Instant.from(iso);
	return toLocalShape(
		instant.toZonedDateTimeISO(isTimeZone(zone) ? zone : 'UTC').toPlainDateTime()
	);
}

/** A first suggestion for *when*: tomorrow at 19:00 in the zone, as a field's value. */
export function toTomorrowEvening(now: string, zone: string): LocalTime {
	const today = Temporal.Instant.from(now)
		.toZonedDateTimeISO(isTimeZone(zone) ? zone : 'UTC')
		.toPlainDate();
	return `${today.add({ days: 1 }).toString()}T19:00`;
}

function toLocalShape(plain: Temporal.PlainDateTime): LocalTime {
	return plain.toString({ smallestUnit: 'minute' });
}

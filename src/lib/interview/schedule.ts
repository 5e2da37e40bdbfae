import { toInstant } from '../time/local-time.ts';
import { toTimeOfDay } from '../time/when.ts';
import { toZoneCity } from '../time/zone.ts';

/** How long an interview may be planned for: what forms offer and what the service takes. */
export const minMinutes = 15;
export const maxMinutes = 120;

/** What the fields of a form say about when an interview is. */
export interface ScheduleFields {
	/** `now` leaves the time open. */
	when: 'now' | 'later';
	/** A `datetime-local` value in the person's zone. */
	at: string;
	minutes: string;
}

export type ScheduleErrors = Partial<Record<'at' | 'minutes', string>>;

/** An hour late is forgiven: people press the button while the other one is already waiting. */
const graceMs = 3_600_000;
const farthestMs = 366 * 86_400_000;

/** When an interview is (null: now) and for how long, or a sentence for each field that does not say it. */
export function toSchedule(
	fields: ScheduleFields,
	zone: string,
	now: number
):
	| { ok: true; scheduledAt: string | null; minutes: number }
	| { ok: false; errors: ScheduleErrors } {
	const errors: ScheduleErrors = {};
	const minutes = /^\d{1,3}$/.test(fields.minutes.trim()) ? Number(fields.minutes) : Number.NaN;
	if (!(minutes >= minMinutes && minutes <= maxMinutes))
		errors.minutes = `Choose between ${minMinutes} and ${maxMinutes} minutes.`;

	let scheduledAt: string | null = null;
	if (fields.when === 'later') {
		const instant = toInstant(fields.at.trim(), zone);
		if (!instant.ok && instant.code === 'gap')
			errors.at = `Clocks in ${toZoneCity(zone)} go forward then, so this time does not come. Choose ${instant.next.slice(11)} or later.`;
		else if (!instant.ok) errors.at = 'Choose a day and a time.';
		else if (Date.parse(instant.iso) < now - graceMs)
			errors.at = `This is in the past: it is ${toTimeOfDay(new Date(now).toISOString(), zone)} in ${toZoneCity(zone)}. Choose a time ahead.`;
		else if (Date.parse(instant.iso) > now + farthestMs)
			errors.at = 'Choose a day within the next year.';
		else scheduledAt = instant.iso;
	}
	if (errors.at || errors.minutes) return { ok: false, errors };
	return { ok: true, scheduledAt, minutes };
}

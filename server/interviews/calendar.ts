import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { toZoneCity } from '#lib/time/zone.ts';
import { toDate, toTimeOfDay } from '#lib/time/when.ts';

/** One interview as a calendar has to know it. Times are instants (ISO 8601, UTC). */
export interface CalendarEntry {
	interviewId: string;
	/** For example `Mock interview with Dr Osei`. */
	title: string;
	scheduledAt: string;
	minutes: number;
	/** Address of the interview's page. */
	url: string;
	people: { name: string; timeZone: string }[];
	isCancelled: boolean;
	/** When the file is written. */
	now: string;
}

/**
 * A calendar file (RFC 5545) with one event. Hours are written in UTC, which every calendar shows in its own zone. The
 * event's id is the interview's, so a file fetched again after a change replaces the earlier entry.
 */
export function toCalendarFile(entry: CalendarEntry): string {
	const start = new Date(entry.scheduledAt);
	const calendar = ical({
		name: 'Mock Rounds',
		prodId: { company: 'Mock Rounds', product: 'Mock Rounds', language: 'EN' },
		method: entry.isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH
	});
	const event = calendar.createEvent({
		id: `${entry.interviewId}@mock-rounds`,
		start,
		end: new Date(start.getTime() + entry.minutes * 60_000),
		stamp: new Date(entry.now),
		// Seconds since 1970 rise with each change, as a sequence has to, and need no counter.
		sequence: Math.floor(Date.parse(entry.now) / 1000),
		status: entry.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
		summary: toLine(entry.title),
		description: toDescription(entry),
		url: entry.url,
		location: entry.url
	});
	for (const minutesBefore of [60, 10]) {
		event.createAlarm({
			type: ICalAlarmType.display,
			trigger: minutesBefore * 60,
			description: toLine(entry.title)
		});
	}
	return calendar.toString();
}

function toDescription({ people, scheduledAt, url }: CalendarEntry): string {
	const times = people.map(({ name, timeZone }) => {
		const day = toDate(scheduledAt, timeZone, scheduledAt);
		const time = toTimeOfDay(scheduledAt, timeZone);
		return `${toLine(name)}: ${day} ${time} (${toZoneCity(timeZone)})`;
	});
	return [...times, `Join: ${url}`].join('\n');
}

/** One line without control characters: what people type becomes part of a line-based file. */
function toLine(text: string): string {
	return text.replace(/\p{Cc}+/gu, ' ').trim();
}

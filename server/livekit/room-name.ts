/**
 * Names at LiveKit. A room is `<interviewId>-<epoch>`: removing somebody opens the next epoch, so that every token ever
 * issued for the old name is worthless. An identity is `<userId>-<tabId>`: one person, one browser tab.
 */
const roomPattern = /^([a-z0-9]{20})-(\d{1,9})$/;
const identityPattern = /^([a-z0-9]{20})-([a-z0-9]{8,32})$/;
const tabIdPattern = /^[a-z0-9]{8,32}$/;

export function toRoomName(interviewId: string, epoch: number): string {
	return `${interviewId}-${epoch}`;
}

/** Null for a room that is not ours: a shared LiveKit server may hold others, which we leave alone. */
export function readRoomName(name: string): { interviewId: string; epoch: number } | null {
	const match = roomPattern.exec(name);
	return match?.[1] && match[2] ? { interviewId: match[1], epoch: Number(match[2]) } : null;
}

export function toIdentity(userId: string, tabId: string): string {
	return `${userId}-${tabId}`;
}

export function readIdentity(identity: string): { userId: string; tabId: string } | null {
	const match = identityPattern.exec(identity);
	return match?.[1] && match[2] ? { userId: match[1], tabId: match[2] } : null;
}

/** A tab names itself; anything but 8–32 lower-case letters and digits is refused. */
export function isTabId(value: unknown): value is string {
	return typeof value === 'string' && tabIdPattern.test(value);
}

/** The room of somebody's set-up check: theirs alone, and no interview's. */
export const toCheckRoomName = (userId: string): string => `check-${userId}`;

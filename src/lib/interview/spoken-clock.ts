import type { Light } from './clock.ts';

const order: Light[] = ['off', 'green', 'amber', 'red'];

/** Seconds as they are said: `1 minute 30`, `45 seconds`. */
export function toSpokenSeconds(seconds: number): string {
	const whole = Math.round(seconds);
	const minutes = Math.floor(whole / 60);
	const rest = whole % 60;
	if (minutes === 0) return `${rest} seconds`;
	return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}${rest ? ` ${rest}` : ''}`;
}

/**
 * What a screen reader says when the light turns from one to the next, or null where nothing turned. The clock is
 * spoken at the turns only; going back (time was added) is silent.
 */
export function toSpokenTurn(from: Light, to: Light, elapsedMs: number): string | null {
	if (order.indexOf(to) <= order.indexOf(from)) return null;
	const at = toSpokenSeconds(elapsedMs / 1000);
	if (to === 'green') return `Green: ${at}. A good length from here on.`;
	if (to === 'amber') return `Amber: ${at}. Time to close.`;
	return `Red: ${at}. Over the target.`;
}

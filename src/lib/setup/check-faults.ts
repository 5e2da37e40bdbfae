import { toDate } from '../time/when.ts';
import { isSpared, stateWords, stepIds, steps, type Results, type StepId } from './steps.ts';

/** States of a step that has ended and is not simply good. `asking`: nobody said whether the chime was heard. */
export const faultStates = ['failed', 'weak', 'asking'] as const;
export type FaultState = (typeof faultStates)[number];

/** What of a set-up check was not good; empty: everything was. */
export type CheckFaults = Partial<Record<StepId, FaultState>>;

/** The last set-up check that ran to its end. `at` is ISO 8601. */
export interface LastCheck {
	at: string;
	faults: CheckFaults;
}

/** What is kept of a check: a way around that was not needed is no fault. */
export function toFaults(results: Results): CheckFaults {
	return Object.fromEntries(
		stepIds.flatMap((id) => {
			const state = faultStates.find((one) => one === results[id].state);
			return state && !(state === 'failed' && isSpared(id, results)) ? [[id, state]] : [];
		})
	);
}

/** One sentence, for example `Checked on Thu 12 Nov, all good.` */
export function toCheckWords(last: LastCheck | null, timeZone: string, now: string): string {
	if (!last) return 'Not checked yet.';
	const on = `Checked on ${toDate(last.at, timeZone, now)}`;
	const of = (state: FaultState) =>
		stepIds.filter((id) => last.faults[id] === state).map((id) => steps[id].name);
	const found = [
		...(['failed', 'weak'] as const).flatMap((state) =>
			of(state).length > 0 ? [`${of(state).join(', ')} ${stateWords[state]}`] : []
		),
		...(of('asking').length > 0 ? ['whether you heard the chime was left open'] : [])
	];
	return found.length === 0 ? `${on}, all good.` : `${on}: ${found.join('; ')}.`;
}

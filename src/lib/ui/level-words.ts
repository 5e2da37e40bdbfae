import type { Level } from '../rubric/rubric.ts';

/** What each level means before a criterion's own anchor says it in behaviour. */
export const levelWords: Record<Level, string> = {
	1: 'Well below the standard',
	2: 'Below the standard',
	3: 'Meets the standard',
	4: 'Above the standard',
	5: 'Well above the standard'
};

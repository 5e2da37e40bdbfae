import { expect, it } from 'vitest';
import { toAskerId } from './turns.ts';

const panel = ['osei', 'lind', 'roth'].map((userId) => ({ userId }));

it.each([
	['the first asks first', panel, null, null, 'osei'],
	['the turn goes on', panel, null, 'osei', 'lind'],
	['and round', panel, null, 'roth', 'osei'],
	['who is chosen asks', panel, 'roth', 'osei', 'roth'],
	['who was chosen and has left does not', panel, 'gone', 'osei', 'lind'],
	['after somebody who has left the first asks', panel, null, 'gone', 'osei'],
	['one interviewer takes no turns', panel.slice(0, 1), null, null, null],
	['nor does an empty room', [], null, null, null]
])('%s', (_title, there, chosenId, lastAskedById, expected) => {
	expect(toAskerId(there, chosenId, lastAskedById)).toBe(expected);
});

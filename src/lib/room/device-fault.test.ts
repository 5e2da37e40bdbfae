import { expect, it } from 'vitest';
import { toDeviceFault, type DeviceFault } from './device-fault.ts';
import { toFaultWords } from './fault-words.ts';

it.each<[string, string, DeviceFault]>([
	['NotAllowedError', 'Permission denied', 'refused'],
	['NotAllowedError', 'Permission dismissed', 'refused'],
	['NotAllowedError', 'Permission denied by system', 'refused-by-system'],
	['NotFoundError', 'Requested device not found', 'missing'],
	['OverconstrainedError', '', 'missing'],
	['NotReadableError', 'Could not start video source', 'in-use'],
	['AbortError', 'Starting videoinput failed', 'in-use'],
	['TypeError', 'anything', 'unknown']
])('%s (%s) reads as %s', (name, message, fault) => {
	expect(toDeviceFault({ name, message })).toBe(fault);
});

it('a refusal, a missing device and a busy one each say something else to do', () => {
	const texts = (['refused', 'missing', 'in-use'] as const).map(
		(fault) => toFaultWords(fault, 'camera').text
	);
	expect(new Set(texts).size).toBe(3);
	expect(texts[0]).toContain('address bar');
	expect(texts[1]).toContain('Plug one in');
	expect(texts[2]).toContain('Close the other program');
});

it('plain http on another machine offers no second try, because none can work', () => {
	expect(toFaultWords('insecure', 'camera').canRetry).toBe(false);
});

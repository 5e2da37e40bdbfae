import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function capture(write: (log: ReturnType<typeof createLog>) => void): string {
	let output = '';
	write(createLog({ level: 'trace', destination: { write: (line) => void (output += line) } }));
	return output;
}

describe('[T52] the log', () => {
	it('blanks secrets wherever they stand', () => {
		const output = capture((log) =>
			log.info(
				{ token: 'canary1', user: { email: 'canary2' }, a: { b: { password: 'canary3' } } },
				'x'
			)
		);
		expect(output).not.toMatch(/canary/);
	});

	it('tells a failed query without what people typed', () => {
		const error = Object.assign(
			new Error('Failed query: insert into notes values ($1)\nparams: canary', {
				cause: Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(canary)' })
			}),
			{ query: 'insert into notes values ($1)', params: ['canary'] }
		);
		const output = capture((log) => {
			log.error({ err: error }, 'it failed');
			log.error({ error }, 'it failed');
			log.error(error);
		});
		expect(output).not.toContain('canary');
		expect(output).toContain('insert into notes');
		expect(output).toContain('duplicate key');
	});

	it('[T53] keeps a name with control characters on one line', () => {
		const output = capture((log) => log.info({ name: 'a\r\n{"level":"fatal"}\u001b[31m' }, 'x'));
		expect(output.trimEnd().split('\n')).toHaveLength(1);
		expect(output).not.toContain('\u001b');
	});
});

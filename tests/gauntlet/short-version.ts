import { describe, expect, test } from 'vitest';
import type { Promised } from './promised.ts';

const isTimed = (name: string) => /p95|p99|slowest|within|memory|gap/.test(name);

/**
 * The commit versions of the gauntlet: the same functions with small numbers. Latencies and memory are figures of
 * `npm run gauntlet`; here a run counts that came to its end, and whatever has to be zero.
 */
export function testShortVersions(promises: Promised[]): void {
	describe.each(promises.map((row) => [row.id, row] as const))('[%s]', (_id, row) => {
		test(
			row.title,
			async () => {
				const reports: unknown[] = [];
				for (let part = 0; part < row.parts('short'); part++)
					reports.push(await row.measure('short', part, () => undefined));
				const figures = row.toFigures(reports, 'short').filter(({ name }) => !isTimed(name));
				const missed = figures.filter(({ isKept }) => !isKept);
				expect(missed, JSON.stringify(reports).slice(0, 5_000)).toEqual([]);
			},
			300_000
		);
	});
}

/** What nothing at all measures, in decibels below full scale. */
export const silentDecibels = -100;

/** How loud samples are whose squares have this mean. */
export const toDecibels = (meanSquare: number): number =>
	Math.max(silentDecibels, 10 * Math.log10(meanSquare + 1e-12));

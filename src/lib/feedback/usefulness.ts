/** How useful the feedback of a round was, as its candidate says it once they have read it; kept as these words. */
export const usefulnesses = ['very', 'useful', 'little', 'not'] as const;
export type Usefulness = (typeof usefulnesses)[number];

export const usefulnessNames: Record<Usefulness, string> = {
	very: 'Very useful',
	useful: 'Useful',
	little: 'A little',
	not: 'Not useful'
};

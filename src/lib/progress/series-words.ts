import type { SeriesId } from './record.ts';

/** A number's word in a list of numbers: *interviewer 4, own 3*. */
export const seriesWords: Record<SeriesId, string> = {
	mentor: 'interviewer',
	peer: 'peer',
	self: 'own',
	solo: 'alone'
};

/** The names of the series, to the candidate and to others. */
export const seriesNames: Record<SeriesId, { own: string; theirs: string }> = {
	mentor: { own: 'Mentors', theirs: 'Mentors' },
	peer: { own: 'Peers', theirs: 'Peers' },
	self: { own: 'Your own', theirs: 'Their own' },
	solo: { own: 'Alone', theirs: 'Alone' }
};

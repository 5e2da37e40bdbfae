/** Who beside the people of a finished interview may see a candidate's round of it: SPEC 8. */
export const visibilities = ['private', 'advisor', 'organisation'] as const;
export type Visibility = (typeof visibilities)[number];

export const defaultVisibility: Visibility = 'advisor';

export const visibilityNames: Record<Visibility, string> = {
	private: 'Private',
	advisor: 'Shared with my advisor',
	organisation: 'Shared with my organisation'
};

export const visibilityHints: Record<Visibility, string> = {
	private:
		'You and the people who were in it. It leaves every list, figure and export of others at once; an advisor who sat in loses the seat.',
	advisor: 'Also the advisor who follows you in the organisation it was held in.',
	organisation: 'Also every advisor and admin of the organisation it was held in.'
};

/** What the log of viewings names. */
export const viewedThings = [
	'season',
	'interview',
	'table',
	'list',
	'recording',
	'sitting'
] as const;
export type ViewedThing = (typeof viewedThings)[number];

export const viewedThingNames: Record<ViewedThing, string> = {
	season: 'your progress',
	interview: 'an interview',
	table: 'the table of your interviews, as a file',
	list: 'what an advisor’s list says of you, as a file',
	recording: 'the recording of an interview',
	sitting: 'an interview ahead, and took a seat in it as observer'
};

/** How somebody who was not in the interview stands to its candidate, in the organisation it was held in. */
export type Relation = 'advisor' | 'staff' | 'none';

/** The visibilities that are open to a relation; the one place that says so. */
export const visibleTo: Record<Relation, readonly Visibility[]> = {
	advisor: ['advisor', 'organisation'],
	staff: ['organisation'],
	none: []
};

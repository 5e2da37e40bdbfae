/** What an advisor may do about a row of the list. */
export const contactKinds = ['talked', 'later', 'not-needed'] as const;
export type ContactKind = (typeof contactKinds)[number];

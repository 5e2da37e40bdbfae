/** What no column of the database takes is no words: NUL, half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The text without what cannot be stored and nobody can see. */
export const toStorable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

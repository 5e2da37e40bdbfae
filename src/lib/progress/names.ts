/** `Dr Osei`, `Dr Osei and Dr Lindqvist`, `Dr Osei, Dr Lindqvist and Ana Ruiz`. */
export function toNames(names: readonly string[]): string {
	if (names.length < 2) return names[0] ?? '';
	return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A category's or criterion's name inside a sentence: *Red flags* → *red flags*; *IMG path* and *Med-Psych* stay. */
export const toInSentence = (name: string): string =>
	/^(?:[A-Z][A-Z]|Med-)/.test(name) ? name : name[0]!.toLowerCase() + name.slice(1);

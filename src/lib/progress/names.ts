/** `Dr Osei`, `Dr Osei and Dr Lindqvist`, `Dr Osei, Dr Lindqvist and Ana Ruiz`. */
export function toNames(names: readonly string[]): string {
	if (names.length < 2) return names[0] ?? '';
	return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

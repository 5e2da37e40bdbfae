/** Longer than anything that these forms take: a field is cut there before it is shown again. */
const maxFieldLength = 10_000;

/**
 * The named text fields of a form as they were typed; one that was not sent has its initial value, a file counts as
 * nothing. `unknown` is the first field that the form does not have, or null.
 */
export function readFields<Name extends string>(
	data: FormData,
	names: readonly Name[],
	initial: Partial<Record<Name, string>> = {}
): { fields: Record<Name, string>; unknown: string | null } {
	const fields = {} as Record<Name, string>;
	for (const name of names) {
		const value = data.has(name) ? data.get(name) : initial[name];
		fields[name] = typeof value === 'string' ? value.slice(0, maxFieldLength) : '';
	}
	const known: readonly string[] = names;
	const unknown = [...data.keys()].find((name) => !known.includes(name));
	return { fields, unknown: unknown?.slice(0, 40) ?? null };
}

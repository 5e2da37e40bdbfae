const titles = /^(dr|prof|professor|mr|mrs|ms|mx)\.?$/i;

/** One or two letters for a person: `Dr Kwame Osei, MD` → `KO`. Titles and what follows a comma do not count. */
export function toInitials(name: string): string {
	const [front = ''] = name.split(',');
	const all = front.trim().split(/\s+/).filter(Boolean);
	const named = all.filter((word) => !titles.test(word));
	const words = named.length > 0 ? named : all;
	const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
	return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('') || '?';
}

export interface Reading {
	/** One value, by its name with its labels. */
	get(name: string): number;
	/** All values of a name, whatever their labels. */
	sum(name: string): number;
	residentMb: number;
}

/** The metrics of a running app. */
export async function readMetrics(url: string): Promise<Reading> {
	const text = await (await fetch(`${url}/metrics`)).text();
	const values = text.split('\n').flatMap((line) => {
		const [, name, value] = /^([^#\s]\S*) (\S+)$/.exec(line) ?? [];
		return name ? [{ name, value: Number(value) }] : [];
	});
	const get = (wanted: string) => {
		const found = values.find(({ name }) => name === wanted);
		if (!found) throw new Error(`the app tells no ${wanted}`);
		return found.value;
	};
	return {
		get,
		sum: (wanted) =>
			values.reduce((sum, { name, value }) => sum + (name.split('{')[0] === wanted ? value : 0), 0),
		residentMb: get('process_resident_memory_bytes') / 1024 ** 2
	};
}

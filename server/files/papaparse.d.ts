/** The part of Papa Parse that tables as files use; the package brings no types. */
declare module 'papaparse' {
	interface Step<Row> {
		data: Row;
		errors: { message: string }[];
		/** Where the next row begins, in characters. */
		meta: { cursor: number };
	}
	interface Papa {
		parse<Row>(
			text: string,
			options: {
				delimiter?: string;
				fastMode?: boolean;
				skipEmptyLines?: boolean;
				step(step: Step<Row>, parser: { abort(): void }): void;
			}
		): void;
		unparse(
			table: { fields: string[]; data: string[][] },
			options: { newline?: string; escapeFormulae?: boolean | RegExp }
		): string;
	}
	const papa: Papa;
	export default papa;
}

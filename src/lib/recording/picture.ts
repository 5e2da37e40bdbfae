export interface Place {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Where so many faces stand on a picture of this size: as square a grid as can be, a last row that is not full in the middle. */
export function toPlaces(count: number, width: number, height: number): Place[] {
	if (count === 0) return [];
	const columns = Math.ceil(Math.sqrt(count));
	const rows = Math.ceil(count / columns);
	const cell = { width: width / columns, height: height / rows };
	return Array.from({ length: count }, (_, index) => {
		const row = Math.floor(index / columns);
		const inRow = Math.min(columns, count - row * columns);
		const indent = ((columns - inRow) * cell.width) / 2;
		return { x: indent + (index % columns) * cell.width, y: row * cell.height, ...cell };
	});
}

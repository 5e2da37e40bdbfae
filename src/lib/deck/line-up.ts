/** A line-up with one step moved by a place; at an end it stays. */
export function toMoved(order: readonly number[], step: number, by: 1 | -1): number[] {
	const from = order.indexOf(step);
	const to = from + by;
	if (from < 0 || to < 0 || to >= order.length) return [...order];
	const moved = order.filter((one) => one !== step);
	moved.splice(to, 0, step);
	return moved;
}

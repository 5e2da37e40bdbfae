/**
 * Student's t for whole degrees of freedom, by the finite series of Abramowitz and Stegun (1964), 26.7.3 and 26.7.4:
 * the probability that |T| is at most `t`.
 */
export function toCoverage(t: number, degrees: number): number {
	const angle = Math.atan(t / Math.sqrt(degrees));
	const cosine = Math.cos(angle);
	const isOdd = degrees % 2 === 1;
	let term = isOdd ? cosine : 1;
	let sum = degrees === 1 ? 0 : term;
	for (let step = isOdd ? 3 : 2; step < degrees; step += 2) {
		term *= (cosine * cosine * (step - 1)) / step;
		sum += term;
	}
	const series = Math.sin(angle) * sum;
	return isOdd ? (2 / Math.PI) * (angle + series) : series;
}

const known = new Map<string, number>();

/** The `t` within which |T| stays with probability `coverage`; infinite without degrees of freedom. */
export function toQuantile(coverage: number, degrees: number): number {
	if (degrees < 1) return Infinity;
	const key = `${coverage} ${degrees}`;
	const found = known.get(key);
	if (found !== undefined) return found;
	let [below, above] = [0, 1];
	while (toCoverage(above, degrees) < coverage) above *= 2;
	for (let step = 0; step < 60; step += 1) {
		const middle = (below + above) / 2;
		if (toCoverage(middle, degrees) < coverage) below = middle;
		else above = middle;
	}
	known.set(key, above);
	return above;
}

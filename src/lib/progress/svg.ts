import {
	highest,
	lowest,
	planeHeight,
	planeWidth,
	toBandPath,
	toDomain,
	toDotPath,
	toLinePath,
	toPlaces,
	toTicks,
	toX,
	toY
} from './chart.ts';
import type { Layer, Line } from './view.ts';

const width = 960;
const height = 360;
const margin = { left: 40, right: 24, top: 64, bottom: 40 };

/** The accent and the second hue of the light theme, written out: a file has no theme. */
const hues: Record<Layer['series'], string> = {
	mentor: '#14525a',
	peer: '#5c5548',
	self: '#83306b',
	solo: '#5c5548'
};

const toSafe = (text: string) =>
	text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`).replace(/\p{Cc}/gu, '');

/** One line of the season as a picture of its own, for a report or a slide. */
export function toSvg(line: Line, at: readonly number[], zone: string): string {
	const domain = toDomain(at);
	const places = toPlaces(at, domain);
	const [inner, tall] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
	const place = `transform="translate(${margin.left} ${margin.top}) scale(${inner / planeWidth} ${tall / planeHeight})"`;
	const toLeft = (moment: number) => margin.left + (toX(moment, domain) / planeWidth) * inner;
	const toTop = (value: number) => margin.top + (toY(value) / planeHeight) * tall;
	const rules = [highest, 3, lowest].map(
		(level) =>
			`<path d="M${margin.left} ${toTop(level)}h${inner}" stroke="#dcd7cd"/><text x="${margin.left - 10}" y="${toTop(level) + 4}" text-anchor="end">${level}</text>`
	);
	const ticks = toTicks(domain, zone).map(
		({ at: moment, label }) =>
			`<text x="${toLeft(moment)}" y="${height - 14}" text-anchor="middle">${label}</text>`
	);
	const layers = line.layers.map(({ series, values, line: pieces }, index) => {
		const hue = hues[series];
		const band =
			index === 0 ? `<path d="${toBandPath(pieces, domain)}" fill="${hue}" opacity="0.12"/>` : '';
		const stroke = `fill="none" stroke="${hue}" vector-effect="non-scaling-stroke"`;
		const cap = series === 'self' || series === 'solo' ? 'square' : 'round';
		return `<g ${place}>${band}<path d="${toLinePath(pieces, domain)}" ${stroke} stroke-width="1.5"/><path d="${toDotPath(places, values)}" ${stroke} stroke-width="7" stroke-linecap="${cap}"/></g>`;
	});
	const sentence = line.layers[0]?.sentence ?? '';
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Inter, system-ui, sans-serif" font-size="13" fill="#5c5548">`,
		`<rect width="${width}" height="${height}" fill="#fbf9f5"/>`,
		`<text x="${margin.left}" y="28" font-size="17" font-weight="600" fill="#2a2520">${toSafe(line.name)}</text>`,
		`<text x="${margin.left}" y="48">${toSafe(sentence)}</text>`,
		...rules,
		...ticks,
		...layers,
		'</svg>'
	].join('');
}

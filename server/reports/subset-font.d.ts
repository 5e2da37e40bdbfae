declare module 'subset-font' {
	/** The font at one point of its axes, with every glyph. */
	export default function subsetFont(
		font: Uint8Array,
		text: null,
		options: {
			keepAllGlyphs: true;
			targetFormat: 'truetype';
			variationAxes: Record<string, number>;
		}
	): Promise<Uint8Array>;
}

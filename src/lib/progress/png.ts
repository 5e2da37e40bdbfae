/** Pixels for each unit of the drawing: sharp on a slide. */
const fineness = 2;

/** Draws an SVG file of ours as points and hands it over as `name`. Throws when there is no file or no picture of it. */
export async function downloadPng(href: string, name: string): Promise<void> {
	const response = await fetch(href);
	if (!response.ok) throw new Error(`no chart: ${response.status}`);
	const drawing = URL.createObjectURL(await response.blob());
	try {
		const image = new Image();
		image.src = drawing;
		await image.decode();
		const canvas = document.createElement('canvas');
		canvas.width = image.naturalWidth * fineness;
		canvas.height = image.naturalHeight * fineness;
		canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
		const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
		if (!png) throw new Error('no picture');
		const url = URL.createObjectURL(png);
		Object.assign(document.createElement('a'), { href: url, download: name }).click();
		URL.revokeObjectURL(url);
	} finally {
		URL.revokeObjectURL(drawing);
	}
}

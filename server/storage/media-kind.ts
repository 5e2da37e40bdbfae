export type Container = 'webm' | 'mp4';

const ebml = [0x1a, 0x45, 0xdf, 0xa3];
/** As browsers' recorders and phones write them. */
const mp4Brands = new Set(['iso5', 'iso6', 'isom', 'mp41', 'mp42', 'avc1', 'M4A ', 'M4V ', 'qt  ']);

/**
 * What a recording is by its first bytes: WebM (an EBML header that names the document type) or MP4 (a file type box
 * first). Null: neither, whatever it was called.
 */
export function findContainer(bytes: Uint8Array): Container | null {
	const toText = (from: number, to: number) =>
		String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));
	if (ebml.every((byte, index) => bytes[index] === byte)) {
		// Element 0x4282, its length in one to eight bytes, then the name.
		return /B\x82[^]{1,8}webm/.test(toText(0, 64)) ? 'webm' : null;
	}
	return toText(4, 8) === 'ftyp' && mp4Brands.has(toText(8, 12)) ? 'mp4' : null;
}

import {
	BufferTarget,
	EncodedAudioPacketSource,
	EncodedPacket,
	EncodedVideoPacketSource,
	Output,
	WebMOutputFormat
} from 'mediabunny';
import { createHash } from 'node:crypto';

/**
 * A WebM stream as a browser's recorder writes one, without length and index: twenty pictures and fifty sounds a second
 * of no picture and no sound, `bytesPerFrame` each.
 */
export async function createWebm({
	seconds,
	bytesPerFrame = 2_000
}: {
	seconds: number;
	bytesPerFrame?: number;
}): Promise<Uint8Array<ArrayBuffer>> {
	const target = new BufferTarget();
	const output = new Output({ format: new WebMOutputFormat({ appendOnly: true }), target });
	const video = new EncodedVideoPacketSource('vp8');
	const audio = new EncodedAudioPacketSource('opus');
	output.addVideoTrack(video);
	output.addAudioTrack(audio);
	await output.start();
	const frame = new Uint8Array(bytesPerFrame).fill(7);
	for (let tick = 0; tick < seconds * 100; tick++) {
		const at = tick / 100;
		if (tick % 5 === 0)
			await video.add(new EncodedPacket(frame, tick % 100 === 0 ? 'key' : 'delta', at, 0.05), {
				decoderConfig: { codec: 'vp8', codedWidth: 960, codedHeight: 540 }
			});
		if (tick % 2 === 0)
			await audio.add(new EncodedPacket(new Uint8Array(80).fill(9), 'key', at, 0.02), {
				decoderConfig: { codec: 'opus', numberOfChannels: 1, sampleRate: 48_000 }
			});
	}
	await output.finalize();
	return new Uint8Array(target.buffer!);
}

/** Cuts bytes into so many pieces, with the hash of each. */
export function cut(bytes: Uint8Array<ArrayBuffer>, pieces: number) {
	const size = Math.ceil(bytes.length / pieces);
	return Array.from({ length: pieces }, (_, number) => {
		const piece = bytes.slice(number * size, (number + 1) * size);
		return { number, bytes: piece, sha256: toSha256(piece), isLast: number === pieces - 1 };
	});
}

export const toSha256 = (bytes: Uint8Array): string =>
	createHash('sha256').update(bytes).digest('hex');

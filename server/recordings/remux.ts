import { open, rename, rm, stat } from 'node:fs/promises';
import {
	CustomSource,
	EncodedAudioPacketSource,
	EncodedPacketSink,
	EncodedVideoPacketSource,
	FilePathTarget,
	Input,
	Output,
	WEBM,
	WebMOutputFormat,
	type EncodedPacket,
	type InputTrack
} from 'mediabunny';

/** What the thread is given: the chunk files of each part, in order. */
export interface RemuxJob {
	parts: string[][];
	/** Where it is written first. */
	aside: string;
	into: string;
}

export interface RemuxResult {
	/** Length of each part in the file; 0: nothing of it could be read. */
	partsMs: number[];
	bytes: number;
}

/** The chunks of a part as one file, read where they lie. */
async function toSource(files: readonly string[]): Promise<CustomSource> {
	const ends: number[] = [];
	let total = 0;
	for (const file of files) ends.push((total += (await stat(file)).size));
	return new CustomSource({
		getSize: () => total,
		async read(start, end) {
			const bytes = new Uint8Array(end - start);
			let filled = 0;
			for (const [index, file] of files.entries()) {
				const from = ends[index - 1] ?? 0;
				const to = ends[index]!;
				if (to <= start || from >= end) continue;
				const first = Math.max(start, from);
				const length = Math.min(end, to) - first;
				const handle = await open(file, 'r');
				try {
					await handle.read(bytes, filled, length, first - from);
				} finally {
					await handle.close();
				}
				filled += length;
			}
			return bytes;
		}
	});
}

interface Line {
	packets: AsyncGenerator<EncodedPacket, void, unknown>;
	next: EncodedPacket | null;
	add: (packet: EncodedPacket) => Promise<void>;
}

/** A part that was cut in the middle of a frame ends before it. */
async function readNext(packets: Line['packets']): Promise<EncodedPacket | null> {
	try {
		const { value, done } = await packets.next();
		return done ? null : (value ?? null);
	} catch {
		return null;
	}
}

/**
 * Makes one WebM file that says how long it is and where its frames are (a browser's recording does neither, and does not
 * seek) of a recording's parts, one after the other. Frames are copied as they are. A part whose codecs are not VP8 and
 * Opus, or that cannot be read, is left out.
 *
 * @throws when no part can be read.
 */
export async function remux({ parts, aside, into }: RemuxJob): Promise<RemuxResult> {
	const output = new Output({ format: new WebMOutputFormat(), target: new FilePathTarget(aside) });
	const video = new EncodedVideoPacketSource('vp8');
	const audio = new EncodedAudioPacketSource('opus');
	output.addVideoTrack(video);
	output.addAudioTrack(audio);
	await output.start();
	let length = 0;
	const partsMs: number[] = [];
	try {
		for (const files of parts) {
			const added = await addPart(files, length, { video, audio }).catch(() => 0);
			length += added;
			partsMs.push(Math.round(added * 1000));
		}
		if (length === 0) throw new Error('no part of the recording can be read');
		await output.finalize();
	} catch (error) {
		await output.cancel().catch(() => undefined);
		await rm(aside, { force: true });
		throw error;
	}
	const file = await open(aside, 'r+');
	try {
		await file.sync();
	} finally {
		await file.close();
	}
	await rename(aside, into);
	return { partsMs, bytes: (await stat(into)).size };
}

/** Copies a part's frames behind what is there; gives its length in seconds. */
async function addPart(
	files: readonly string[],
	offset: number,
	sources: { video: EncodedVideoPacketSource; audio: EncodedAudioPacketSource }
): Promise<number> {
	const input = new Input({ formats: [WEBM], source: await toSource(files) });
	try {
		const videoTrack = await input.getPrimaryVideoTrack();
		const audioTrack = await input.getPrimaryAudioTrack();
		const lines: Line[] = [];
		if (videoTrack && (await videoTrack.getCodec()) === 'vp8')
			lines.push(await openLine(videoTrack, sources.video));
		if (audioTrack && (await audioTrack.getCodec()) === 'opus')
			lines.push(await openLine(audioTrack, sources.audio));
		const starts = lines.flatMap(({ next }) => next?.timestamp ?? []);
		const start = Math.min(...starts);
		let end = 0;
		for (;;) {
			const open = lines.filter(({ next }) => next !== null);
			if (open.length === 0) return end;
			const line = open.reduce((a, b) => (a.next!.timestamp <= b.next!.timestamp ? a : b));
			const at = line.next!.timestamp - start;
			await line.add(line.next!.clone({ timestamp: offset + at }));
			end = Math.max(end, at + line.next!.duration);
			line.next = await readNext(line.packets);
		}
	} finally {
		input.dispose();
	}
}

/** `Config`: what the decoder of this kind of track is set up with. */
async function openLine<Config>(
	track: InputTrack & { getDecoderConfig(): Promise<Config | null> },
	source: { add(packet: EncodedPacket, meta: { decoderConfig?: Config }): Promise<void> }
): Promise<Line> {
	const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
	const packets = new EncodedPacketSink(track).packets();
	return {
		packets,
		next: await readNext(packets),
		add: (packet) => source.add(packet, { decoderConfig })
	};
}

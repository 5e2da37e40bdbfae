import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { messageType, syncType, toAwarenessFrame, toSyncFrame } from '#lib/collab/protocol.ts';
import type { Random } from '../support/random.ts';

/** A WebSocket frame as a client sends it. */
export function toClientFrame(
	payload: Uint8Array,
	{ opcode = 2, isLast = true, reserved = 0 } = {}
): Uint8Array {
	const first = (isLast ? 0x80 : 0) | (reserved << 4) | opcode;
	const { length } = payload;
	const head =
		length < 126
			? [first, 0x80 | length]
			: length < 65_536
				? [first, 0x80 | 126, length >> 8, length & 255]
				: [
						first,
						0x80 | 127,
						0,
						0,
						0,
						0,
						length >>> 24,
						(length >> 16) & 255,
						(length >> 8) & 255,
						length & 255
					];
	// A mask of zeros is a mask.
	return Uint8Array.from([...head, 0, 0, 0, 0, ...payload]);
}

/** Frames that break the rules of WebSocket (E1), and frames that keep them around bytes without sense. */
export function toRandomFrame(random: Random): Uint8Array {
	const junk = () => random.bytes(random.below(200));
	switch (random.below(16)) {
		case 0:
			return junk();
		case 1:
			return toClientFrame(junk(), { reserved: 1 + random.below(7) });
		case 2:
			return toClientFrame(junk(), { opcode: random.pick([3, 4, 5, 6, 7, 11, 12, 15]) });
		case 3: // Without a mask.
			return Uint8Array.from([0x82, 5, ...random.bytes(5)]);
		case 4: // 4 GiB, or beyond 2⁵³.
			return Uint8Array.from([
				0x82,
				0xff,
				...random.pick([
					[0, 0, 0, 1],
					[255, 255, 255, 255]
				]),
				...random.bytes(8)
			]);
		case 5: // Control frames are short and whole.
			return toClientFrame(random.bytes(126 + random.below(200)), {
				opcode: random.pick([8, 9, 10])
			});
		case 6:
			return toClientFrame(junk(), { opcode: random.pick([8, 9, 10]), isLast: false });
		case 7: // A close code that is none.
			return toClientFrame(random.bytes(2), { opcode: 8 });
		case 8: // A continuation of nothing, or a message that never ends.
			return toClientFrame(junk(), { opcode: random.pick([0, 2]), isLast: random.below(2) === 0 });
		case 9:
			return toClientFrame(random.bytes(20), { opcode: 1 });
		case 10:
			return toClientFrame(Uint8Array.from([0xff, 0xfe, 0xfd]), { opcode: 1 });
		case 11: // A ping is answered.
			return toClientFrame(random.bytes(random.below(120)), { opcode: 9 });
		case 12:
			return toClientFrame(new Uint8Array());
		default: // A message of the protocol with nonsense behind its first numbers.
			return toClientFrame(
				Uint8Array.from([
					random.pick([0, 0, 0, 1, 3, 100, 101, 103, 104, 250]),
					random.below(4),
					...junk()
				])
			);
	}
}

/** Whom the messages pretend to be, and whom they are after. */
export interface HostileContext {
	ownClient: number;
	victimClient: number;
	roots: string[];
}

const struct = {
	gc: 0,
	deleted: 1,
	json: 2,
	binary: 3,
	text: 4,
	embed: 5,
	format: 6,
	type: 7,
	any: 8,
	subdocument: 9,
	skip: 10
} as const;

/** Messages that are Yjs to the letter and against the rules of D3: bombs, squats, gaps, wrong roots, wrong keys. */
export function toHostileMessage(random: Random, context: HostileContext): Uint8Array {
	const kind = random.pick(['step2', 'update'] as const);
	switch (random.below(18)) {
		case 0: // Seven bytes that declare thirty million structures (E4).
			return toSyncFrame(
				kind,
				update(random, (w) => w.numbers(1, 30_000_000, context.ownClient, 0))
			);
		case 1: // Fifteen bytes that squat on another's clock (E3).
			return toSyncFrame(
				kind,
				update(random, (w) => {
					w.numbers(1, 1, random.pick([context.victimClient, context.ownClient]), random.below(3));
					w.byte(random.pick([struct.gc, struct.skip]));
					w.numbers(random.pick([1, 1e9, 2 ** 52]), 0);
				})
			);
		case 2: // Something before it is missing.
			return toSyncFrame(kind, text(context.ownClient, 1 + random.below(1e6), context.roots[0]!));
		case 3:
			return toSyncFrame(kind, text(context.ownClient, 0, `root-${random.below(1e6)}`));
		case 4:
			return toSyncFrame(kind, text(context.victimClient, random.below(50), context.roots[0]!));
		case 5:
			return toSyncFrame(kind, text(random.below(2 ** 32), 0, context.roots[0]!));
		case 6:
			return toSyncFrame(
				kind,
				edit(context, (doc) => doc.getText(context.roots[0]).insertEmbed(0, { x: 1 }))
			);
		case 7:
			return toSyncFrame(
				kind,
				edit(context, (doc) => doc.getText(context.roots[0]).insert(0, 'x', { bold: true }))
			);
		case 8:
			return toSyncFrame(
				kind,
				edit(context, (doc) => doc.getMap('agreed').set(`x:${random.below(99)}`, random.below(9)))
			);
		case 9:
			return toSyncFrame(
				kind,
				edit(context, (doc) => doc.getMap('agreed').set('x', new Y.Map([['a', 1]])))
			);
		case 10:
			return toSyncFrame(
				kind,
				edit(context, (doc) => doc.getMap('agreed').set('x', new Y.Doc()))
			);
		case 11: // Deletes what is not there, or what is another's, in ranges that lie.
			return toSyncFrame(
				kind,
				update(random, (w) =>
					w.numbers(
						0,
						1,
						random.pick([context.victimClient, random.below(2 ** 32)]),
						1,
						random.below(9),
						random.pick([1e9, 2 ** 52])
					)
				)
			);
		case 12: // A declared number of ranges, sections, bytes.
			return toSyncFrame(
				kind,
				update(random, (w) => w.numbers(random.pick([0, 1e6, 2 ** 50]), random.below(2 ** 50)))
			);
		case 13: // Stands on a structure that is not there.
			return toSyncFrame(
				kind,
				update(random, (w) => {
					w.numbers(1, 1, context.ownClient, 0);
					w.byte(struct.text | 0x80);
					w.numbers(context.victimClient, 1e6 + random.below(1e6));
					w.words('x');
					w.numbers(0);
				})
			);
		case 14: {
			// True to the letter but for a bit, or broken off.
			const bytes = text(context.ownClient, 0, context.roots[0]!);
			const broken =
				random.below(2) === 0 ? bytes.slice(0, random.below(bytes.length)) : bytes.slice();
			if (broken.length > 0) broken[random.below(broken.length)]! ^= 1 << random.below(8);
			return toSyncFrame(kind, broken);
		}
		case 15:
			return toSyncFrame('step1', random.bytes(random.below(60)));
		case 16:
			return toAwarenessFrame(random.bytes(random.below(200)));
		default: {
			const encoder = encoding.createEncoder();
			encoding.writeVarUint(encoder, messageType.sync);
			encoding.writeVarUint(encoder, syncType.update);
			encoding.writeVarUint(encoder, 2 ** 31);
			encoding.writeUint8Array(encoder, random.bytes(random.below(40)));
			return encoding.toUint8Array(encoder);
		}
	}
}

interface Writer {
	numbers(...values: number[]): void;
	byte(value: number): void;
	words(value: string): void;
}

function update(random: Random, write: (writer: Writer) => void): Uint8Array {
	const encoder = encoding.createEncoder();
	write({
		numbers: (...values) => values.forEach((value) => encoding.writeVarUint(encoder, value)),
		byte: (value) => encoding.writeUint8(encoder, value),
		words: (value) => encoding.writeVarString(encoder, value)
	});
	if (random.below(4) === 0) encoding.writeUint8Array(encoder, random.bytes(random.below(20)));
	return encoding.toUint8Array(encoder);
}

/** One letter under a client id at a clock. */
function text(client: number, clock: number, root: string): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = client;
	const all = doc.getText(root);
	all.insert(0, 'x'.repeat(clock > 0 ? 2 : 1));
	const whole = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	if (clock === 0) return whole;
	const encoder = encoding.createEncoder();
	for (const value of [1, 1, client, clock]) encoding.writeVarUint(encoder, value);
	encoding.writeUint8(encoder, struct.text);
	encoding.writeVarUint(encoder, 1);
	encoding.writeVarString(encoder, root);
	encoding.writeVarString(encoder, 'x');
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

function edit({ ownClient }: HostileContext, change: (doc: Y.Doc) => void): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = ownClient;
	change(doc);
	const bytes = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return bytes;
}

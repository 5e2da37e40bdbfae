import * as decoding from 'lib0/decoding';
import { limits, messageType, syncType, toSyncFrame } from './protocol.ts';
import { splitUpdate } from './split-update.ts';

/** What a live document sees of its socket. */
export interface LiveSocket extends WebSocket {
	/** Sync frames with an update in them that were sent on this socket. */
	readonly sentFrames: number;
	/** The server's first question was answered: from then on every edit goes as it is made. */
	readonly hasAnswered: boolean;
}

const awarenessMs = 50;

/**
 * The WebSocket that y-websocket's provider sends through. It counts the frames that the server acknowledges, cuts
 * large updates, holds edits back until the server's state is answered (that answer has them; before it they would
 * leave a gap), and sends one's own presence only, not more often than every 50 ms. What the provider tells again of
 * others it has from the server: answered with one's own, two pages would never fall silent.
 */
export function toLiveSocket(
	Base: typeof WebSocket,
	hooks: {
		/** Whose presence is one's own. */
		clientId: number;
		/** One's own presence as a frame. */
		toPresenceFrame: () => Uint8Array<ArrayBuffer>;
	}
): typeof WebSocket {
	return class extends Base implements LiveSocket {
		sentFrames = 0;
		hasAnswered = false;
		#presenceTimer: ReturnType<typeof setTimeout> | undefined;
		#presenceSentAt = -Infinity;

		override send(data: Uint8Array<ArrayBuffer>): void {
			const decoder = decoding.createDecoder(data);
			switch (decoding.readVarUint(decoder)) {
				case messageType.sync:
					return this.#sendSync(data, decoder);
				case messageType.awareness:
					return speaksOf(decoder, hooks.clientId) ? this.#sendPresence() : undefined;
				default:
					super.send(data);
			}
		}

		#sendSync(data: Uint8Array<ArrayBuffer>, decoder: decoding.Decoder): void {
			const type = decoding.readVarUint(decoder);
			if (type === syncType.step1) return super.send(data);
			if (type === syncType.update && !this.hasAnswered) return;
			this.hasAnswered = true;
			const update = decoding.readVarUint8Array(decoder);
			for (const [index, part] of splitUpdate(update, limits.maxOwnUpdateBytes).entries()) {
				const isAnswer = type === syncType.step2 && index === 0;
				this.sentFrames++;
				super.send(toSyncFrame(isAnswer ? 'step2' : 'update', part));
			}
		}

		#sendPresence(): void {
			if (this.#presenceTimer !== undefined) return;
			const delayMs = Math.max(0, this.#presenceSentAt + awarenessMs - performance.now());
			this.#presenceTimer = setTimeout(() => {
				this.#presenceTimer = undefined;
				this.#presenceSentAt = performance.now();
				if (this.readyState === this.OPEN) super.send(hooks.toPresenceFrame());
			}, delayMs);
		}
	};
}

/** Whether an awareness frame, read past its type, has a word of this client. */
function speaksOf(frame: decoding.Decoder, clientId: number): boolean {
	const update = decoding.createDecoder(decoding.readVarUint8Array(frame));
	for (let left = decoding.readVarUint(update); left > 0; left--) {
		if (decoding.readVarUint(update) === clientId) return true;
		decoding.readVarUint(update);
		decoding.readVarString(update);
	}
	return false;
}

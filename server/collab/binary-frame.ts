/**
 * A whole WebSocket frame (RFC 6455, 5.2: final, binary, unmasked) around a message, as one buffer: made once, it is
 * written to many sockets with one system call each, where `ws` would write header and message apart.
 */
export function toBinaryFrame(message: Uint8Array): Buffer {
	const length = message.byteLength;
	const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(headerLength + length);
	frame[0] = 0x82;
	if (headerLength === 2) {
		frame[1] = length;
	} else if (headerLength === 4) {
		frame[1] = 126;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 127;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.set(message, headerLength);
	return frame;
}

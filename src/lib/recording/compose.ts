import type { Attach } from '../room/video-room.ts';
import { toPlaces } from './picture.ts';

/** Somebody whose face and voice are recorded now. */
export interface Voice {
	key: string;
	name: string;
	picture: Attach | null;
	/** Null: it is not heard. */
	sound: Attach | MediaStreamTrack | null;
}

const width = 960;
const height = 540;
const framesPerSecond = 12;
const syncMs = 250;

interface Face {
	picture: Attach;
	video: HTMLVideoElement;
	detach: () => void;
}

interface Wire {
	sound: Attach | MediaStreamTrack;
	close: () => void;
}

/** One picture and one sound of everybody, as a stream to record. */
export interface Composition {
	stream: MediaStream;
	close(): void;
}

/**
 * Draws the faces side by side and mixes the voices of whoever `voices` names; who is not named is neither seen nor heard,
 * from the next look on.
 */
export function compose(voices: () => readonly Voice[]): Composition {
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const pen = canvas.getContext('2d', { alpha: false })!;
	const audio = new AudioContext();
	const mixed = audio.createMediaStreamDestination();
	const faces = new Map<string, Face>();
	const wires = new Map<string, Wire>();
	void audio.resume();

	function sync(): void {
		const now = voices();
		for (const [key, face] of faces) {
			if (now.some((one) => one.key === key && one.picture === face.picture)) continue;
			face.detach();
			faces.delete(key);
		}
		for (const [key, wire] of wires) {
			if (now.some((one) => one.key === key && one.sound === wire.sound)) continue;
			wire.close();
			wires.delete(key);
		}
		for (const { key, picture, sound } of now) {
			if (picture && !faces.has(key)) faces.set(key, openFace(picture));
			if (sound && !wires.has(key)) wires.set(key, openWire(sound));
		}
	}

	function openFace(picture: Attach): Face {
		const video = document.createElement('video');
		video.muted = true;
		video.playsInline = true;
		const detach = picture(video);
		void video.play().catch(() => undefined);
		return { picture, video, detach };
	}

	/** A voice of somebody else is taken from an element of its own, which stays silent. */
	function openWire(sound: Attach | MediaStreamTrack): Wire {
		let stream: MediaStream | null;
		let detach = () => {};
		if (sound instanceof MediaStreamTrack) stream = new MediaStream([sound]);
		else {
			const element = document.createElement('audio');
			detach = sound(element);
			element.muted = true;
			stream = element.srcObject as MediaStream | null;
		}
		const source = stream?.getAudioTracks().length ? audio.createMediaStreamSource(stream) : null;
		source?.connect(mixed);
		return {
			sound,
			close() {
				source?.disconnect();
				detach();
			}
		};
	}

	function draw(): void {
		pen.fillStyle = '#1b1a18';
		pen.fillRect(0, 0, width, height);
		const now = voices();
		for (const [index, place] of toPlaces(now.length, width, height).entries()) {
			const { key, name } = now[index]!;
			const video = faces.get(key)?.video;
			pen.save();
			pen.beginPath();
			pen.rect(place.x, place.y, place.width, place.height);
			pen.clip();
			if (video && video.videoWidth > 0) {
				const scale = Math.max(place.width / video.videoWidth, place.height / video.videoHeight);
				const drawn = { width: video.videoWidth * scale, height: video.videoHeight * scale };
				pen.drawImage(
					video,
					place.x + (place.width - drawn.width) / 2,
					place.y + (place.height - drawn.height) / 2,
					drawn.width,
					drawn.height
				);
			}
			pen.font = '500 18px sans-serif';
			pen.fillStyle = 'rgba(20, 18, 16, 0.72)';
			const label = pen.measureText(name).width + 20;
			pen.fillRect(place.x + 8, place.y + place.height - 36, label, 28);
			pen.fillStyle = '#f2ede4';
			pen.fillText(name, place.x + 18, place.y + place.height - 16);
			pen.restore();
		}
	}

	sync();
	draw();
	const timers = [setInterval(sync, syncMs), setInterval(draw, 1_000 / framesPerSecond)];
	const stream = new MediaStream([
		...canvas.captureStream(framesPerSecond).getVideoTracks(),
		...mixed.stream.getAudioTracks()
	]);
	return {
		stream,
		close() {
			timers.forEach((timer) => clearInterval(timer));
			for (const { detach } of faces.values()) detach();
			for (const { close } of wires.values()) close();
			stream.getTracks().forEach((track) => track.stop());
			void audio.close();
		}
	};
}

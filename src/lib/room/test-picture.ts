import { toInitials } from '../ui/initials.ts';

export interface TestPicture {
	track: MediaStreamTrack;
	close(): void;
}

const framesPerSecond = 15;

/** A moving picture drawn here, for trying the room alone without a camera. */
export function createTestPicture(name: string): TestPicture {
	const canvas = document.createElement('canvas');
	canvas.width = 640;
	canvas.height = 360;
	const context = canvas.getContext('2d');
	const startedAt = performance.now();
	const draw = () => {
		if (context) drawFrame(context, toInitials(name), (performance.now() - startedAt) / 1000);
	};
	draw();
	const timer = setInterval(draw, 1000 / framesPerSecond);
	const track = canvas.captureStream(framesPerSecond).getVideoTracks()[0];
	if (!track) throw new Error('This browser cannot make a picture from a canvas.');
	return {
		track,
		close() {
			clearInterval(timer);
			track.stop();
		}
	};
}

function drawFrame(context: CanvasRenderingContext2D, initials: string, seconds: number): void {
	const { width, height } = context.canvas;
	const light = context.createRadialGradient(
		width * (0.5 + 0.2 * Math.sin(seconds / 2)),
		height * 0.35,
		20,
		width / 2,
		height / 2,
		width * 0.6
	);
	light.addColorStop(0, '#8fb5ad');
	light.addColorStop(1, '#22312f');
	context.fillStyle = light;
	context.fillRect(0, 0, width, height);
	context.fillStyle = '#f3efe8';
	context.beginPath();
	context.arc(width / 2, height / 2, 84 + 3 * Math.sin(seconds * 2), 0, 2 * Math.PI);
	context.fill();
	context.fillStyle = '#22312f';
	context.font = '600 64px sans-serif';
	context.textAlign = 'center';
	context.textBaseline = 'middle';
	context.fillText(initials, width / 2, height / 2);
	context.font = '500 20px sans-serif';
	context.fillStyle = '#f3efe8';
	// Above the name that a tile writes along its foot.
	context.fillText('Test picture', width / 2, height - 66);
	context.fillRect(((seconds * 60) % (width + 40)) - 40, height - 6, 40, 6);
}

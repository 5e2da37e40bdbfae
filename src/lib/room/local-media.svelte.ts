import { keepDeviceChoice, readDeviceChoice, type DeviceChoice } from './device-choice.ts';
import { toDeviceFault, type DeviceFault, type DeviceKind } from './device-fault.ts';
import { createTestPicture, type TestPicture } from './test-picture.ts';

export interface DeviceOption {
	id: string;
	label: string;
}

const noDevices: Record<'cameras' | 'microphones' | 'speakers', DeviceOption[]> = {
	cameras: [],
	microphones: [],
	speakers: []
};

/**
 * This person's camera and microphone, in the preview and in the room. What is wanted is kept apart from what there is:
 * nothing is switched on that the person did not want on, whatever the connection does.
 */
export class LocalMedia {
	camera = $state.raw<MediaStreamTrack | null>(null);
	microphone = $state.raw<MediaStreamTrack | null>(null);
	isCameraWanted = $state(true);
	isMicrophoneWanted = $state(true);
	cameraFault = $state<DeviceFault | null>(null);
	microphoneFault = $state<DeviceFault | null>(null);
	/** Waiting for the browser's question to be answered, or for a device to start. */
	isStarting = $state(false);
	isTestPicture = $state(false);
	/** The person chose about the microphone; nobody else switches it then. */
	isMicrophoneTouched = $state(false);
	devices = $state.raw(noDevices);
	choice = $state.raw<DeviceChoice>(readDeviceChoice(storage()));

	readonly isCameraOn = $derived(this.isCameraWanted && this.camera !== null);
	readonly isMicrophoneOn = $derived(this.isMicrophoneWanted && this.microphone !== null);

	/** Told when a track came, went or was replaced. */
	onchange: () => void = () => undefined;

	#name: string;
	#testPicture: TestPicture | null = null;
	#isOpen = false;

	constructor(name: string) {
		this.#name = name;
	}

	/** Asks for what is wanted. The browser may ask the person; a refusal is kept in the faults, never thrown. */
	async open(): Promise<void> {
		this.#watchDevices();
		await this.#start();
	}

	async setCamera(isOn: boolean): Promise<void> {
		this.isCameraWanted = isOn;
		if (!isOn) {
			this.#stopCamera();
			this.onchange();
			return;
		}
		await this.#start();
	}

	async setMicrophone(isOn: boolean): Promise<void> {
		this.isMicrophoneTouched = true;
		await this.#switchMicrophone(isOn);
	}

	/** For the second seat on one machine: off unless the person has chosen already. */
	async silenceMicrophone(): Promise<boolean> {
		if (this.isMicrophoneTouched) return false;
		await this.#switchMicrophone(false);
		return true;
	}

	async choose(kind: 'camera' | 'microphone' | 'speaker', id: string): Promise<void> {
		const key = `${kind}Id` as const;
		this.choice = { ...this.choice, [key]: id };
		keepDeviceChoice(storage(), this.choice);
		if (kind === 'camera') {
			this.#stopCamera();
			this.isTestPicture = false;
		}
		if (kind === 'microphone') this.#stopMicrophone();
		if (kind === 'speaker') this.onchange();
		else await this.#start();
	}

	/** A microphone that is there starts anew: browsers change it on a running one only sometimes. */
	async setNoiseSuppression(isNoiseSuppressed: boolean): Promise<void> {
		this.choice = { ...this.choice, isNoiseSuppressed };
		keepDeviceChoice(storage(), this.choice);
		if (!this.microphone) return;
		this.#stopMicrophone();
		await this.#start();
	}

	/** A drawn picture in place of the camera, without sound. */
	async setTestPicture(isOn: boolean): Promise<void> {
		this.#stopCamera();
		this.isTestPicture = isOn;
		if (isOn) {
			this.isCameraWanted = true;
			await this.setMicrophone(false);
		}
		await this.#start();
	}

	/** Another try after a fault. */
	async retry(): Promise<void> {
		await this.#start();
	}

	/** Lets the devices go, for another tab that has video now; what is wanted stays wanted. */
	pause(): void {
		this.#stopCamera();
		this.#stopMicrophone();
	}

	/** Before publishing: a track that something else has ended is fetched again. */
	async refresh(): Promise<void> {
		if (this.camera?.readyState === 'ended') this.#stopCamera();
		if (this.microphone?.readyState === 'ended') this.#stopMicrophone();
		await this.#start();
	}

	close(): void {
		this.#isOpen = false;
		this.#stopCamera();
		this.#stopMicrophone();
		const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
		mediaDevices?.removeEventListener('devicechange', this.#noticeDevices);
	}

	async #switchMicrophone(isOn: boolean): Promise<void> {
		this.isMicrophoneWanted = isOn;
		if (this.microphone) this.microphone.enabled = isOn;
		if (isOn && !this.microphone) await this.#start();
		else this.onchange();
	}

	#watchDevices(): void {
		if (this.#isOpen) return;
		this.#isOpen = true;
		const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
		mediaDevices?.addEventListener('devicechange', this.#noticeDevices);
	}

	#starting: Promise<void> = Promise.resolve();

	/** Starts what is wanted and not there; one such try at a time. */
	#start(): Promise<void> {
		this.#starting = this.#starting.then(() => this.#startMissing());
		return this.#starting;
	}

	async #startMissing(): Promise<void> {
		this.#watchDevices();
		if (this.isTestPicture && this.isCameraWanted && !this.camera) {
			this.#testPicture = createTestPicture(this.#name);
			this.camera = this.#testPicture.track;
			this.cameraFault = null;
		}
		const needsCamera = this.isCameraWanted && !this.camera;
		const needsMicrophone = this.isMicrophoneWanted && !this.microphone;
		if (!needsCamera && !needsMicrophone) return this.onchange();
		this.isStarting = true;
		try {
			await this.#ask(needsCamera, needsMicrophone);
		} finally {
			this.isStarting = false;
		}
		await this.#listDevices();
		this.onchange();
	}

	/** Both in one question; when that fails, each alone, to learn which of them it was. */
	async #ask(camera: boolean, microphone: boolean): Promise<void> {
		const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
		if (!mediaDevices) {
			if (camera) this.cameraFault = 'insecure';
			if (microphone) this.microphoneFault = 'insecure';
			return;
		}
		try {
			const stream = await mediaDevices.getUserMedia({
				video: camera && toVideoConstraints(this.choice),
				audio: microphone && toAudioConstraints(this.choice)
			});
			if (camera) this.#take('camera', stream.getVideoTracks()[0]);
			if (microphone) this.#take('microphone', stream.getAudioTracks()[0]);
		} catch (error) {
			const fault = error instanceof Error ? toDeviceFault(error) : 'unknown';
			const isEither = camera && microphone;
			// A question that was closed without an answer is not asked twice more.
			const denied = isEither && fault === 'refused' ? await findDenied() : null;
			if (isEither && !(denied && denied.camera === denied.microphone)) {
				if (denied?.camera) this.cameraFault = fault;
				else await this.#ask(true, false);
				if (denied?.microphone) this.microphoneFault = fault;
				else await this.#ask(false, true);
				return;
			}
			if (camera) this.cameraFault = fault;
			if (microphone) this.microphoneFault = fault;
		}
	}

	#take(kind: DeviceKind, track: MediaStreamTrack | undefined): void {
		const isWanted = kind === 'camera' ? this.isCameraWanted : this.isMicrophoneWanted;
		if (!track || (kind === 'camera' && !isWanted)) return track?.stop();
		if (kind === 'camera') {
			this.camera = track;
			this.cameraFault = null;
		} else {
			track.enabled = isWanted;
			this.microphone = track;
			this.microphoneFault = null;
		}
		track.addEventListener('ended', () => this.#lose(kind, track), { once: true });
	}

	#lose(kind: DeviceKind, track: MediaStreamTrack): void {
		if (kind === 'camera' && this.camera === track) {
			this.camera = null;
			this.cameraFault = 'lost';
		} else if (kind === 'microphone' && this.microphone === track) {
			this.microphone = null;
			this.microphoneFault = 'lost';
		} else return;
		this.onchange();
	}

	#stopCamera(): void {
		this.#testPicture?.close();
		this.#testPicture = null;
		this.camera?.stop();
		this.camera = null;
		this.cameraFault = null;
	}

	#stopMicrophone(): void {
		this.microphone?.stop();
		this.microphone = null;
		this.microphoneFault = null;
	}

	#listDevices = async (): Promise<void> => {
		const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
		if (!mediaDevices) return;
		const found = await mediaDevices.enumerateDevices().catch(() => []);
		const toOptions = (kind: MediaDeviceKind, word: string) =>
			found
				.filter((device) => device.kind === kind && device.deviceId !== '')
				.map(({ deviceId, label }, index) => ({
					id: deviceId,
					label: label || `${word} ${index + 1}`
				}));
		this.devices = {
			cameras: toOptions('videoinput', 'Camera'),
			microphones: toOptions('audioinput', 'Microphone'),
			speakers: toOptions('audiooutput', 'Speaker')
		};
	};

	/** A device that was missing may be there now. */
	#noticeDevices = async (): Promise<void> => {
		await this.#listDevices();
		const isAwaited = (fault: DeviceFault | null) => fault === 'missing' || fault === 'lost';
		const isPluggedIn =
			(isAwaited(this.cameraFault) && this.devices.cameras.length > 0) ||
			(isAwaited(this.microphoneFault) && this.devices.microphones.length > 0);
		if (isPluggedIn) await this.#start();
	};
}

/** Which of the two the person has forbidden, as far as this browser tells. */
async function findDenied(): Promise<Record<DeviceKind, boolean>> {
	const isDenied = async (name: DeviceKind) => {
		try {
			return (await navigator.permissions.query({ name })).state === 'denied';
		} catch {
			return true;
		}
	};
	return { camera: await isDenied('camera'), microphone: await isDenied('microphone') };
}

function toVideoConstraints({ cameraId }: DeviceChoice): MediaTrackConstraints {
	return {
		width: { ideal: 1280 },
		height: { ideal: 720 },
		frameRate: { ideal: 30 },
		...(cameraId ? { deviceId: { ideal: cameraId } } : { facingMode: 'user' })
	};
}

function toAudioConstraints({
	microphoneId,
	isNoiseSuppressed
}: DeviceChoice): MediaTrackConstraints {
	return {
		echoCancellation: true,
		noiseSuppression: isNoiseSuppressed,
		autoGainControl: true,
		...(microphoneId ? { deviceId: { ideal: microphoneId } } : {})
	};
}

function storage(): Storage | undefined {
	try {
		return globalThis.localStorage;
	} catch {
		return undefined;
	}
}

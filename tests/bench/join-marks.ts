import type { BrowserContext, Page } from '@playwright/test';

/**
 * Notes in every page of the context when each step of joining happens, by the browser's own interfaces: the page under
 * test is the same as without.
 */
export async function traceJoining(context: BrowserContext): Promise<void> {
	await context.addInitScript(() => {
		const marks: [string, number][] = [];
		let start = 0;
		const mark = (step: string) => {
			if (start > 0) marks.push([step, performance.now() - start]);
		};
		Object.assign(globalThis, { joinMarks: marks });
		addEventListener('click', () => (start = performance.now()), { capture: true, once: true });

		const { fetch: ask, WebSocket: Socket, RTCPeerConnection: Peer } = globalThis;
		globalThis.fetch = async (...request) => {
			const path = new URL(String(request[0]), location.href).pathname.split('/').at(-1);
			mark(`fetch ${path}`);
			const response = await ask(...request);
			mark(`answer ${path}`);
			return response;
		};
		globalThis.WebSocket = class extends Socket {
			constructor(...request: ConstructorParameters<typeof Socket>) {
				super(...request);
				const path = new URL(String(request[0]), location.href).pathname;
				if (!path.includes('rtc')) return;
				let messages = 0;
				mark('socket');
				this.addEventListener('open', () => mark('socket open'));
				this.addEventListener('message', () => {
					messages += 1;
					if (messages < 12) mark(`message ${messages}`);
				});
			}
			override send(data: Parameters<WebSocket['send']>[0]) {
				mark('send');
				super.send(data);
			}
		};
		let peers = 0;
		globalThis.RTCPeerConnection = class extends Peer {
			constructor(...request: ConstructorParameters<typeof Peer>) {
				super(...request);
				peers += 1;
				const name = `peer ${peers}`;
				mark(name);
				this.addEventListener('iceconnectionstatechange', () =>
					mark(`${name} ice ${this.iceConnectionState}`)
				);
				this.addEventListener('connectionstatechange', () =>
					mark(`${name} ${this.connectionState}`)
				);
				this.addEventListener('track', ({ track }) => {
					mark(`${name} track ${track.kind}`);
					track.addEventListener('unmute', () => mark(`${name} ${track.kind} unmuted`));
				});
			}
			override setRemoteDescription(description: RTCSessionDescriptionInit) {
				mark(`remote ${description.type}`);
				return super
					.setRemoteDescription(description)
					.then(() => mark(`remote ${description.type} set`));
			}
		} as typeof Peer;
	});
}

/** Prints the steps of the last joining of a traced page, in ms after the press. */
export async function printJoinMarks(page: Page, firstFrameMs: number): Promise<void> {
	const marks = await page.evaluate(
		() => (globalThis as { joinMarks?: [step: string, atMs: number][] }).joinMarks
	);
	if (!marks) return;
	const steps = [...marks, ['first frame', firstFrameMs] as const].filter(
		([, atMs]) => atMs <= firstFrameMs
	);
	console.log(new URL(page.url()).pathname);
	for (const [step, atMs] of steps) console.log(`${atMs.toFixed(0).padStart(6)}  ${step}`);
}

/** LiveKit's signalling as our own port proxies it. */
export function toSignallingUrl(page: URL): string {
	return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/livekit`;
}

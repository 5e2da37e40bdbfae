const always: Record<string, string> = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	// Not `no-referrer`: with it browsers send `Origin: null` with our own forms.
	'referrer-policy': 'same-origin',
	'permissions-policy':
		'camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self), geolocation=(), payment=(), usb=(), midi=()',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin'
};

/** Two years, as browsers' preload lists ask for. */
const strictTransport = 'max-age=63072000; includeSubDomains';

/**
 * Puts what every response carries on this one. `isPersonal`: it was made for one person, so no cache may keep it; the
 * browser's own neither, or *Back* would show it to whoever comes after signing out.
 */
export function setSecurityHeaders(
	response: Response,
	{
		isHttps,
		isPersonal,
		videoUrl
	}: {
		isHttps: boolean;
		isPersonal: boolean;
		/** Where pages may connect to LiveKit beside our own origin. */
		videoUrl?: string | null;
	}
): Response {
	const headers = new Headers(response.headers);
	for (const [name, value] of Object.entries(always)) headers.set(name, value);
	if (isHttps) headers.set('strict-transport-security', strictTransport);
	// Pages bring SvelteKit's policy with its nonce.
	const policy = headers.get('content-security-policy');
	if (!policy) headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
	else if (videoUrl) headers.set('content-security-policy', toVideoPolicy(policy, videoUrl));
	if (isPersonal || !headers.has('cache-control'))
		headers.set('cache-control', 'private, no-store');
	const { status, statusText, body } = response;
	return new Response(body, { status, statusText, headers });
}

/** The client speaks to LiveKit by WebSocket, and by plain requests of the same host to learn why one failed. */
function toVideoPolicy(policy: string, videoUrl: string): string {
	const { host, protocol } = new URL(videoUrl);
	const plain = protocol === 'wss:' ? 'https:' : 'http:';
	return policy.replace('connect-src ', `connect-src ${protocol}//${host} ${plain}//${host} `);
}

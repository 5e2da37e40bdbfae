const readMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that may change something comes from anywhere but our own pages. Every method except reading ones
 * must carry our exact Origin, whatever its body is (SvelteKit's own check covers form types only, and only in
 * production); a browser that also says `cross-site` or `same-site` is believed.
 */
export function isForeignRequest(request: Request, ownOrigin: string): boolean {
	if (readMethods.has(request.method)) return false;
	const site = request.headers.get('sec-fetch-site');
	if (site !== null && site !== 'same-origin' && site !== 'none') return true;
	return request.headers.get('origin') !== ownOrigin;
}

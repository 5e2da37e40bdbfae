/** What a request's body says, for a schema to judge; null where it is no JSON of at most so many characters. */
export async function readJsonBody(request: Request, maxLength: number): Promise<unknown> {
	if (!request.headers.get('content-type')?.startsWith('application/json')) return null;
	const text = await request.text();
	if (text.length > maxLength) return null;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return null;
	}
}

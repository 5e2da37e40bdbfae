import { json } from '@sveltejs/kit';
import type { CommandRefusal, CommandResult } from '#lib/interview/command.ts';
import { commandMessages } from '#lib/interview/phase.ts';
import type { RequestHandler } from './$types';

/** A command is a few words; whatever is larger is not one. */
const maxBytes = 4_096;

const statuses: Partial<Record<CommandRefusal, number>> = {
	not_found: 404,
	not_allowed: 403,
	bad_command: 400
};

const toResponse = (result: CommandResult, status?: number) =>
	json(result, { status: result.ok ? 200 : (status ?? statuses[result.code] ?? 409) });

const refuse = (code: CommandRefusal, status?: number) =>
	toResponse({ ok: false, code, message: commandMessages[code] }, status);

/** `{ id, command }`: carries out a command of the room's page; a refusal comes with the same body and a status in the 400s. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	if (!locals.actor)
		return toResponse(
			{ ok: false, code: 'not_allowed', message: 'You are signed out. Sign in again to go on.' },
			401
		);
	const body = await readBody(request);
	if (!body) return refuse('bad_command');
	return toResponse(
		await locals.services.rooms.run(locals.actor, params.id, body.id, body.command)
	);
};

/** Null where the body is no JSON object with exactly `id` and `command`. */
async function readBody(request: Request): Promise<{ id: unknown; command: unknown } | null> {
	if (!request.headers.get('content-type')?.startsWith('application/json')) return null;
	const text = await request.text();
	if (text.length > maxBytes) return null;
	try {
		const body: unknown = JSON.parse(text);
		if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
		const { id, command, ...rest } = body as Record<string, unknown>;
		return Object.keys(rest).length === 0 ? { id, command } : null;
	} catch {
		return null;
	}
}

import pino from 'pino';

export type Log = pino.Logger;

const secretKeys = [
	'password',
	'passwordHash',
	'token',
	'secret',
	'apiSecret',
	'appSecret',
	'cookie',
	'authorization',
	'email',
	'body'
];

/**
 * What may be known of an error outside: its kind, its message and where it happened. A failed
 * query is told without its parameters, and PostgreSQL's `detail` (which quotes the row) is left
 * out, because both hold what people typed.
 */
export function toLoggedError(error: unknown): Record<string, unknown> {
	if (!(error instanceof Error)) return { message: typeof error };
	const { query, code } = error as { query?: unknown; code?: unknown };
	const isQuery = typeof query === 'string';
	return {
		type: error.name,
		message: isQuery ? `Failed query: ${query.slice(0, 300)}` : error.message,
		...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
		stack: (error.stack ?? '')
			.split('\n')
			.filter((line) => /^\s+at /.test(line))
			.join('\n'),
		...(error.cause === undefined ? {} : { cause: toLoggedError(error.cause) })
	};
}

/**
 * JSON lines on stderr; stdout is for the person who started the server. Names that hold secrets
 * are blanked up to three levels deep.
 */
export function createLog(options: { level: string; destination?: pino.DestinationStream }): Log {
	return pino(
		{
			level: options.level,
			base: { pid: process.pid },
			timestamp: pino.stdTimeFunctions.isoTime,
			formatters: { level: (label) => ({ level: label }) },
			hooks: {
				// An error given alone would lend the line its own message, parameters and all.
				logMethod(args, method) {
					const [first, message] = args as unknown[];
					if (first instanceof Error && message === undefined)
						return method.call(this, { err: first }, String(toLoggedError(first).message));
					return method.apply(this, args);
				}
			},
			serializers: { err: toLoggedError, error: toLoggedError },
			redact: {
				paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
				censor: '[redacted]'
			}
		},
		// Synchronous, so that the last line before a crash is not lost.
		options.destination ?? pino.destination({ dest: 2, sync: true })
	);
}

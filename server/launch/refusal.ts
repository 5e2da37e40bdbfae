/**
 * A reason not to start, in one sentence for the person at the terminal: what is wrong and what
 * to do about it. It is printed without a stack, and the supervisor does not try again.
 */
export class Refusal extends Error {
	override name = 'Refusal';
}

/** Exit code of a process that refused to start: no restart will change its mind. */
export const refusalExitCode = 78;

import type { Actor } from '#server/auth/actor.ts';
import type { Services } from '#server/services.ts';

declare global {
	namespace App {
		interface Locals {
			services: Services;
			/** Who asks; null when nobody is signed in. Read from the database for this request. */
			actor: Actor | null;
		}
		interface Error {
			message: string;
			/** Finds the fault in the log. */
			reference?: string;
		}
	}
}

export {};

/** What one process tells the others about a document: only what is committed, and who is there. */
export type FanOutMessage =
	{ type: 'update'; bytes: Uint8Array } | { type: 'awareness'; bytes: Uint8Array };

/** Carries messages between processes. A lost one delays and never loses: the journal is the truth. */
export interface FanOut {
	publish(name: string, message: FanOutMessage): void;
	/** Calls `deliver` with what other processes publish about this document, never with one's own. */
	subscribe(name: string, deliver: (message: FanOutMessage) => void): () => void;
}

/** For one process alone. */
export const noFanOut: FanOut = { publish: () => undefined, subscribe: () => () => undefined };

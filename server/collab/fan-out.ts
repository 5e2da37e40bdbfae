import type { JournalRow } from './journal.ts';

/** What one process tells the others about a document: only what is committed, and who is there. */
export type FanOutMessage =
	| ({ type: 'row' } & JournalRow)
	/** An awareness update, and which process vouches for it. */
	| { type: 'awareness'; sender: string; bytes: Uint8Array }
	/** Who else is there? The others answer with `awareness`. */
	| { type: 'who' };

/** Whose rights have changed: of everybody when nothing is named. */
export interface RightsMatch {
	userId?: string;
	sessionId?: string;
	interviewId?: string;
}

/** Carries messages between processes. A lost one delays and never loses: the journal is the truth. */
export interface FanOut {
	/** Names this process in its messages. */
	readonly sender: string;
	/** Do messages arrive at the moment? When not, the hub asks the journal more often. */
	readonly isConnected: boolean;
	publish(name: string, message: FanOutMessage): void;
	publishRights(match: RightsMatch): void;
	/**
	 * Calls `deliver` with what other processes publish about this document from the moment on at which this resolves; at
	 * once, when nothing arrives at the moment. Never with one's own.
	 */
	subscribe(name: string, deliver: (message: FanOutMessage) => void): Promise<() => void>;
	/** Takes what the others publish about rights; `onGap`: messages may have been lost, and arrive again from now on. */
	listen(listener: { onRights(match: RightsMatch): void; onGap(): void }): void;
	close(): Promise<void>;
}

/** For one process alone. */
export const noFanOut: FanOut = {
	sender: '',
	isConnected: true,
	publish: () => undefined,
	publishRights: () => undefined,
	subscribe: async () => () => undefined,
	listen: () => undefined,
	close: async () => undefined
};

import {
	chooseLine,
	firstLadder,
	nextLadder,
	renewLadder,
	toLineWords,
	type LineChoice,
	type LineWords,
	type NetworkLadder
} from './network-ladder.ts';
import type { Voice } from './talk-time.ts';
import type { CallLine } from './video-room.ts';

const everyMs = 2_000;

export interface NetworkWatch {
	/** Measures a line and holds it to the ladder's level until the returned function is called. */
	watch(line: CallLine): () => void;
	choose(choice: LineChoice): void;
	/** The voices on the line that is watched now; none where there is none. */
	listen(me: string): Promise<Voice[]>;
}

/** Keeps one ladder over all the lines that a call has, one after another. */
export function createNetworkWatch(
	onChange: (ladder: NetworkLadder, words: LineWords | null) => void
): NetworkWatch {
	let ladder = firstLadder;
	let line: CallLine | null = null;

	const set = (next: NetworkLadder) => {
		const isOther = next.level !== ladder.level || next.choice !== ladder.choice;
		ladder = next;
		if (!isOther) return;
		onChange(ladder, toLineWords(ladder));
		line?.hold(ladder.level);
	};

	return {
		watch(opened) {
			line = opened;
			ladder = renewLadder(ladder);
			line.hold(ladder.level);
			let isMeasuring = false;
			const timer = setInterval(() => {
				// A page nobody looks at measures nothing: browsers slow it down, and its pictures are off already.
				if (isMeasuring || document.hidden) return;
				isMeasuring = true;
				void opened
					.measure()
					.then((sample) => {
						if (line === opened) set(nextLadder(ladder, sample));
					})
					.catch(() => undefined)
					.finally(() => (isMeasuring = false));
			}, everyMs);
			return () => {
				clearInterval(timer);
				if (line === opened) line = null;
			};
		},
		listen: async (me) => (line ? line.listen(me) : []),
		choose: (choice) => set(chooseLine(ladder, choice))
	};
}

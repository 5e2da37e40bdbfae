import type { LineChoice, LineWords, NetworkLevel } from './network-ladder.ts';
import type { NetworkWatch } from './network-watch.ts';
import type { Voice } from './talk-time.ts';
import type { VideoRoom } from './video-room.ts';

/** Joining asks much of any line for a moment: it is measured from then on. */
const settleMs = 4_000;

/** How much of the call goes over this person's line. What measures it comes after the first faces. */
export class NetworkLine {
	level = $state<NetworkLevel>('high');
	choice = $state<LineChoice>('auto');
	words = $state.raw<LineWords | null>(null);
	readonly hasPictures = $derived(this.level === 'high' || this.level === 'low');
	readonly hasVoices = $derived(this.level !== 'text');

	/** Told when more or less may be sent. */
	onchange: () => void = () => undefined;

	#loading: Promise<NetworkWatch> | null = null;
	#stop: () => void = () => undefined;

	/** Looks after the line of a room that was just opened. */
	watch(room: VideoRoom): void {
		this.stop();
		let isOver = false;
		let end: () => void = () => undefined;
		const begin = async () => {
			const [watch, line] = await Promise.all([this.#load(), room.openLine()]);
			if (!isOver) end = watch.watch(line);
		};
		const timer = setTimeout(
			() => void begin().catch(() => undefined),
			this.level === 'high' ? settleMs : 0
		);
		this.#stop = () => {
			isOver = true;
			clearTimeout(timer);
			end();
		};
	}

	stop(): void {
		this.#stop();
	}

	async choose(choice: LineChoice): Promise<void> {
		(await this.#load()).choose(choice);
	}

	async listen(me: string): Promise<Voice[]> {
		return (await this.#load()).listen(me);
	}

	#load(): Promise<NetworkWatch> {
		this.#loading ??= import('./network-watch.ts').then(({ createNetworkWatch }) =>
			createNetworkWatch(({ level, choice }, words) => {
				Object.assign(this, { level, choice, words });
				this.onchange();
			})
		);
		this.#loading.catch(() => (this.#loading = null));
		return this.#loading;
	}
}

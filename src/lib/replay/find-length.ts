/** The search for a recording's length. */
export interface LengthSearch {
	/** While true, where the media stands means nothing. */
	isSearching(): boolean;
	stop(): void;
}

/**
 * What browsers record says no length and does not seek; asked for its far end, they find both. `onready` is called once
 * the length is known and the media stands at its beginning; at once where the file says it itself.
 */
export function findLength(media: HTMLMediaElement, onready: () => void = () => {}): LengthSearch {
	let isSearching = false;
	const search = () => {
		if (Number.isFinite(media.duration)) return onready();
		isSearching = true;
		media.currentTime = Number.MAX_SAFE_INTEGER;
	};
	const found = () => {
		if (!isSearching || !Number.isFinite(media.duration)) return;
		isSearching = false;
		media.currentTime = 0;
		onready();
	};
	media.addEventListener('loadedmetadata', search);
	media.addEventListener('durationchange', found);
	if (media.readyState >= media.HAVE_METADATA) search();
	return {
		isSearching: () => isSearching,
		stop() {
			media.removeEventListener('loadedmetadata', search);
			media.removeEventListener('durationchange', found);
		}
	};
}

import type { Mark } from '../rubric/rubric.ts';
import { isEmptyCard, type ReviewCard, type ReviewPin, type SaveReviewResult } from './review.ts';

export type ReviewStatus = 'saved' | 'unsaved' | 'saving' | 'lost' | 'refused';

interface Options {
	/** Null: no answer came, worth another try. */
	send: (body: {
		version: number;
		isSent: boolean;
		card: ReviewCard;
	}) => Promise<SaveReviewResult | null>;
	saveDelayMs?: number;
	retryMs?: number;
}

/** A review that saves itself as a draft until it is sent for good. */
export class ReviewState {
	card = $state.raw<ReviewCard>({ pins: [], marks: [], strength: '', nextStep: '' });
	status = $state<ReviewStatus>('saved');
	/** Why it was refused. */
	message = $state('');
	isSent = $state(false);
	readonly isEmpty = $derived.by(() => isEmptyCard(this.card));
	#version: number;
	readonly #options: Required<Options>;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | null = null;

	constructor(
		{ version, card, sentAt }: { version: number; card: ReviewCard; sentAt: string | null },
		options: Options
	) {
		this.#options = { saveDelayMs: 700, retryMs: 4000, ...options };
		this.#version = version;
		this.card = card;
		this.isSent = sentAt !== null;
	}

	setMark(criterionId: string, mark: Mark | null): void {
		const { marks } = this.card;
		const before = marks.find((one) => one.criterionId === criterionId);
		const others = marks.filter((one) => one !== before);
		this.#change({
			marks:
				mark === null
					? others
					: [...others, { criterionId, mark, evidence: before?.evidence ?? '' }]
		});
	}

	setEvidence(criterionId: string, evidence: string): void {
		this.#change({
			marks: this.card.marks.map((one) =>
				one.criterionId === criterionId ? { ...one, evidence } : one
			)
		});
	}

	setWords(words: { strength?: string; nextStep?: string }): void {
		this.#change(words);
	}

	addPin(pin: ReviewPin): void {
		this.#change({ pins: [...this.card.pins, pin] });
	}

	removePin(id: string): void {
		this.#change({ pins: this.card.pins.filter((pin) => pin.id !== id) });
	}

	#change(change: Partial<ReviewCard>): void {
		if (this.isSent) return;
		this.card = { ...this.card, ...change };
		if (this.status === 'refused') return;
		if (this.status !== 'saving') this.status = 'unsaved';
		this.#schedule(this.#options.saveDelayMs);
	}

	/** Saves what is there, or with `isSent` gives it for good. */
	async save(isSent = false): Promise<void> {
		clearTimeout(this.#timer);
		while (this.#sending) await this.#sending;
		if (this.isSent || (!isSent && this.status === 'saved')) return;
		this.#sending = this.#send(isSent);
		await this.#sending;
		this.#sending = null;
	}

	async #send(isSent: boolean): Promise<void> {
		const { card } = this;
		this.status = 'saving';
		const result = await this.#options.send({ version: this.#version, isSent, card });
		if (!result) {
			this.status = 'lost';
			this.#schedule(this.#options.retryMs);
		} else if (result.ok) {
			this.#version = result.version;
			this.isSent = result.isSent;
			this.status = this.card === card || result.isSent ? 'saved' : 'unsaved';
			if (this.status === 'unsaved') this.#schedule(this.#options.saveDelayMs);
		} else {
			this.message = result.message;
			this.status = 'refused';
		}
	}

	/** Nothing more is sent. */
	close(): void {
		clearTimeout(this.#timer);
	}

	#schedule(delayMs: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.save(), delayMs);
	}
}

/** Gives a review's draft to the server; null: no answer of ours came. */
export async function sendReview(
	token: string,
	body: { version: number; isSent: boolean; card: ReviewCard }
): Promise<SaveReviewResult | null> {
	try {
		const response = await fetch(`/reviews/${token}/save`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify(body)
		});
		if (response.status >= 500) return null;
		if (response.status === 401)
			return {
				ok: false,
				code: 'not_found',
				message: 'You are signed out. Sign in again in another tab, then reload this page.'
			};
		return (await response.json()) as SaveReviewResult;
	} catch {
		return null;
	}
}

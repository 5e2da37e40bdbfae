import { createContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import {
	LiveDocument,
	seedServerClock,
	serverNow,
	type LivePerson
} from '../collab/live-document.svelte.ts';
import { readGathered, type CardMemo } from '../feedback/own-lines-doc.ts';
import { getOwnEvidence, readMarks } from '../scoring/scorecard-doc.ts';
import type { RaterMarks } from '../scoring/comparison.ts';
import { toReadingMs } from './clock.ts';
import type { Command, CommandType } from './command.ts';
import type { Phase, Role } from './interview.ts';
import { refuseCommand } from './phase.ts';
import { sendCommand, type SendResult } from './send-command.ts';
import { toCardMemo, type CuesView, type StageView } from './stage.ts';
import type { LiveDocument as DocumentView, RoomView } from './views.ts';

/** The live documents of a round, as far as this person may open them. */
export interface OpenDocuments {
	stage: LiveDocument;
	cues: LiveDocument | null;
	sideTalk: LiveDocument | null;
	feedback: LiveDocument;
	scorecard: LiveDocument;
	notes: LiveDocument | null;
	others: { userId: string; name: string; role: Role; live: LiveDocument }[];
}

export interface Refusal {
	type: CommandType;
	message: string;
}

const tickMs = 200;

/**
 * Screen state of an interview's room: the live documents, the newest stage and cues, the server's clock, and the
 * commands of this page. `room` is a getter, because the page loads again when the round changes or the scores open.
 */
export class InterviewState {
	readonly #room: () => RoomView;
	readonly #open = new Map<string, LiveDocument>();
	readonly #newest = new Map<string, { revision: number }>();
	readonly #ticks = createSubscriber((update) => {
		const timer = setInterval(update, tickMs);
		return () => clearInterval(timer);
	});
	/** Cards asked since the page came; those from before are in its data. */
	readonly #asked = new Map<string, CardMemo>();
	#pending = $state.raw<ReadonlySet<CommandType>>(new Set());

	#hidden: Record<string, unknown> | null = null;

	/** Joined: the set-up page lies behind. */
	isHere = $state(false);
	documents = $state.raw<OpenDocuments | null>(null);
	/** The last command that was refused, until the next one is given. */
	refusal = $state.raw<Refusal | null>(null);

	constructor(room: () => RoomView) {
		this.#room = room;
	}

	get room(): RoomView {
		return this.#room();
	}
	get me() {
		return this.#room().me;
	}

	readonly stage = $derived.by(() => this.#readNewest<StageView>(this.documents?.stage, 'stage'));
	readonly cues = $derived.by(() => this.#readNewest<CuesView>(this.documents?.cues, 'cues'));
	readonly phase: Phase = $derived.by(() => this.stage?.phase ?? this.room.phase);
	readonly people = $derived.by(() => this.stage?.people ?? this.room.people);
	readonly isRevealed = $derived.by(() => this.stage?.isRevealed ?? false);
	readonly isTogether = $derived.by(() => this.room.scoring === 'together');
	/** No round comes after this one. */
	readonly isLastRound = $derived.by(() => {
		const round = this.stage?.round;
		return !round || round.ordinal === round.total;
	});
	readonly candidate = $derived.by(
		() => this.people.find((person) => person.role === 'candidate') ?? null
	);
	readonly others = $derived.by(() =>
		this.people.filter((person) => person.userId !== this.me.userId)
	);
	readonly shownCriteria = $derived.by(() => {
		const { criteria, shownCriteria } = this.room;
		return criteria.filter(({ id }) => shownCriteria.includes(id));
	});
	readonly foldedCriteria = $derived.by(() => {
		const { criteria, shownCriteria } = this.room;
		return criteria.filter(({ id }) => !shownCriteria.includes(id));
	});
	/** The card on the interviewer's table, until its answer is over. */
	readonly card = $derived.by(() => this.cues?.card ?? null);
	readonly isAnswering = $derived.by(() => {
		const clock = this.stage?.question?.clock;
		return !!clock && clock.stoppedAt === null;
	});
	/** The question is being read; its answer is still to begin. */
	readonly isReading = $derived.by(() => {
		const clock = this.stage?.question?.clock;
		return !!clock && clock.stoppedAt === null && toReadingMs(clock, this.now) > 0;
	});
	/** What was asked in this round, for its interviewers; empty for everybody else. */
	readonly cards = $derived.by((): CardMemo[] => {
		const { card } = this;
		if (card?.isAsked) this.#asked.set(card.answerId, toCardMemo(card));
		const known = new Map(this.room.cards.map((one) => [one.answerId, one]));
		return [...new Map([...known, ...this.#asked]).values()];
	});
	/** The own ticks and pins in words, by criterion. */
	readonly gathered = $derived.by((): ReadonlyMap<string, string[]> => {
		const lines = this.documents?.scorecard.read((doc) =>
			readGathered(doc, this.room.criteria, this.cards)
		);
		const byCriterion = Map.groupBy(lines ?? [], ({ criterionId }) => criterionId);
		return new Map([...byCriterion].map(([id, ones]) => [id, ones.map(({ text }) => text)]));
	});

	/** All marks that may be seen: the own ones and, after the reveal, everybody's. The own come first. */
	readonly raters = $derived.by((): RaterMarks[] => {
		const isWatching = this.me.role === 'observer';
		const own = isWatching ? null : this.documents?.scorecard;
		const mine: RaterMarks[] = own
			? [{ ...this.me, isMe: true, hue: 'mine', ...this.#readCard(own) }]
			: [];
		if (!this.isRevealed) return mine;
		const theirs = (this.documents?.others ?? []).map(({ userId, name, role, live }) => ({
			userId,
			name,
			isMe: false,
			hue: isWatching && role === 'candidate' ? ('mine' as const) : ('theirs' as const),
			...this.#readCard(live)
		}));
		return [...mine, ...theirs];
	});

	/** The server's time now, in ms; reading it in an effect or the markup makes that run again five times a second. */
	get now(): number {
		this.#ticks();
		return this.serverNow();
	}

	serverNow(): number {
		return serverNow();
	}

	/** Opens what the page's data lists and closes what it lists no longer; what is open already stays. */
	open(room: RoomView): void {
		seedServerClock(room.serverNow);
		const { stage, cues, sideTalk, feedback, scorecard, notes, others } = room.documents;
		const documents: OpenDocuments = {
			stage: this.#openOne(stage),
			cues: cues && this.#openOne(cues),
			sideTalk: sideTalk && this.#openOne(sideTalk),
			feedback: this.#openOne(feedback),
			scorecard: this.#openOne(scorecard),
			notes: notes && this.#openOne(notes),
			others: others.map(({ document, ...person }) => ({
				...person,
				live: this.#openOne(document)
			}))
		};
		const wanted = new Set([
			...[stage, cues, sideTalk, feedback, scorecard, notes].map((one) => one?.path),
			...others.map((one) => one.document.path)
		]);
		for (const [path, live] of this.#open) {
			if (wanted.has(path)) continue;
			live.destroy();
			this.#open.delete(path);
		}
		if (!this.isHere) {
			this.#hidden ??= documents.feedback.awareness.getLocalState();
			documents.feedback.awareness.setLocalState(null);
		}
		this.documents = documents;
	}

	/** Before somebody has joined, others do not see them in the feedback; from then on they do. */
	arrive(): void {
		const { feedback } = this.documents ?? {};
		if (this.isHere || !feedback) return;
		this.isHere = true;
		feedback.awareness.setLocalState(this.#hidden);
	}

	/** Others who are in the room now: they have joined and their page is connected. */
	get othersHere(): LivePerson[] {
		return this.documents?.feedback.people.filter((person) => !person.isMe) ?? [];
	}

	/** Tells the others what goes over this person's line in the video room, where that is less than meant. */
	tellLine(line: LivePerson['line']): void {
		if (this.isHere) this.documents?.feedback.awareness.setLocalStateField('line', line);
	}

	close(): void {
		this.documents = null;
		for (const live of this.#open.values()) live.destroy();
		this.#open.clear();
	}

	/** Documents that this person writes. */
	get written(): LiveDocument[] {
		const { feedback, scorecard, notes } = this.documents ?? {};
		return [feedback, scorecard, notes].filter((live) => live !== undefined && live !== null);
	}

	/** Words of this person that the server has not said it keeps. */
	get hasUnsaved(): boolean {
		return this.written.some((live) => live.hasUnsaved);
	}

	/** These words, a text for each document that has any. */
	get unsavedWords(): string[] {
		return this.written.map((live) => live.unsavedText).filter((words) => words !== '');
	}

	/** Forgets what was refused for good and is kept for its author by the server. */
	dropRefused(): void {
		for (const live of this.written) if (live.refusal?.isKept) live.discardUnsaved();
	}

	/** Whether a button is worth showing as pressable: role and phase fit. The server decides. */
	can(type: CommandType): boolean {
		const isForLast = type === 'reveal-scores' || type === 'finish';
		if (isForLast ? !this.isLastRound : type === 'next-round' && this.isLastRound) return false;
		return refuseCommand(type, this.me.role, this.phase) === null;
	}

	isPending(...types: CommandType[]): boolean {
		return types.some((type) => this.#pending.has(type));
	}

	/** Gives a command; the same one again is ignored while it is under way. The answer is kept in `refusal`. */
	async send(command: Command): Promise<boolean> {
		const { type } = command;
		if (this.#pending.has(type)) return false;
		this.#pending = new Set([...this.#pending, type]);
		this.refusal = null;
		try {
			const result: SendResult = await sendCommand(this.room.interviewId, command);
			if (!result.ok) this.refusal = { type, message: result.message };
			return result.ok;
		} finally {
			this.#pending = new Set([...this.#pending].filter((one) => one !== type));
		}
	}

	#readCard(live: LiveDocument): Pick<RaterMarks, 'marks' | 'evidence'> {
		const { criteria } = this.room;
		return live.read((doc) => ({
			marks: readMarks(doc),
			evidence: new Map(
				criteria.map(({ id }) => [id, getOwnEvidence(doc, id).toString().trim()] as const)
			)
		}));
	}

	#openOne({ path, clientId }: DocumentView): LiveDocument {
		const present = this.#open.get(path);
		if (present) return present;
		const { userId, name, role } = this.me;
		const live = new LiveDocument({ path, clientId, userId, name, role });
		this.#open.set(path, live);
		return live;
	}

	/** A view of lower revision than one seen before is late and is not shown. */
	#readNewest<View extends { revision: number }>(
		live: LiveDocument | null | undefined,
		root: string
	): View | null {
		if (!live) return null;
		const path = live.path;
		const view = live.read((doc) => doc.getMap(root).get('view')) as View | undefined;
		const newest = this.#newest.get(path) as View | undefined;
		if (view && (!newest || view.revision >= newest.revision)) {
			this.#newest.set(path, view);
			return view;
		}
		return newest ?? null;
	}
}

export const [getInterview, setInterview] = createContext<InterviewState>();

import {
	linkDays,
	mostOpenLinks,
	toLinkState,
	type LinkState,
	type ReportLinkView
} from '#lib/report/link.ts';
import type { ReportStep } from '#lib/report/making.ts';
import { toInterviewReport, toSeasonReport, type Report } from '#lib/report/report.ts';
import { readFilters } from '#lib/progress/filters.ts';
import type { Kind } from '#lib/interview/interview.ts';
import type { Actor } from '../auth/actor.ts';
import { readSignedId, toSignedId } from '../auth/signed-id.ts';
import { createId } from '../db/id.ts';
import type { Db } from '../db/open.ts';
import { reportLinks, reportOpenings } from '../db/schema.ts';
import type { OutcomeService } from '../interviews/outcome-service.ts';
import type { ProgressService } from '../progress/progress-service.ts';
import * as queries from './report-queries.ts';
import type { ReportPress } from './report-press.ts';

export interface ReportServiceOptions {
	db: Db;
	appSecret: string;
	progress: Pick<ProgressService, 'season' | 'shareable'>;
	outcomes: Pick<OutcomeService, 'get'>;
	press: Pick<ReportPress, 'draw'>;
	now?: () => Date;
}

/** What the page of a link says before it is opened. Times are ISO 8601. */
export interface ReportDoor {
	state: LinkState;
	ownerName: string;
	/** Null: the season. */
	interviewFinishedAt: string | null;
	expiresAt: string;
}

/** Is told how far a report is, once it is known that there is one. */
type OnStep = (step: ReportStep) => void;

export interface ReportService {
	/** One's own season as a PDF, what is private included. Null: nothing finished yet, or a guest. */
	season(actor: Actor, onStep?: OnStep): Promise<Uint8Array | null>;
	/** One's own round of a finished interview as a PDF. Null: none of theirs. */
	interview(actor: Actor, interviewId: string, onStep?: OnStep): Promise<Uint8Array | null>;
	/** One's links with who opened them, and what another could show. Null: not for guests. */
	own(actor: Actor): Promise<{
		links: ReportLinkView[];
		interviews: { id: string; kind: Kind; finishedAt: string }[];
	} | null>;
	/** A link to the season (`interviewId` null) or to one's round of an interview; not of a private one. */
	share(
		actor: Actor,
		input: { interviewId: string | null; days: number }
	): Promise<{ ok: true } | { ok: false; code: 'not_found' | 'too_many' }>;
	/** At once; false: no open link of theirs. */
	withdraw(actor: Actor, linkId: string): Promise<boolean>;
	/** Null: not one of ours, or what it showed is not shown any more. */
	door(token: string): Promise<ReportDoor | null>;
	/** The report behind an open link, as it stands now; noted under the viewer's name. Null: as at the door. */
	open(token: string, viewer: { userId: string | null; name: string }): Promise<Uint8Array | null>;
}

const purpose = 'report-link';
const dayMs = 86_400_000;
const everything = readFilters(new URLSearchParams());

/** Reports that a candidate keeps or shows to others. */
export function createReportService({
	db,
	appSecret,
	progress,
	outcomes,
	press,
	now = () => new Date()
}: ReportServiceOptions): ReportService {
	async function toInterview(
		owner: Pick<Actor, 'userId' | 'timeZone' | 'guestInterviewId'>,
		interviewId: string
	): Promise<Report | null> {
		const outcome = await outcomes.get(owner, interviewId);
		const round = outcome?.rounds.find(({ candidate }) => candidate?.userId === owner.userId);
		return round ? toInterviewReport(outcome!, round, toReader(owner.timeZone)) : null;
	}

	const toReader = (timeZone: string) => ({ timeZone, now: now().toISOString() });

	/** Whether a link shows anything at this moment. */
	async function isShown(link: { ownerId: string; interviewId: string | null }): Promise<boolean> {
		if (link.interviewId)
			return (await queries.findShareableRound(db, link.ownerId, link.interviewId)) !== null;
		return (await queries.findShareableInterviews(db, link.ownerId)).length > 0;
	}

	/** What it shows: never a private interview. */
	async function toShown(link: { ownerId: string; interviewId: string | null }) {
		const owner = await queries.findOwner(db, link.ownerId);
		if (!owner) return null;
		if (link.interviewId) {
			const round = await queries.findShareableRound(db, owner.userId, link.interviewId);
			return round && toInterview({ ...owner, guestInterviewId: null }, link.interviewId);
		}
		const season = await progress.shareable(owner.userId, owner.timeZone);
		return season && season.total > 0 ? toSeasonReport(season, toReader(owner.timeZone)) : null;
	}

	async function findLink(token: string) {
		const id = readSignedId(appSecret, purpose, token);
		return id ? queries.findLink(db, id) : null;
	}

	return {
		async season(actor, onStep) {
			const season = actor.isGuest ? null : await progress.season(actor, everything);
			if (!season || season.total === 0) return null;
			return press.draw(toSeasonReport(season, toReader(actor.timeZone)), onStep);
		},

		async interview(actor, interviewId, onStep) {
			const report = actor.isGuest ? null : await toInterview(actor, interviewId);
			return report && press.draw(report, onStep);
		},

		async own(actor) {
			if (actor.isGuest) return null;
			const [links, interviews] = await Promise.all([
				queries.findLinks(db, actor.userId),
				queries.findShareableInterviews(db, actor.userId)
			]);
			const openings = await queries.findOpenings(
				db,
				links.map(({ id }) => id)
			);
			const openingsOf = Map.groupBy(openings, ({ linkId }) => linkId);
			return {
				interviews: interviews.map((one) => ({ ...one, finishedAt: one.finishedAt.toISOString() })),
				links: links.map((link): ReportLinkView => {
					const state = toLinkState(link, now());
					return {
						id: link.id,
						state,
						path: state === 'open' ? `/reports/${toSignedId(appSecret, purpose, link.id)}` : null,
						interview: link.interviewId
							? { id: link.interviewId, finishedAt: link.interviewFinishedAt!.toISOString() }
							: null,
						expiresAt: link.expiresAt.toISOString(),
						openings: (openingsOf.get(link.id) ?? []).map((one) => ({
							name: one.viewerName,
							isSignedIn: one.viewerId !== null,
							at: one.at.toISOString()
						}))
					};
				})
			};
		},

		async share(actor, { interviewId, days }) {
			const isOffered = linkDays.some((one) => one === days);
			if (actor.isGuest || !isOffered) return { ok: false, code: 'not_found' };
			if (!(await isShown({ ownerId: actor.userId, interviewId })))
				return { ok: false, code: 'not_found' };
			if ((await queries.countOpenLinks(db, actor.userId, now())) >= mostOpenLinks)
				return { ok: false, code: 'too_many' };
			await db.insert(reportLinks).values({
				id: createId(),
				ownerId: actor.userId,
				interviewId,
				expiresAt: new Date(now().getTime() + days * dayMs),
				createdAt: now()
			});
			return { ok: true };
		},

		async withdraw(actor, linkId) {
			return !actor.isGuest && (await queries.withdrawLink(db, actor.userId, linkId, now()));
		},

		async door(token) {
			const link = await findLink(token);
			const owner = link && (await queries.findOwner(db, link.ownerId));
			if (!link || !owner) return null;
			const state = toLinkState(link, now());
			if (state === 'open' && !(await isShown(link))) return null;
			return {
				state,
				ownerName: owner.name,
				interviewFinishedAt: link.interviewFinishedAt?.toISOString() ?? null,
				expiresAt: link.expiresAt.toISOString()
			};
		},

		async open(token, viewer) {
			const link = await findLink(token);
			if (!link || toLinkState(link, now()) !== 'open') return null;
			const shown = await toShown(link);
			if (!shown) return null;
			if (viewer.userId !== link.ownerId)
				await db.insert(reportOpenings).values({
					id: createId(),
					linkId: link.id,
					viewerId: viewer.userId,
					viewerName: viewer.name,
					at: now()
				});
			return press.draw(shown);
		}
	};
}

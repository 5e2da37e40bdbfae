import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { toDocumentName } from '#lib/collab/documents.ts';
import { findSessionToken } from '#lib/account/session-cookie.ts';
import { createAccountService, type AccountService } from './accounts/account-service.ts';
import { createAdvisingService, type AdvisingService } from './advising/advising-service.ts';
import { sendDigests } from './advising/digest-job.ts';
import { createPracticeService, type PracticeService } from './advising/practice-service.ts';
import { createSittingService, type SittingService } from './advising/sitting-service.ts';
import { createDocumentHub, type DocumentHub } from './collab/document-hub.ts';
import { noFanOut } from './collab/fan-out.ts';
import { createRedisFanOut } from './collab/redis-fan-out.ts';
import { createAttemptLimits } from './auth/attempt-limits.ts';
import type { Database } from './db/open.ts';
import { seedBuiltIns } from './db/seed.ts';
import {
	createCandidateFileService,
	type CandidateFileService
} from './candidate-files/candidate-file-service.ts';
import { createDeckService, type DeckService } from './decks/deck-service.ts';
import { createDemoService, type DemoService } from './demo/demo-service.ts';
import type { Env } from './env.ts';
import { createDocumentAccess } from './interviews/document-access.ts';
import { createInterviewService, type InterviewService } from './interviews/interview-service.ts';
import { createOutcomeService, type OutcomeService } from './interviews/outcome-service.ts';
import { createRoomService, type RoomService } from './interviews/room-service.ts';
import { sweepInterviews, touchPresence } from './interviews/sweep.ts';
import { createKnockService, type KnockService } from './knocks/knock-service.ts';
import { openJobQueue, type JobQueue } from './jobs/job-queue.ts';
import { createVideoService, type VideoService } from './livekit/video-service.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { createMail } from './mail/mail.ts';
import {
	createBulkInvitationService,
	type BulkInvitationService
} from './organisations/bulk-invitation-service.ts';
import {
	createOrganisationService,
	type OrganisationService
} from './organisations/organisation-service.ts';
import type { Origins } from './origin.ts';
import { createGoalService, type GoalService } from './progress/goal-service.ts';
import { createProgressService, type ProgressService } from './progress/progress-service.ts';
import { createSetupService, type SetupService } from './setup/setup-service.ts';
import { createSideTalkService, type SideTalkService } from './side-talk/side-talk-service.ts';
import { createSharingService, type SharingService } from './progress/sharing-service.ts';
import { createRecordingService, type RecordingService } from './recordings/recording-service.ts';
import { createReplayService, type ReplayService } from './recordings/replay-service.ts';
import { createReportPress } from './reports/report-press.ts';
import { createReportService, type ReportService } from './reports/report-service.ts';
import { sendReviewLetters } from './reviews/review-letters.ts';
import { createReviewService, type ReviewService } from './reviews/review-service.ts';
import { createRubricService, type RubricService } from './rubrics/rubric-service.ts';
import { createSoloService, type SoloService } from './solo/solo-service.ts';
import { openChunkFolder } from './storage/chunk-folder.ts';

/** What routes may call: the seam between `src/` and `server/`. Results are values; only faults are thrown. */
export interface Services {
	accounts: AccountService;
	organisations: OrganisationService;
	bulkInvitations: BulkInvitationService;
	interviews: InterviewService;
	outcomes: OutcomeService;
	rooms: RoomService;
	knocks: KnockService;
	sideTalk: SideTalkService;
	solo: SoloService;
	reviews: ReviewService;
	video: VideoService;
	progress: ProgressService;
	goals: GoalService;
	sharing: SharingService;
	advising: AdvisingService;
	practices: PracticeService;
	sittings: SittingService;
	reports: ReportService;
	recordings: RecordingService;
	replays: ReplayService;
	decks: DeckService;
	candidateFiles: CandidateFileService;
	rubrics: RubricService;
	setups: SetupService;
	/** Null where the demo is off. */
	demo: DemoService | null;
}

/** Everything that runs in this process behind the pages. `open` before the first request, `close` at the end. */
export interface Backend {
	services: Services;
	hub: DocumentHub;
	open(): Promise<void>;
	close(): Promise<void>;
}

/** How often a process notes which rooms are peopled; below the sweep's shortest limit by far. */
const presenceMs = 30_000;
/** Rating clicks close together are counted once. */
const ratersDelayMs = 150;

export function createBackend({
	env,
	database,
	origins,
	log,
	metrics
}: {
	env: Env;
	database: Database;
	origins: Origins;
	log: Log;
	metrics: Pick<Metrics, 'noteAcknowledged' | 'watch'>;
}): Backend {
	const { db } = database;
	const now = () => new Date();
	const linkOrigin = origins.main;
	const mail = createMail({ smtpUrl: env.smtpUrl, mailFrom: env.mailFrom, linkOrigin, log });
	const onRightsChanged = (match: Parameters<DocumentHub['recheck']>[0]) => hub.recheck(match);
	/* Redis shares limits and nothing that must not be lost: away, each process counts for itself. */
	const redis = env.redisUrl
		? new Redis(env.redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
		: undefined;
	redis?.on('error', (error) => log.warn({ err: error }, 'Redis does not answer'));

	const limits = createAttemptLimits({ redis });
	const accounts = createAccountService({
		db,
		isDemo: env.isDemo,
		linkOrigin,
		mail,
		log,
		onRightsChanged,
		limits,
		now
	});
	const organisations = createOrganisationService({
		db,
		accounts,
		linkOrigin,
		mail,
		log,
		async onRightsChanged(match) {
			if (match.userId) await sittings.freeLapsed(match.userId);
			await hub.recheck(match);
		},
		now
	});
	const hub = createDocumentHub({
		database,
		access: createDocumentAccess(database, (cookies) =>
			findSessionToken(cookies, linkOrigin.startsWith('https:'))
		),
		isAllowedOrigin: (origin) => origins.isAllowed(origin),
		log,
		fanOut: env.redisUrl
			? createRedisFanOut({ url: env.redisUrl, prefix: toRedisPrefix(env.appSecret), log })
			: noFanOut,
		onKeysChanged: (path) => noteRating(path),
		onPresence: (path, _, isPresent) => notePresence(path, isPresent),
		onAcknowledged: (ms) => metrics.noteAcknowledged(ms)
	});
	metrics.watch(hub);
	const video = createVideoService({
		db,
		livekit: env.livekit ?? null,
		log,
		limits,
		onSeatTaken: (interviewId, userId) => rooms.comeIntoCall(interviewId, userId),
		isRecorded: (interviewId, userId) => rooms.isRecorded(interviewId, userId),
		onSeatLeft: (interviewId, userId) => rooms.leaveCall(interviewId, userId),
		onRoomOccupancy: (interviewId, userIds) => rooms.noteCall(interviewId, userIds)
	});
	const setups = createSetupService({ db, now });
	const rooms = createRoomService({
		db,
		hub,
		now,
		random: Math.random,
		onRightsChanged: (match) => void hub.recheck(match).catch(noteFault),
		onRoomOver: (interviewId) => void video.bringInLine(interviewId).catch(noteFault),
		onRecordingOver: (recordingId) => void recordings.followEnd(recordingId).catch(noteFault),
		canRecord: env.recordings.isOn
	});
	const recordings = createRecordingService({
		db,
		settings: env.recordings,
		settle: rooms.settleRecording,
		refreshStage: rooms.refreshStage,
		log,
		now
	});
	async function onRemoved(interviewId: string, userId: string): Promise<void> {
		await hub.recheck({ interviewId, userId });
		await rooms.refreshStage(interviewId);
		await video.bringInLine(interviewId);
	}
	const interviews = createInterviewService({
		db,
		appSecret: env.appSecret,
		now,
		onRemoved,
		onChanged: (interviewId) => rooms.refreshStage(interviewId),
		async onCancelled(interviewId) {
			await rooms.refreshStage(interviewId);
			await hub.recheck({ interviewId });
			await video.bringInLine(interviewId);
		}
	});
	const knocks = createKnockService({
		db,
		interviews,
		accounts,
		limits,
		onChanged: rooms.refreshStage,
		now
	});
	const solo = createSoloService({
		db,
		createOptions: interviews.createOptions,
		now,
		random: Math.random
	});
	const reviews = createReviewService({
		db,
		folder: openChunkFolder(join(env.dataDir, 'solo-answers')),
		now
	});
	const progress = createProgressService({ db, now });
	const goals = createGoalService({ db, progress, now });
	const sharing = createSharingService({ db, now, onRemoved });
	const advising = createAdvisingService({ db, now });
	const sittings = createSittingService({
		db,
		now,
		onChanged: (interviewId) => rooms.refreshStage(interviewId),
		onRemoved
	});
	const practices = createPracticeService({
		db,
		solo,
		deckOf: async (actor) => (await interviews.createOptions(actor)).defaults.deckId,
		now
	});
	const outcomes = createOutcomeService({ db, openRounds: sharing.openRounds });
	const press = createReportPress();
	const reports = createReportService({
		db,
		appSecret: env.appSecret,
		progress,
		outcomes,
		press,
		now
	});
	const demo = env.isDemo ? createDemoService({ db, interviews, now }) : null;

	function noteFault(error: unknown): void {
		log.error({ err: error }, 'a follow-up of a change failed');
	}

	/* Ratings move the counts that everybody sees; a burst of clicks in one interview is counted once. */
	const pending = new Map<string, NodeJS.Timeout>();
	function noteRating(path: string): void {
		const name = toDocumentName(path);
		if (name?.kind !== 'scorecard' && name?.kind !== 'feedback') return;
		const { roundId } = name;
		if (pending.has(roundId)) return;
		const timer = setTimeout(() => {
			pending.delete(roundId);
			rooms.refreshRatersOfRound(roundId).catch(noteFault);
		}, ratersDelayMs);
		pending.set(roundId, timer);
	}

	/* Who has the stage open is in the room, with or without video. */
	const peopled = new Set<string>();
	function notePresence(path: string, isPresent: boolean): void {
		const name = toDocumentName(path);
		if (name?.kind !== 'stage') return;
		if (isPresent) peopled.add(name.interviewId);
		else if (!hub.hasReaders(path)) peopled.delete(name.interviewId);
		touchPresence(db, [name.interviewId], now()).catch(noteFault);
	}

	let presenceTimer: NodeJS.Timeout | undefined;
	let jobs: JobQueue | undefined;

	return {
		services: {
			accounts,
			organisations,
			bulkInvitations: createBulkInvitationService({ db, linkOrigin, mail, log, now }),
			interviews,
			outcomes,
			rooms,
			knocks,
			sideTalk: createSideTalkService({ db, hub, now }),
			solo,
			reviews,
			video,
			progress,
			goals,
			sharing,
			advising,
			practices,
			sittings,
			reports,
			recordings,
			replays: createReplayService({ db, now }),
			decks: createDeckService({ db, now }),
			candidateFiles: createCandidateFileService({ db }),
			rubrics: createRubricService({ db, now }),
			setups,
			demo
		},
		hub,

		async open() {
			await seedBuiltIns(db);
			await demo?.ensure();
			video.start();
			presenceTimer = setInterval(() => {
				touchPresence(db, [...peopled], now()).catch(noteFault);
			}, presenceMs);
			const sweep = () =>
				sweepInterviews({
					db,
					now,
					moveOn: rooms.moveOn,
					remind: ({ email, name }, interviewId) =>
						mail.send({
							to: email,
							subject: 'Your mock interview waits for its last words',
							text: `${name},\n\nyour feedback is open for another day and is then saved as it stands:\n${linkOrigin}/interviews/${interviewId}\n`
						})
				});
			jobs = await openJobQueue(database, log, [
				{ name: 'sweep-interviews', cron: '* * * * *', run: sweep },
				{ name: 'sweep-seats', cron: '* * * * *', run: () => sittings.sweep() },
				{ name: 'sweep-knocks', cron: '* * * * *', run: () => knocks.sweep() },
				{ name: 'sweep-recordings', cron: '* * * * *', run: () => recordings.sweep() },
				{
					name: 'send-review-letters',
					cron: '* * * * *',
					run: () => sendReviewLetters({ db, mail, linkOrigin, log, now })
				},
				{ name: 'sweep-lent-answers', cron: '23 * * * *', run: () => reviews.sweep() },
				{
					name: 'send-digests',
					// Zones differ by quarters of an hour.
					cron: '*/15 * * * *',
					run: () => sendDigests({ db, advising, practices, mail, linkOrigin, log, now })
				},
				{ name: 'forget-sessions', cron: '17 3 * * *', run: () => accounts.deleteExpiredSessions() }
			]);
		},

		async close() {
			clearInterval(presenceTimer);
			pending.forEach((timer) => clearTimeout(timer));
			await jobs?.close();
			await press.close();
			await recordings.close();
			await video.close();
			await hub.close();
			redis?.disconnect();
		}
	};
}

/** Processes of one installation share a secret, and so its channels; others on the same Redis have their own. */
function toRedisPrefix(appSecret: string): string {
	return `mock-rounds:${createHash('sha256').update(`redis ${appSecret}`).digest('hex').slice(0, 12)}`;
}

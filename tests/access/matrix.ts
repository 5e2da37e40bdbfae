/** Everybody who may knock. `guest` is the guest of the interview in question, `other-guest` of another one. */
export const actors = [
	'signed-out',
	'stranger',
	'guest',
	'other-guest',
	'candidate',
	'interviewer',
	'observer',
	'advisor',
	'admin',
	'other-org'
] as const;

export type ActorName = (typeof actors)[number];

/**
 * What the server answers: `ok` it was let in (a mistake in the form is told inside), `door` sent to the sign-in page,
 * `401`, `403`, `404` as in HTTP.
 */
export type Answer = 'ok' | 'door' | '401' | '403' | '404';

/**
 * The one list of who may do what. A line is a thing of `findSurface()`, then one answer per actor in the order above;
 * `*` stands for the same answer to everybody. Lines with `@finished` ask of a finished interview, the others of an
 * open one.
 */
const lines = `
	COMMAND add-time                                401   404   ok    404   403   ok    403   404   404   404
	COMMAND admit-knock                             401   404   403   404   403   ok    403   404   404   404
	COMMAND ask-follow-up                           401   404   ok    404   403   ok    403   404   404   404
	COMMAND begin-recording-part                    401   404   ok    404   ok    ok    403   404   404   404
	COMMAND choose-asker                            401   404   ok    404   403   ok    403   404   404   404
	COMMAND consent-recording                       401   404   ok    404   ok    ok    ok    404   404   404
	COMMAND decline-knock                           401   404   403   404   403   ok    403   404   404   404
	COMMAND done-rating                             401   404   ok    404   ok    ok    403   404   404   404
	COMMAND draw-from-category                      401   404   ok    404   403   ok    403   404   404   404
	COMMAND draw-question                           401   404   ok    404   403   ok    403   404   404   404
	COMMAND end-reading                             401   404   ok    404   403   ok    403   404   404   404
	COMMAND finish                                  401   404   ok    404   ok    ok    403   404   404   404
	COMMAND go-to-debrief                           401   404   ok    404   403   ok    403   404   404   404
	COMMAND next-round                              401   404   ok    404   ok    ok    403   404   404   404
	COMMAND order-plan                              401   404   ok    404   403   ok    403   404   404   404
	COMMAND other-question                          401   404   ok    404   403   ok    403   404   404   404
	COMMAND pause-answer                            401   404   ok    404   403   ok    403   404   404   404
	COMMAND pick-question                           401   404   ok    404   403   ok    403   404   404   404
	COMMAND propose-recording                       401   404   ok    404   ok    ok    403   404   404   404
	COMMAND refuse-recording                        401   404   ok    404   ok    ok    ok    404   404   404
	COMMAND resume-answer                           401   404   ok    404   403   ok    403   404   404   404
	COMMAND reveal-scores                           401   404   ok    404   403   ok    403   404   404   404
	COMMAND set-ready                               401   404   ok    404   ok    ok    403   404   404   404
	COMMAND show-prompt                             401   404   ok    404   403   ok    403   404   404   404
	COMMAND signal-end                              401   404   ok    404   403   ok    403   404   404   404
	COMMAND skip-question                           401   404   ok    404   403   ok    403   404   404   404
	COMMAND start-answer                            401   404   ok    404   403   ok    403   404   404   404
	COMMAND stop-answer                             401   404   ok    404   403   ok    403   404   404   404
	COMMAND stop-recording                          401   404   ok    404   ok    ok    ok    404   404   404
	COMMAND undo-draw                               401   404   ok    404   403   ok    403   404   404   404
	COMMAND withdraw-recording                      401   404   ok    404   ok    ok    ok    404   404   404
	DELETE /interviews/[id]/video-token             401   ok    ok    ok    ok    ok    ok    ok    ok    ok
	GET /                                           *ok
	GET /account                                    door  ok    ok    ok    ok    ok    ok    ok    ok    ok
	GET /advising                                   door  404   404   404   404   404   404   ok    ok    ok
	GET /advising/[candidateId]                     door  404   404   404   ok    404   404   ok    404   404
	GET /advising/[candidateId]/chart.svg           door  404   403   403   ok    404   404   ok    404   404
	GET /advising/[candidateId]/heat.csv            door  404   403   403   ok    404   404   ok    404   404
	GET /advising/[candidateId]/table.csv           door  404   403   403   ok    404   404   ok    404   404
	GET /advising/cohort                            door  404   404   404   404   404   404   ok    ok    ok
	GET /advising/practice                          door  404   404   404   404   404   404   ok    ok    ok
	GET /advising/queue.csv                         door  404   403   403   404   404   404   ok    404   404
	GET /decks                                      door  404   403   403   404   ok    ok    ok    ok    ok
	GET /decks/[id]                                 door  404   403   403   404   ok    ok    ok    ok    404
	GET /decks/[id]/file                            door  404   403   403   404   ok    ok    ok    ok    404
	GET /decks/[id]/import                          door  404   403   403   404   404   404   ok    ok    404
	GET /decks/[id]/questions/[questionId]          door  404   403   403   404   ok    ok    ok    ok    404
	GET /demo                                       *404
	GET /forgot-password                            *ok
	GET /healthz                                    *ok
	GET /home                                       door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /interviews                                 door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /interviews/[id]                            door  404   ok    403   ok    ok    ok    404   404   404
	GET /interviews/[id]/calendar.ics               door  404   ok    403   ok    ok    ok    404   404   404
	GET /interviews/[id]/questions                  401   404   ok    404   404   ok    404   404   404   404
	GET /interviews/[id]/recordings/[recordingId]   door  404   ok    403   ok    ok    ok    404   404   404
	GET /interviews/[id]/recordings/[recordingId]/captions  door  404   ok    403   ok    ok    ok    404   404   404
	GET /interviews/[id]/report.pdf                 door  404   403   403   404   404   404   404   404   404
	GET /interviews/[id]/room                       door  404   ok    404   ok    ok    ok    404   404   404
	GET /interviews/[id]/side-talk                  401   404   ok    404   403   ok    ok    404   404   404
	GET /interviews/new                             door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /invitations/[token]                        *ok
	GET /join/[token]                               *ok
	GET /livekit/rtc                                *404
	GET /livekit/twirp                              *404
	GET /metrics                                    *ok
	GET /my-file                                    door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /my-file/export                             door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /organisations                              door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /organisations/[id]                         door  404   403   403   ok    ok    ok    ok    ok    404
	GET /organisations/[id]/cohort.csv              door  404   403   403   404   404   404   ok    ok    404
	GET /organisations/[id]/invite                  door  404   403   403   403   403   403   403   ok    404
	GET /organisations/[id]/ratings.csv             door  404   403   403   404   404   404   ok    ok    404
	GET /progress                                   door  ok    404   404   ok    ok    ok    ok    ok    ok
	GET /progress/chart.svg                         door  404   403   403   ok    404   404   404   404   404
	GET /progress/heat.csv                          door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /progress/report.pdf                        door  404   403   403   ok    404   404   404   404   404
	GET /progress/reports                           door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /progress/sharing                           door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /progress/table.csv                         door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /readyz                                     *ok
	GET /reports/[token]                            *ok
	GET /reset-password/[token]                     *ok
	GET /reviews/[token]                            *ok
	GET /reviews/[token]/answers/[mediaId]          door   404   404   404   404   ok    404   404   404   404
	GET /rubrics                                    door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /rubrics/[id]                               door  404   403   403   ok    ok    ok    ok    ok    404
	GET /setup-check                                door  ok    ok    ok    ok    ok    ok    ok    ok    ok
	GET /sign-in                                    *ok
	GET /sign-out                                   door  ok    ok    ok    ok    ok    ok    ok    ok    ok
	GET /sign-up                                    *ok
	GET /solo                                       door  ok    403   403   ok    ok    ok    ok    ok    ok
	GET /solo/[id]                                  door  404   403   403   ok    404   404   404   404   404
	GET /solo/[id]/requests/[requestId]/answers/[mediaId]  door  404   403   403   ok    404   404   404   404   404
	HEAD /reviews/[token]/answers/[mediaId]         door   404   404   404   404   ok    404   404   404   404
	HEAD /solo/[id]/requests/[requestId]/answers/[mediaId]  door   404   403   403   ok    404   404   404   404   404
	HEAD /interviews/[id]/recordings/[recordingId]  door  404   ok    403   ok    ok    ok    404   404   404
	HEAD /interviews/[id]/recordings/[recordingId]/captions  door  404   ok    403   ok    ok    ok    404   404   404
	POST /account?/digest                           door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /account?/keep                             door  ok    ok    ok    ok    ok    ok    ok    ok    ok
	POST /account?/password                         door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /account?/profile                          door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /account?/sign-out-everywhere              door  door  403   403   door  door  door  door  door  door
	POST /account?/withdrawConsent                  door  404   ok    404   ok    ok    404   404   404   404
	POST /advising/[candidateId]?/contact           door  404   403   403   404   404   404   ok    404   404
	POST /advising/[candidateId]?/sitIn             door  404   403   403   404   404   404   ok    404   404
	POST /advising/[candidateId]?/stepBack          door  404   403   403   404   404   404   ok    404   404
	POST /advising/practice?/assign                 door  404   403   403   404   404   404   ok    404   404
	POST /advising/practice?/withdraw               door  404   403   403   404   404   404   ok    404   404
	POST /advising?/contact                         door  404   403   403   404   404   404   ok    404   404
	POST /api/livekit/webhook                       *ok
	POST /decks                                     door  404   403   403   404   404   404   ok    ok    ok
	POST /decks/[id]/import?/import                 door  404   403   403   404   403   403   ok    ok    404
	POST /decks/[id]/import?/preview                door  404   403   403   404   403   403   ok    ok    404
	POST /decks/[id]/questions/[questionId]         door  404   403   403   404   403   403   ok    ok    404
	POST /decks/[id]?/archive                       door  404   403   403   404   403   403   ok    ok    404
	POST /decks/[id]?/copy                          door  404   403   403   404   403   403   ok    ok    404
	POST /decks/[id]?/move                          door  404   403   403   404   403   403   ok    ok    404
	POST /decks/[id]?/question                      door  404   403   403   404   403   403   ok    ok    404
	POST /decks/[id]?/rename                        door  404   403   403   404   403   403   ok    ok    404
	POST /decks/[id]?/share                         door  404   403   403   404   403   403   ok    ok    404
	POST /demo                                      *404
	POST /forgot-password                           *ok
	POST /interviews/[id]/commands                  401   404   ok    404   ok    ok    ok    404   404   404
	POST /interviews/[id]/side-talk                 401   404   ok    404   403   ok    ok    404   404   404
	POST /interviews/[id]/video-token               401   404   ok    404   ok    ok    ok    404   404   404
	POST /interviews/[id]?/addCaptions              door  404   404   403   ok    404   404   404   404   404
	POST /interviews/[id]?/addAddendum              door  404   404   403   404   404   404   404   404   404
	POST /interviews/[id]?/cancel                   door  404   404   403   404   ok    404   404   404   404
	POST /interviews/[id]?/deleteRecording          door  404   404   403   ok    404   404   404   404   404
	POST /interviews/[id]?/removePerson             door  404   404   403   404   ok    404   404   404   404
	POST /interviews/[id]?/renewLink                door  404   404   403   404   ok    404   404   404   404
	POST /interviews/[id]?/reschedule               door  404   404   403   404   ok    404   404   404   404
	POST /interviews/[id]?/revokeLink               door  404   404   403   404   ok    404   404   404   404
	POST /interviews/[id]?/rateFeedback             door  404   404   403   404   404   404   404   404   404
	POST /interviews/[id]?/readComments             door  404   404   403   ok    404   404   404   404   404
	POST /interviews/[id]?/removeCaptions           door  404   404   403   ok    404   404   404   404   404
	POST /interviews/[id]?/removePin                door  404   ok    403   ok    ok    ok    404   404   404
	POST /interviews/[id]?/setPin                   door  404   404   403   404   404   404   404   404   404
	POST /interviews/[id]?/shareRecording           door  404   404   403   ok    404   404   404   404   404
	POST /interviews/[id]?/withdrawConsent          door  404   ok    403   ok    ok    404   404   404   404
	POST /interviews/new                            door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /invitations/[token]?/accept               door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /invitations/[token]?/join                 *ok
	POST /join/[token]?/guest                       *ok
	POST /join/[token]/look                         401   ok    ok    ok    ok    ok    ok    ok    ok    ok
	POST /join/[token]?/giveUp                      *ok
	POST /join/[token]?/join                        *ok
	POST /join/[token]?/knock                       *ok
	POST /join/[token]?/knockAsGuest                *ok
	POST /my-file?/basics                           door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /my-file?/line                             door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /my-file?/remove                           door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /organisations                             door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /organisations/[id]/invite?/preview        door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]/invite?/send           door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/assign                door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/disable               door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/enable                door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/invite                door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/recordings            door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/remove                door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/rename                door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/reset-link            door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/role                  door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/take-back             door  404   403   403   403   403   403   403   ok    404
	POST /organisations/[id]?/unassign              door  404   403   403   403   403   403   403   ok    404
	POST /progress?/change                          door  404   403   403   ok    404   404   404   404   404
	POST /progress?/finish                          door  404   403   403   ok    404   404   404   404   404
	POST /progress?/remove                          door  404   403   403   ok    404   404   404   404   404
	POST /progress?/set                             door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /progress?/start                           door  404   403   403   ok    404   404   404   404   404
	POST /progress/reports?/link                    door  404   403   403   ok    404   404   404   404   404
	POST /progress/reports?/withdraw                door  404   403   403   ok    404   404   404   404   404
	POST /progress/sharing?/share                   door  404   403   403   ok    404   404   404   404   404
	POST /reports/[token]/report.pdf                *ok
	POST /reset-password/[token]                    *ok
	POST /reviews/[token]/save                      401   404   404   404   404   ok    404   404   404   404
	POST /reviews/[token]?/open                     *ok
	POST /rubrics/[id]?/copy                        door  404   403   403   403   403   403   ok    ok    404
	POST /rubrics/[id]?/criterion                   door  404   403   403   403   403   403   ok    ok    404
	POST /rubrics/[id]?/remove                      door  404   403   403   403   403   403   ok    ok    404
	POST /rubrics/[id]?/rename                      door  404   403   403   403   403   403   ok    ok    404
	POST /setup-check                               door  ok    ok    ok    ok    ok    ok    ok    ok    ok
	POST /setup-check/result                        401   ok    ok    ok    ok    ok    ok    ok    ok    ok
	POST /setup-check/token                         401   ok    ok    ok    ok    ok    ok    ok    ok    ok
	POST /sign-in                                   *ok
	POST /sign-out                                  *door
	POST /sign-up                                   *ok
	POST /solo                                      door  ok    403   403   ok    ok    ok    ok    ok    ok
	POST /solo/[id]/save                            401   404   404   404   ok    404   404   404   404   404
	POST /solo/[id]/requests                        401   404   403   403   ok    404   404   404   404   404
	POST /solo/[id]/requests/[requestId]            401   404   403   403   ok    404   404   404   404   404
	POST /solo/[id]?/discard                        door  404   403   403   ok    404   404   404   404   404
	POST /solo/[id]?/read                           door  404   403   403   ok    404   404   404   404   404
	POST /solo/[id]?/withdraw                       door  404   403   403   ok    404   404   404   404   404
	POST /theme                                     *ok
	PUT /solo/[id]/requests/[requestId]/answers/[mediaId]/chunks/[ordinal]  401   404   403   403   ok    404   404   404   404   404
	PUT /interviews/[id]/recordings/[recordingId]/parts/[part]/[number]  401   404   403   404   ok    403   403   404   404   404
	SOCKET cues                                     401   404   ok    404   403   ok    403   404   404   404
	SOCKET feedback                                 401   404   ok    404   ok    ok    ok    404   404   404
	SOCKET notes                                    401   404   ok    404   ok    ok    ok    404   404   404
	SOCKET notes of another                         401   404   403   404   403   403   403   404   404   404
	SOCKET scorecard                                401   404   ok    404   ok    ok    ok    404   404   404
	SOCKET scorecard of another                     401   404   403   404   403   403   403   404   404   404
	SOCKET side-talk                                401   404   ok    404   403   ok    ok    404   404   404
	SOCKET stage                                    401   404   ok    404   ok    ok    ok    404   404   404
	COMMAND finish @finished                        401   404   ok    404   ok    ok    403   404   404   404
	COMMAND reveal-scores @finished                 401   404   ok    404   403   ok    403   404   404   404
	SOCKET cues @finished                           401   404   ok    404   403   ok    403   404   404   404
	SOCKET feedback @finished                       401   404   ok    404   ok    ok    ok    404   404   404
	SOCKET notes @finished                          401   404   ok    404   ok    ok    ok    404   404   404
	SOCKET notes of another @finished               401   404   403   404   403   403   403   404   404   404
	SOCKET scorecard @finished                      401   404   ok    404   ok    ok    ok    404   404   404
	SOCKET scorecard of another @finished           401   404   ok    404   ok    ok    ok    404   404   404
	SOCKET side-talk @finished                      401   404   403   404   403   403   403   404   404   404
	SOCKET stage @finished                          401   404   ok    404   ok    ok    ok    404   404   404
	GET /interviews/[id] @finished                  door  404   ok    403   ok    ok    ok    ok    404   404
	GET /interviews/[id]/report.pdf @finished       door  404   403   403   ok    404   404   404   404   404
	GET /interviews/[id]/room @finished             door  404   ok    404   ok    ok    ok    404    404   404
	GET /interviews/[id]/recordings/[recordingId] @finished  door  404   ok    403   ok    ok    ok    404   404   404
	GET /interviews/[id]/recordings/[recordingId]/captions @finished  door  404   ok    403   ok    ok    ok    404   404   404
	POST /interviews/[id]?/setPin @finished         door  404   ok    403   ok    ok    ok    404   404   404
	POST /interviews/[id]?/addAddendum @finished    door  404   ok    403   ok    ok    404   ok    404   404
	POST /interviews/[id]?/rateFeedback @finished   door  404   404   403   ok    404   404   404   404   404
	POST /interviews/[id]?/readComments @finished   door  404   404   403   ok    404   404   404   404   404
	POST /interviews/[id]/video-token @finished     401   404   ok    404   ok    ok    ok    404   404   404
	POST /interviews/[id]?/cancel @finished         door  404   404   403   404   ok    404   404   404   404
`;

export interface Row {
	thing: string;
	isFinished: boolean;
	expected: Record<ActorName, Answer>;
}

export const matrix: Row[] = lines
	.trim()
	.split('\n')
	.filter((line) => line.trim() !== '')
	.map((line) => {
		const [thing, answers] = line.trim().split(/\s{2,}(.*)/s);
		const words = answers!.trim().split(/\s+/);
		const all = words[0]!.startsWith('*') ? words[0]!.slice(1) : null;
		if (!all && words.length !== actors.length) throw new Error(`not an answer per actor: ${line}`);
		return {
			thing: thing!.replace(' @finished', ''),
			isFinished: thing!.endsWith(' @finished'),
			expected: Object.fromEntries(
				actors.map((actor, index) => [actor, all ?? words[index]])
			) as Record<ActorName, Answer>
		};
	});

import type { CommandRefusal, CommandType } from './command.ts';
import type { Phase, Role } from './interview.ts';

const interviewer: Role[] = ['interviewer'];
const seated: Role[] = ['candidate', 'interviewer'];
const everybody: Role[] = ['candidate', 'interviewer', 'observer'];
const asking: Phase[] = ['open', 'live'];
const inRoom: Phase[] = ['open', 'live', 'debrief'];

/** Which command may be given by whom in which phase. Everything that is not here is refused. */
export const commandTable: Record<
	CommandType,
	{ phases: readonly Phase[]; roles: readonly Role[] }
> = {
	'draw-question': { phases: asking, roles: interviewer },
	'other-question': { phases: ['live'], roles: interviewer },
	'draw-from-category': { phases: asking, roles: interviewer },
	'pick-question': { phases: asking, roles: interviewer },
	'skip-question': { phases: ['live'], roles: interviewer },
	'undo-draw': { phases: ['live'], roles: interviewer },
	'ask-follow-up': { phases: ['live'], roles: interviewer },
	'show-prompt': { phases: inRoom, roles: interviewer },
	'start-answer': { phases: ['live'], roles: interviewer },
	'end-reading': { phases: ['live'], roles: interviewer },
	'stop-answer': { phases: ['live'], roles: interviewer },
	'pause-answer': { phases: ['live'], roles: interviewer },
	'resume-answer': { phases: ['live'], roles: interviewer },
	'add-time': { phases: ['live'], roles: interviewer },
	'signal-end': { phases: ['live'], roles: interviewer },
	'choose-asker': { phases: asking, roles: interviewer },
	'order-plan': { phases: asking, roles: interviewer },
	'set-ready': { phases: ['open'], roles: seated },
	'go-to-debrief': { phases: asking, roles: interviewer },
	'done-rating': { phases: ['debrief'], roles: seated },
	'reveal-scores': { phases: ['debrief'], roles: interviewer },
	'next-round': { phases: ['debrief'], roles: seated },
	'propose-recording': { phases: inRoom, roles: seated },
	'consent-recording': { phases: inRoom, roles: everybody },
	'refuse-recording': { phases: inRoom, roles: everybody },
	'withdraw-recording': { phases: inRoom, roles: everybody },
	'stop-recording': { phases: inRoom, roles: everybody },
	'begin-recording-part': { phases: inRoom, roles: seated },
	// Of these two only whoever may invite: `mayManage` on the server.
	'admit-knock': { phases: inRoom, roles: seated },
	'decline-knock': { phases: inRoom, roles: seated },
	finish: { phases: ['debrief'], roles: seated }
};

/** Null where the command may go on; otherwise why not. The role is looked at first, then the phase. */
export function refuseCommand(type: CommandType, role: Role, phase: Phase): CommandRefusal | null {
	const { phases, roles } = commandTable[type];
	if (!roles.includes(role)) return 'not_allowed';
	if (phase === 'finished') return 'already_finished';
	return phases.includes(phase) ? null : 'wrong_phase';
}

/** Phases in which the room may be entered. */
export const isEnterable = (phase: Phase): boolean =>
	phase === 'scheduled' || phase === 'open' || phase === 'live' || phase === 'debrief';

/** What a person is told when a command is refused. */
export const commandMessages: Record<CommandRefusal, string> = {
	not_found:
		'This interview cannot be found. It may have been removed, or you may have left its list.',
	not_allowed: 'That is for the interviewer to do in this interview.',
	wrong_phase: 'That does not belong to this part of the interview.',
	already_finished: 'This interview is finished and saved. Later words can be added on its page.',
	nothing_drawn: 'No question is drawn. Draw one first.',
	answer_running: 'An answer is running. Stop it first.',
	no_answer_running: 'No answer is running.',
	deck_exhausted: 'No further question fits this step. Draw from another category or pick one.',
	plan_complete:
		'Every step of the plan was dealt. Draw from a category, pick a question, or go to the debrief.',
	unknown_question: 'That question is not in this deck, or it does not fit the candidate.',
	unknown_follow_up: 'This question has no such follow-up.',
	unknown_asker: 'That person is not here to ask. Choose one of the interviewers in the room.',
	unknown_step: 'Those are not the steps of this plan. Reload the page and try again.',
	no_next_round: 'This interview has no further round.',
	round_to_come:
		'The second round is still to come: swap roles first. Both rounds open and end together.',
	not_revealed:
		'The scores are not revealed yet. The interviewer can finish, or reveal them first.',
	recording_off: 'Recording is switched off on this server.',
	recording_under_way: 'A recording is asked for or running already.',
	no_recording: 'There is no recording to do that with now.',
	no_candidate:
		'The recording will belong to the candidate, and nobody has taken that seat yet. Ask again when they are here.',
	not_in_call: 'Only what is said in the call is recorded: join it first.',
	cannot_record: 'No browser in this call can record. Chrome, Edge and Firefox on a computer can.',
	not_recorder: 'Another browser in this call records already.',
	knock_gone: 'They no longer wait: somebody else has answered them, or they have gone.',
	seat_taken: 'That seat is taken by now. They can still be let in as observer.',
	bad_command: 'The command was not understood. Reload the page and try again.'
};

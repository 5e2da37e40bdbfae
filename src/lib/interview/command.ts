import type { Category } from '../deck/question.ts';
import type { Role } from './interview.ts';

/** Commands of an interview. The client sends one with an id of its own; a repeated id changes nothing. */
export type Command =
	| { type: 'draw-question' }
	| { type: 'other-question' }
	| { type: 'draw-from-category'; category: Category }
	| { type: 'pick-question'; questionId: string }
	| { type: 'skip-question' }
	| { type: 'undo-draw' }
	| { type: 'ask-follow-up'; index: number }
	| { type: 'show-prompt'; isShown: boolean }
	| { type: 'start-answer' }
	| { type: 'end-reading' }
	| { type: 'stop-answer' }
	| { type: 'pause-answer' }
	| { type: 'resume-answer' }
	| { type: 'add-time'; seconds: number }
	| { type: 'signal-end' }
	| { type: 'set-ready'; isReady: boolean }
	| { type: 'go-to-debrief' }
	| { type: 'done-rating' }
	| { type: 'reveal-scores' }
	| { type: 'next-round' }
	| { type: 'choose-asker'; userId: string }
	| { type: 'propose-recording'; canRecord: boolean }
	| { type: 'consent-recording'; canRecord: boolean }
	| { type: 'refuse-recording' }
	| { type: 'withdraw-recording' }
	| { type: 'stop-recording'; why?: 'failed' | 'full' }
	| { type: 'begin-recording-part'; tab: string }
	| { type: 'order-plan'; order: number[] }
	| { type: 'admit-knock'; knockId: string; role: Role }
	| { type: 'decline-knock'; knockId: string }
	| { type: 'finish' };

export type CommandType = Command['type'];

/** Why a command was refused. Each has a sentence in `commandMessages`. */
export type CommandRefusal =
	| 'not_found'
	| 'not_allowed'
	| 'wrong_phase'
	| 'already_finished'
	| 'nothing_drawn'
	| 'answer_running'
	| 'no_answer_running'
	| 'deck_exhausted'
	| 'plan_complete'
	| 'unknown_question'
	| 'unknown_follow_up'
	| 'unknown_asker'
	| 'unknown_step'
	| 'no_next_round'
	| 'round_to_come'
	| 'not_revealed'
	| 'recording_off'
	| 'recording_under_way'
	| 'no_recording'
	| 'no_candidate'
	| 'not_in_call'
	| 'cannot_record'
	| 'not_recorder'
	| 'knock_gone'
	| 'seat_taken'
	| 'bad_command';

export type CommandResult =
	{ ok: true; revision: number } | { ok: false; code: CommandRefusal; message: string };

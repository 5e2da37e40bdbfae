import { describe, expect, it } from 'vitest';
import { commandMessages, commandTable, isEnterable, refuseCommand } from './phase.ts';
import { phases, roles } from './interview.ts';
import type { CommandType } from './command.ts';

const types = Object.keys(commandTable) as CommandType[];

describe('the command table', () => {
	it('lets an observer decide about being recorded, and do nothing else in any phase', () => {
		for (const type of types.filter(
			(type) => !type.endsWith('-recording') || type.startsWith('propose')
		))
			for (const phase of phases)
				expect(refuseCommand(type, 'observer', phase)).toBe('not_allowed');
	});

	it('lets a candidate be ready, be done rating, swap roles, record, answer a knock where the interview is theirs, and finish', () => {
		const allowed = types
			.filter((type) => commandTable[type].roles.includes('candidate'))
			.filter((type) => !type.includes('recording') && !type.endsWith('-knock'));
		expect(allowed.sort()).toEqual(['done-rating', 'finish', 'next-round', 'set-ready']);
	});

	it('refuses every command to everybody once the interview is over', () => {
		for (const type of types)
			for (const role of roles)
				for (const phase of ['finished', 'cancelled', 'missed', 'scheduled'] as const)
					expect(refuseCommand(type, role, phase)).not.toBeNull();
	});

	it('says that a finished interview is finished, and otherwise that the phase is wrong', () => {
		expect(refuseCommand('draw-question', 'interviewer', 'finished')).toBe('already_finished');
		expect(refuseCommand('draw-question', 'interviewer', 'debrief')).toBe('wrong_phase');
		expect(refuseCommand('draw-question', 'candidate', 'finished')).toBe('not_allowed');
	});

	it('draws only before the debrief and finishes only in it', () => {
		const phasesOf = (type: CommandType) =>
			phases.filter((phase) => refuseCommand(type, 'interviewer', phase) === null);
		expect(phasesOf('draw-question')).toEqual(['open', 'live']);
		expect(phasesOf('start-answer')).toEqual(['live']);
		expect(phasesOf('finish')).toEqual(['debrief']);
	});

	it('has a sentence for every refusal', () => {
		for (const message of Object.values(commandMessages)) expect(message).toMatch(/^[A-Z].*[.]$/);
	});

	it('opens the room only while there is something to do in it', () => {
		expect(phases.filter(isEnterable)).toEqual(['scheduled', 'open', 'live', 'debrief']);
	});
});

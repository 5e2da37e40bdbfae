import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Basics } from '#lib/candidate-file/brief.ts';
import { toFileCardId } from '#lib/candidate-file/file-cards.ts';
import { maxLines, type FileLine } from '#lib/candidate-file/line.ts';
import { toDocumentPath } from '#lib/collab/documents.ts';
import type { CuesView } from '#lib/interview/stage.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import { openInterviews } from '../../tests/support/given.ts';
import { createCandidateFileService, type CandidateFileService } from './candidate-file-service.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
let files: CandidateFileService;
beforeAll(async () => {
	given = await openInterviews();
	files = createCandidateFileService({ db: given.db });
});
afterAll(() => given[Symbol.asyncDispose]());

const basics: Basics = {
	specialty: 'med-psych',
	path: 'img',
	needsVisa: true,
	realInterviewOn: '2026-12-04',
	wish: 'Am I too long?',
	open: ['specialty']
};

const cv = (title: string, isOpen = false): FileLine => ({
	id: createId(),
	kind: 'cv',
	isOpen,
	values: { title, details: '' }
});

async function add(actor: Actor, line: FileLine): Promise<FileLine> {
	expect(await files.saveLine(actor, 0, line)).toEqual({ ok: true, version: 1 });
	return line;
}

describe('a file', () => {
	it('is one’s own: what is saved is there again, and nobody else reads or changes it', async () => {
		const amara = await given.person('Amara Nwosu', { role: 'candidate' });
		const other = await given.person('Daniel Haddad', { role: 'candidate' });
		expect(await files.get(amara)).toMatchObject({ version: 0, lines: [] });
		expect(await files.saveBasics(amara, 0, basics)).toEqual({ ok: true, version: 1 });
		const line = await add(amara, cv('Reading circle'));
		expect(await files.get(amara)).toEqual({
			version: 1,
			basics,
			lines: [{ ...line, version: 1 }]
		});

		const theirs = { ...line, values: { title: 'Not yours' } };
		expect(await files.saveLine(other, 0, theirs)).toEqual({ ok: false, code: 'not_found' });
		expect(await files.saveLine(other, 1, theirs)).toMatchObject({ theirs: null });
		expect(await files.removeLine(other, 1, line.id)).toEqual({ ok: true });
		expect((await files.get(amara))?.lines).toEqual([{ ...line, version: 1 }]);
		expect((await files.get(other))?.lines).toEqual([]);
	});

	it('decides what is dealt: the draw reads the same specialty, path and visa', async () => {
		const amara = await given.person('Amara Nwosu', { role: 'candidate' });
		await files.saveBasics(amara, 0, basics);
		const { id } = await interviewOf(amara);
		const found = await given.rooms.browseQuestions(hosts.get(id)!, id, { category: 'med-psych' });
		expect(found!.total).toBeGreaterThan(0);
	});

	it('is not a guest’s', async () => {
		const guest = { ...(await given.person('Guest')), isGuest: true };
		expect(await files.get(guest)).toBeNull();
		expect(await files.saveBasics(guest, 0, basics)).toMatchObject({ code: 'not_found' });
		expect(await files.saveLine(guest, 0, cv('x'))).toMatchObject({ code: 'not_found' });
	});

	it('two devices: the later one is told what is there, and nothing is overwritten', async () => {
		const amara = await given.person('Amara Nwosu', { role: 'candidate' });
		const line = await add(amara, cv('One'));
		const first = { ...line, values: { title: 'First device' } };
		const second = { ...line, values: { title: 'Second device' } };
		const answers = await Promise.all([
			files.saveLine(amara, 1, first),
			files.saveLine(amara, 1, second)
		]);
		expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
		const [kept] = (await files.get(amara))!.lines;
		expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, code: 'conflict', theirs: kept });
		expect(await files.removeLine(amara, 1, line.id)).toMatchObject({ code: 'conflict' });

		await files.saveBasics(amara, 0, basics);
		expect(await files.saveBasics(amara, 0, { ...basics, wish: 'x' })).toMatchObject({
			code: 'conflict',
			theirs: { version: 1, basics }
		});
	});

	it('a repeated request adds one line; a removed one stays removed', async () => {
		const amara = await given.person('Amara Nwosu', { role: 'candidate' });
		const line = await add(amara, cv('Once'));
		expect(await files.saveLine(amara, 0, line)).toMatchObject({
			code: 'conflict',
			theirs: { version: 1 }
		});
		expect(await files.removeLine(amara, 1, line.id)).toEqual({ ok: true });
		expect(await files.removeLine(amara, 1, line.id)).toEqual({ ok: true });
		expect(await files.saveLine(amara, 1, line)).toEqual({
			ok: false,
			code: 'conflict',
			theirs: null
		});
		expect((await files.get(amara))?.lines).toEqual([]);
	});

	it(`holds ${maxLines} lines`, async () => {
		const amara = await given.person('Amara Nwosu', { role: 'candidate' });
		for (let index = 0; index < maxLines; index += 1) await add(amara, cv(`Line ${index}`));
		expect(await files.saveLine(amara, 0, cv('One more'))).toEqual({
			ok: false,
			code: 'too_many'
		});
	});
});

async function interviewOf(candidate: Actor) {
	const host = await given.person('Dr Kwame Osei');
	const { defaults } = await given.interviews.createOptions(host);
	const created = await given.interviews.create(host, {
		...defaults,
		withUserId: candidate.userId
	});
	if (!created.ok) throw new Error(created.message);
	await given.rooms.enter(host, created.id);
	hosts.set(created.id, host);
	return { id: created.id, host };
}
const hosts = new Map<string, Actor>();
const cardsOf = async (id: string) =>
	(await given.rooms.browseQuestions(hosts.get(id)!, id, {}))!.questions;

async function readCard(host: Actor, id: string) {
	const { roundId } = (await given.rooms.enter(host, id))!;
	const doc = await given.hub.read(given.db, toDocumentPath({ kind: 'cues', roundId }));
	const { card } = doc.getMap('cues').get('view') as CuesView;
	doc.destroy();
	return card!;
}

describe('in the room', () => {
	it('a ticked line is dealt to its own candidate, once, and says where it comes from', async () => {
		const amara = await given.person('Amara Nwosu', { role: 'candidate' });
		const open = await add(amara, cv('Night-shift reading circle', true));
		await add(amara, cv('PRIVATE LINE'));
		const { id, host } = await interviewOf(amara);
		const draw = { type: 'draw-from-category', category: 'application-file' };
		expect(await given.run(host, id, draw)).toMatchObject({ ok: true });
		expect(await readCard(host, id)).toMatchObject({
			questionId: null,
			metBeforeAt: null,
			reason: { kind: 'own-file' },
			content: { prompt: expect.stringContaining('Night-shift reading circle') as string }
		});
		await given.run(host, id, { type: 'start-answer' });
		await given.run(host, id, { type: 'stop-answer' });
		await given.run(host, id, draw);
		expect((await readCard(host, id)).questionId).not.toBeNull();

		// In the next interview it is a repeat: chosen by hand, and labelled.
		const next = await interviewOf(amara);
		await given.run(next.host, next.id, draw);
		expect((await readCard(next.host, next.id)).questionId).not.toBeNull();
		const pick = { type: 'pick-question', questionId: toFileCardId(open.id) };
		expect(await given.run(next.host, next.id, pick)).toMatchObject({ ok: true });
		expect((await readCard(next.host, next.id)).metBeforeAt).not.toBeNull();
	});

	it('another candidate’s lines and unticked ones are neither dealt, found nor picked', async () => {
		const amara = await given.person('Amara Nwosu', { role: 'candidate' });
		const daniel = await given.person('Daniel Haddad', { role: 'candidate' });
		const ticked = await add(amara, cv('AMARAS LINE', true));
		const unticked = await add(daniel, cv('PRIVATE LINE'));
		const { id, host } = await interviewOf(daniel);
		expect(JSON.stringify(await cardsOf(id))).not.toMatch(/AMARAS|PRIVATE/);
		for (const line of [ticked, unticked])
			expect(
				await given.run(host, id, { type: 'pick-question', questionId: toFileCardId(line.id) })
			).toMatchObject({ code: 'unknown_question' });
		await files.saveLine(daniel, 1, { ...unticked, isOpen: true });
		expect((await cardsOf(id))[0]).toMatchObject({ isOwn: true, isDrawn: false });
		for (const [text, isFound] of [
			['privat lne', true],
			['delirium', false]
		] as const) {
			const { questions } = (await given.rooms.browseQuestions(host, id, { text }))!;
			expect(questions.some(({ isOwn }) => isOwn)).toBe(isFound);
		}
	});

	it('a tick taken back after its card was drawn: the card stays as it is asked, and is offered to nobody again', async () => {
		const { id, interviewer: host, candidate } = await given.interview();
		hosts.set(id, host);
		const line = await add(candidate, cv('Reading circle', true));
		const pick = { type: 'pick-question', questionId: toFileCardId(line.id) };
		expect(await given.run(host, id, pick)).toMatchObject({ ok: true });
		const drawn = await readCard(host, id);
		await files.saveLine(candidate, 1, { ...line, isOpen: false });
		expect(await given.run(host, id, { type: 'start-answer' })).toMatchObject({ ok: true });
		expect((await readCard(host, id)).content).toEqual(drawn.content);
		await given.run(host, id, { type: 'stop-answer' });
		expect(JSON.stringify(await cardsOf(id))).not.toContain('Reading circle');
		expect(await given.run(host, id, pick)).toMatchObject({ ok: false, code: 'unknown_question' });
		await given.run(host, id, { type: 'go-to-debrief' });
		await given.run(host, id, { type: 'finish' });
		const [round] = (await given.outcomes.get(host, id))!.rounds;
		expect(round!.answers[0]!.prompt).toBe(drawn.content.prompt);
	});

	it('a programme sheet becomes the card why here', async () => {
		const amara = await given.person('Amara Nwosu', { role: 'candidate' });
		await add(amara, {
			id: createId(),
			kind: 'programme',
			isOpen: true,
			values: { name: 'Lakeside', city: 'Chicago', whyHere: 'One ward for both.' }
		});
		const { id, host } = await interviewOf(amara);
		await given.run(host, id, { type: 'draw-from-category', category: 'motivation' });
		expect((await readCard(host, id)).content).toMatchObject({
			prompt: 'Why Lakeside, and why Chicago?',
			strongAnswer: expect.arrayContaining(['In the file: One ward for both.']) as string[]
		});
	});

	it('the brief is for those who interview the candidate, until the interview is over', async () => {
		const { id, interviewer, candidate, observer } = await given.interview({ observer: true });
		await files.saveBasics(candidate, 0, basics);
		await add(candidate, cv('Reading circle', true));
		await add(candidate, cv('PRIVATE LINE'));
		const [brief] = await files.findBriefs(interviewer, id);
		expect(brief).toMatchObject({
			candidateName: 'Amara Nwosu',
			wish: 'Am I too long?',
			groups: [{ lines: [{ title: 'Med-Psych' }] }, { lines: [{ title: 'Reading circle' }] }]
		});
		expect((await given.rooms.enter(interviewer, id))?.brief).toEqual(brief);
		const stranger = await given.person('Somebody Else');
		for (const actor of [candidate, observer!, stranger]) {
			expect(await files.findBriefs(actor, id)).toEqual([]);
			expect((await given.rooms.enter(actor, id))?.brief ?? null).toBeNull();
		}
		const guest = { ...interviewer, isGuest: true, guestInterviewId: 'another' };
		expect(await files.findBriefs(guest, id)).toEqual([]);
		await given.run(interviewer, id, { type: 'go-to-debrief' });
		await given.run(interviewer, id, { type: 'finish' });
		expect(await files.findBriefs(interviewer, id)).toEqual([]);
	});

	it('in a peer swap each sees the other’s file and not the own one', async () => {
		const one = await given.person('One', { role: 'candidate' });
		const other = await given.person('Other', { role: 'candidate' });
		await add(one, cv('Line of one', true));
		await add(other, cv('Line of other', true));
		const { defaults } = await given.interviews.createOptions(one);
		const created = await given.interviews.create(one, {
			...defaults,
			kind: 'peer',
			withUserId: other.userId
		});
		if (!created.ok) throw new Error(created.message);
		for (const [reader, words] of [
			[one, 'Line of other'],
			[other, 'Line of one']
		] as const)
			expect((await files.findBriefs(reader, created.id)).map(({ groups }) => groups)).toEqual([
				[{ heading: 'CV lines', lines: [{ title: words, details: [] }] }]
			]);
	});
});

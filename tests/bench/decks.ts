import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import { openDatabase } from '#server/db/open.ts';
import { organisations } from '#server/db/schema.ts';
import { seedBuiltIns } from '#server/db/seed.ts';
import { writeCsv } from '#server/decks/deck-file.ts';
import { createDeckService } from '#server/decks/deck-service.ts';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { toPercentile } from '../support/percentiles.ts';

/** Searching a deck of 20,000 questions on PostgreSQL, and bringing 5,000 in from a file four times to get there. */
export async function measureDecks(): Promise<{ importSeconds: number; searchMs: number }> {
	await using postgres = await createTestDatabase();
	const database = await openDatabase({ databaseUrl: postgres.url, dataDir: '' });
	try {
		const { db } = database;
		await seedBuiltIns(db);
		const organisationId = createId();
		await db.insert(organisations).values({ id: organisationId, name: 'Harbour', kind: 'school' });
		const actor: Actor = {
			userId: createId(),
			sessionId: createId(),
			name: 'Jo Marsh',
			email: null,
			timeZone: 'UTC',
			isGuest: false,
			guestInterviewId: null,
			isDemo: false,
			memberships: [{ organisationId, organisationName: 'Harbour', kind: 'school', role: 'admin' }]
		};
		const decks = createDeckService({ db, now: () => new Date() });
		const made = await decks.create(actor, { organisationId, name: 'Large', description: '' });
		if (!made.ok) throw new Error(made.code);

		const { questions } = starterDeck;
		const importMs: number[] = [];
		for (let part = 0; part < 4; part++) {
			const contents = Array.from({ length: 5_000 }, (_, index) => {
				const { content } = questions[index % questions.length]!;
				return { ...content, prompt: `${content.prompt} (${part * 5_000 + index})` };
			});
			const file = new TextEncoder().encode(writeCsv(contents));
			const started = performance.now();
			const looked = await decks.previewImport(actor, made.id, 'csv', file);
			if (!looked.ok) throw new Error(looked.code);
			const lookedMs = performance.now() - started;
			const { token } = looked.preview;
			const result = await decks.importFile(actor, made.id, 'csv', file, token);
			if (!result.ok) throw new Error(result.code);
			importMs.push(performance.now() - started - lookedMs);
		}
		await db.execute('analyze questions');

		const texts = ['conflct team', 'delirium', 'attendng', 'insulin', 'promises', 'leave hospital'];
		const searchMs: number[] = [];
		for (let round = 0; round < 120; round++) {
			const started = performance.now();
			const found = await decks.get(actor, made.id, { text: texts[round % texts.length] });
			if (!found?.total) throw new Error(`nothing found for ${texts[round % texts.length]}`);
			searchMs.push(performance.now() - started);
		}
		return {
			importSeconds: toPercentile(importMs, 0.5) / 1000,
			searchMs: toPercentile(searchMs.slice(20), 0.95)
		};
	} finally {
		await database.close();
	}
}

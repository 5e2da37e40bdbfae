/**
 * Answers questions together: what is asked while one round is under way goes into the next, as soon as it has returned.
 *
 * @param answer takes the questions and answers in their order; when it throws, everybody who asked gets the error.
 */
export function gather<Question, Answer>(
	answer: (questions: Question[]) => Promise<Answer[]>,
	maxQuestions = 256
): (question: Question) => Promise<Answer> {
	interface Asked {
		question: Question;
		resolve(answer: Answer): void;
		reject(error: unknown): void;
	}
	let waiting: Asked[] = [];
	let isRunning = false;

	async function run(): Promise<void> {
		// What is asked in the same turn of the loop belongs to the same round.
		await Promise.resolve();
		while (waiting.length > 0) {
			const round = waiting.slice(0, maxQuestions);
			waiting = waiting.slice(round.length);
			try {
				const answers = await answer(round.map(({ question }) => question));
				round.forEach(({ resolve }, index) => resolve(answers[index]!));
			} catch (error) {
				for (const { reject } of round) reject(error);
			}
		}
		isRunning = false;
	}

	return (question) =>
		new Promise((resolve, reject) => {
			waiting.push({ question, resolve, reject });
			if (isRunning) return;
			isRunning = true;
			void run();
		});
}

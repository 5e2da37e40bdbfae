/** How far a report is that is being made on the server. */
export type ReportStep =
	/** `ahead`: reports that are made before it. */
	| { step: 'waiting'; ahead: number }
	/** Its words are set, and the fonts of their letters chosen. */
	| { step: 'letters' }
	| { step: 'pages' };

/** What is sent while it is made, one JSON value a line: each step as it begins, and the end. */
export type ReportLine =
	| ReportStep
	/** The PDF in base64. */
	| { step: 'done'; pdf: string }
	| { step: 'failed' };

/** Whoever asks for this is told how far it is; everybody else gets the PDF. */
export const makingType = 'application/x-ndjson';

/** What is being done, for whoever waits. */
export function toStepWords(step: ReportStep | null): string {
	switch (step?.step) {
		case undefined:
			return 'Reading what belongs in it …';
		case 'waiting':
			return step.ahead === 1
				? 'Waiting for another report …'
				: `Waiting for ${step.ahead} other reports …`;
		case 'letters':
			return 'Setting the words …';
		case 'pages':
			return 'Drawing the pages …';
	}
}

const mega = 1024 * 1024;

/** What a browser sends at once; a piece that is not the last is not smaller than `minChunkBytes`. */
export const chunkBytes = mega;
export const minChunkBytes = 64 * 1024;
export const maxChunkBytes = 4 * mega;

/** What may be kept: of one answer, for one request, for one person, for one organisation, and what stays free. */
export interface UploadLimits {
	answerBytes: number;
	requestBytes: number;
	personBytes: number;
	organisationBytes: number;
	freeBytes: number;
	/** Requests of one practice that are not withdrawn. */
	requests: number;
}

export const uploadLimits: UploadLimits = {
	answerBytes: 200 * mega,
	requestBytes: 400 * mega,
	personBytes: 1024 * mega,
	organisationBytes: 20 * 1024 * mega,
	freeBytes: 1024 * mega,
	requests: 10
};

export type UploadRefusal =
	| 'not_found'
	| 'not_finished'
	| 'invalid'
	| 'answer_too_large'
	| 'request_too_large'
	| 'person_full'
	| 'organisation_full'
	| 'disk_full'
	| 'too_many'
	| 'withdrawn'
	| 'chunk_too_large'
	| 'chunk_too_small'
	| 'out_of_order'
	| 'wrong_hash'
	| 'not_media'
	| 'incomplete';

/** HTTP statuses of the refusals. */
export const uploadStatuses: Record<UploadRefusal, number> = {
	not_found: 404,
	not_finished: 409,
	invalid: 400,
	answer_too_large: 413,
	request_too_large: 413,
	person_full: 413,
	organisation_full: 413,
	disk_full: 507,
	too_many: 409,
	withdrawn: 410,
	chunk_too_large: 413,
	chunk_too_small: 400,
	out_of_order: 409,
	wrong_hash: 422,
	not_media: 415,
	incomplete: 409
};

const toMega = (bytes: number) => `${Math.round(bytes / mega)} MB`;

/** What the candidate is told. */
export function toUploadMessage(code: UploadRefusal, limits: UploadLimits = uploadLimits): string {
	switch (code) {
		case 'not_found':
			return 'This practice cannot be found, or it is not yours.';
		case 'not_finished':
			return 'Save the practice first: what is reviewed is a finished one.';
		case 'invalid':
			return 'This does not belong to the practice. Reload the page; your recordings stay here.';
		case 'answer_too_large':
			return `One of these answers has more than ${toMega(limits.answerBytes)}. Leave it out.`;
		case 'request_too_large':
			return `Together they have more than ${toMega(limits.requestBytes)}. Choose fewer answers.`;
		case 'person_full':
			return `Your recordings on the server would be more than ${toMega(limits.personBytes)}. Withdraw an older request first: its recordings are then deleted.`;
		case 'organisation_full':
			return 'Your organisation has no room left for recordings. Choose fewer answers, or ask its admin.';
		case 'disk_full':
			return 'The server has no room left for recordings. Nothing is lost: they stay in this browser. Try again later.';
		case 'too_many':
			return `There are ${limits.requests} requests for this practice. Withdraw one first.`;
		case 'withdrawn':
			return 'This request was withdrawn, so nothing more is added to it.';
		case 'chunk_too_large':
			return 'This piece of the recording is too large. Reload the page and try again.';
		case 'chunk_too_small':
			return 'This piece of the recording is too small. Reload the page and try again.';
		case 'out_of_order':
			return 'Pieces of the recording came in another order. Press once more: it goes on where it was.';
		case 'wrong_hash':
			return 'A piece was damaged on its way. Press once more: it goes on where it was.';
		case 'not_media':
			return 'This is no recording as browsers make them, so it was not taken.';
		case 'incomplete':
			return 'Not everything has arrived yet. Press once more: it goes on where it was.';
	}
}

export type Uploaded<Result> =
	({ ok: true } & Result) | { ok: false; code: UploadRefusal; message: string };

/** What the server has of a request that is being sent: `received` chunks of each recording. */
export interface BegunRequest {
	requestId: string;
	media: { mediaId: string; answerId: string; received: number; receivedBytes: number }[];
}

/** What a form of name and description answers to the slower of two editors: their version, and what stands now. */
export const renamedMeanwhile = ({
	theirs
}: {
	theirs: { name: string; description: string; nameVersion: number };
}): [errors: Record<string, string>, message: string, status: number] => [
	{ version: String(theirs.nameVersion) },
	`Somebody saved another name or description while you wrote: “${[theirs.name, theirs.description]
		.filter(Boolean)
		.join(' – ')}”. Yours is still here. Saving again puts it in place of theirs.`,
	409
];

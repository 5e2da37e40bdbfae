/**
 * Who of a panel asks the next question: whom it chose, else the one after whoever asked last, in the list's order. Null
 * where there is nobody to take turns with.
 */
export function toAskerId(
	panel: readonly { userId: string }[],
	chosenId: string | null,
	lastAskedById: string | null
): string | null {
	if (panel.length < 2) return null;
	if (panel.some(({ userId }) => userId === chosenId)) return chosenId;
	const last = panel.findIndex(({ userId }) => userId === lastAskedById);
	return panel[(last + 1) % panel.length]!.userId;
}

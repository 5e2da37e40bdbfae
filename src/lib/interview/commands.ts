/** Something that can be done in the room now. */
export interface RoomCommand {
	/** As its button says it; no two have the same. */
	name: string;
	/** The key that does it too. */
	key?: string;
	run: () => void;
}

/** The room's buttons that stand there now, can be pressed and have no key: each carries `data-command`. */
export function findButtons(room: ParentNode = document): RoomCommand[] {
	const buttons = [...room.querySelectorAll<HTMLButtonElement>('button[data-command]')];
	const commands = buttons
		.filter((button) => !button.disabled && button.checkVisibility())
		.map((button) => ({
			name: button.ariaLabel ?? button.textContent.trim(),
			run: () => button.click()
		}));
	return commands.filter(
		({ name }, index) => commands.findIndex((other) => other.name === name) === index
	);
}

/** Those whose words hold everything typed, beginnings counting. */
export function toFound<T extends { name: string }>(commands: readonly T[], text: string): T[] {
	const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
	return commands.filter(({ name }) => {
		const words = name.toLowerCase().split(/[^a-z0-9]+/);
		return wanted.every((start) => words.some((word) => word.startsWith(start)));
	});
}

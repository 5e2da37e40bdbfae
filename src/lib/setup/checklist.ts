export const checklistIds = ['light', 'eyes', 'background', 'clothes', 'name'] as const;
export type ChecklistId = (typeof checklistIds)[number];

/** What no machine can check, in five lines. */
export const checklist: Readonly<Record<ChecklistId, { label: string; hint: string }>> = {
	light: {
		label: 'Light from the front',
		hint: 'A lamp or a window behind the camera, and none behind you.'
	},
	eyes: {
		label: 'Camera at eye level',
		hint: 'Eyes on the dashed line, head in the outline. Books under the laptop help.'
	},
	background: { label: 'Quiet, neutral background', hint: 'Door closed, nothing that moves.' },
	clothes: { label: 'Interview clothes', hint: 'What you will wear on the day, all of it.' },
	name: { label: 'Your name as on the badge', hint: 'First Last, MD or MBBS.' }
};

/** What somebody has ready for an interview, as far as they told. */
export interface SetupNotes {
	ticked: ChecklistId[];
	/** What they change to when this machine fails. */
	backupDevice: string;
	/** Where the others reach them then. */
	backupPhone: string;
}

export const longestBackupDevice = 80;
export const longestBackupPhone = 40;

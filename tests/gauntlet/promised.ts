import { exactly, type Figure } from './figures.ts';

export type Size = 'full' | 'short';

/** A row of THREATS.md's figures: how it is measured, in parts that can be resumed between, and what it promises. */
export interface Promised<Report = unknown> {
	id: string;
	title: string;
	/** How many parts the row has. */
	parts(size: Size): number;
	measure(size: Size, part: number, tell: (progress: string) => void): Promise<Report>;
	toFigures(reports: Report[], size: Size): Figure[];
}

/** Keeps a row's own report type inside it. */
export const promise = <Report>(row: Promised<Report>) => row as Promised;

/** Another one for each part and each run. */
export const seed = (part: number) => (Date.now() + part * 7_919) % 2 ** 31;
export const sum = <T>(reports: T[], read: (report: T) => number) =>
	reports.reduce((total, report) => total + read(report), 0);

/** A figure that is added up over the parts. */
export const exactSum = <T>(
	name: string,
	reports: T[],
	read: (report: T) => number,
	promised: number
): Figure => exactly(name, sum(reports, read), promised);

export const toFaultFigure = (reports: { faults: string[] }[]): Figure =>
	exactSum('refusals and faults that honest pages met', reports, ({ faults }) => faults.length, 0);

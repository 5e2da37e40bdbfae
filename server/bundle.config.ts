import type { InlineConfig } from 'vite';

/*
 * The server as a few files of plain JavaScript: what Node runs of it needs no types taken out and no thousand files
 * looked up, starts in a third of the time and in two thirds of the memory. `npm run dev` and unit tests run the sources.
 */

/** Packages that look for files of their own beside themselves, and those that only development loads. */
const apart = ['@electric-sql/pglite', 'fontkit', 'harfbuzzjs', 'pdfmake', 'subset-font', 'vite'];

/** Entries by name, as files of this folder; what they share goes into files beside them. */
export function toBundle(input: Record<string, string>, outDir: string): InlineConfig {
	return {
		configFile: false,
		publicDir: false,
		logLevel: 'warn',
		ssr: { noExternal: true, external: [...apart, 'pg-native'] },
		build: {
			ssr: true,
			target: 'node24',
			outDir,
			emptyOutDir: true,
			minify: false,
			rolldownOptions: {
				input,
				output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }
			}
		}
	};
}

export default toBundle(
	{
		supervisor: 'server/supervisor.ts',
		index: 'server/index.ts',
		'remux-worker': 'server/recordings/remux-worker.ts',
		'report-worker': 'server/reports/report-worker.ts'
	},
	'build/app'
);

import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/*
 * The boundaries between the folders, and the habits that a type checker does not see. What these
 * rules cannot tell (the lock file, the built bundle) is in tests/architecture.test.ts.
 */

/** @param {{ group?: string[], regex?: string, message: string, allowTypeImports?: boolean }[]} patterns */
const restrict = (patterns) => ({
	'@typescript-eslint/no-restricted-imports': ['error', { patterns }]
});

const noLibAlias = {
	regex: '^\\$lib(/|$)',
	message: 'Import from #lib/…: plain Node resolves it too, and a later Kit has no $lib.'
};
const noStores = {
	group: ['$app/stores'],
	message: 'Use $app/state: $app/stores is gone in the next Kit.'
};
const noServerValues = {
	regex: '^(#server/|(\\.\\./)+server/)',
	allowTypeImports: true,
	message:
		'src/ takes only types from server/: a value imported here ends up in the bundle, secrets included. Go through event.locals.services.'
};
const noScreens = {
	regex: '(\\.svelte(\\.ts)?$|^\\$app/|^svelte(/|$)|^@lucide/)',
	message: 'Plain Node runs this file: it cannot import components, runes or SvelteKit.'
};

export default tseslint.config(
	{ ignores: ['build/', '.svelte-kit/', 'node_modules/', 'data/', 'test-results/', '.cache/'] },
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	tseslint.configs.base,
	...svelte.configs['flat/recommended'],
	{
		languageOptions: {
			globals: { ...globals.node, ...globals.browser },
			parserOptions: { tsconfigRootDir: import.meta.dirname }
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
		rules: {
			'svelte/no-at-html-tags': 'error',
			'svelte/no-navigation-without-resolve': 'off',
			// Most maps in a state class are bookkeeping that no page reads.
			'svelte/prefer-svelte-reactivity': 'off',
			// Props are declared with `let`, as Svelte's own documentation does.
			'prefer-const': 'off'
		}
	},
	{
		files: ['**/*.ts', '**/*.svelte'],
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-asserted-optional-chain': 'error',
			'@typescript-eslint/ban-ts-comment': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
			],
			'no-console': 'error',
			'no-debugger': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }]
		}
	},
	{
		// Rules that need types: on plain TypeScript alone, because on components they take minutes.
		files: ['**/*.ts'],
		ignores: ['**/*.svelte.ts'],
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'prefer-const': 'error'
		}
	},
	{
		// Screens and routes.
		files: ['src/**/*.ts', 'src/**/*.svelte'],
		rules: restrict([noLibAlias, noStores, noServerValues])
	},
	{
		// Rules: plain functions on plain values, imported by both sides.
		files: ['src/lib/**/*.ts'],
		ignores: ['src/lib/**/*.svelte.ts', 'src/lib/server/**', 'src/lib/**/*.test.ts'],
		rules: restrict([
			noLibAlias,
			noStores,
			noServerValues,
			{ ...noScreens, allowTypeImports: true },
			{
				regex: '^(drizzle-orm|pg|ws|@electric-sql/|livekit-server-sdk)',
				message: 'Rules know no database and no socket: that is what server/ is for.'
			}
		])
	},
	{
		files: ['server/**/*.ts', 'server/**/*.js'],
		rules: {
			...restrict([
				noLibAlias,
				noScreens,
				{
					regex: '(^|/)src/routes/',
					message: 'The server offers services; it does not know pages.'
				}
			]),
			'no-restricted-syntax': [
				'error',
				{
					selector: 'TSEnumDeclaration, TSParameterProperty, TSModuleDeclaration[declare!=true]',
					message:
						'Node strips types and runs the rest: no enums, parameter properties, namespaces.'
				}
			]
		}
	},
	{
		// Settings are read once, in env.ts; the launcher and the supervisor hand theirs on.
		files: ['server/**/*.ts', 'src/**/*.ts'],
		ignores: [
			'server/env.ts',
			'server/supervisor.ts',
			'server/launch/**',
			'server/livekit/run.ts',
			'**/*.test.ts'
		],
		rules: {
			'no-restricted-properties': [
				'error',
				{
					object: 'process',
					property: 'env',
					message: 'Only server/env.ts reads process.env; take the setting from Env.'
				}
			]
		}
	},
	{
		files: ['tests/**/*.ts', '**/*.test.ts'],
		rules: {
			'@typescript-eslint/no-misused-promises': [
				'error',
				{ checksVoidReturn: { arguments: false } }
			],
			'no-restricted-syntax': [
				'error',
				{
					selector:
						'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|todo|fixme)$/]',
					message: 'A test that does not run proves nothing: fix it or remove it.'
				}
			]
		}
	},
	{
		// What a terminal says goes through one writer or console there.
		files: ['tests/**', 'server/demo/clear.ts', 'src/lib/server/fault.ts'],
		rules: { 'no-console': 'off' }
	}
);

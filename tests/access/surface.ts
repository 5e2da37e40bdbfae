import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { commandTable } from '#lib/interview/phase.ts';

const folder = join(import.meta.dirname, '../../src/routes');

/**
 * Everything that can be asked of the server, read from the code: `GET /path` for a page or a handler, `POST
 * /path?/name` for a form action, `COMMAND name`, `SOCKET kind`. A thing that is here and not in the matrix fails.
 */
export function findSurface(): string[] {
	const found = new Set<string>();
	for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		const match = /^(.*?)\/?\+(page|page\.server|server)\.(svelte|ts)$/.exec(file);
		if (!match) continue;
		const [, place, kind] = match;
		const path = `/${place!.replace(/\([^)]*\)\/?/g, '')}`;
		if (kind === 'page') found.add(`GET ${path}`);
		const source = file.endsWith('.ts') ? readFileSync(join(folder, file), 'utf8') : '';
		if (kind === 'page.server')
			for (const action of findActions(source)) found.add(`POST ${path}${action}`);
		if (kind === 'server') for (const method of findMethods(source)) found.add(`${method} ${path}`);
	}
	for (const type of Object.keys(commandTable)) found.add(`COMMAND ${type}`);
	for (const kind of ['stage', 'cues', 'side-talk', 'feedback', 'scorecard', 'notes']) {
		found.add(`SOCKET ${kind}`);
		if (kind === 'scorecard' || kind === 'notes') found.add(`SOCKET ${kind} of another`);
	}
	for (const path of ['/healthz', '/readyz', '/metrics', '/livekit/rtc', '/livekit/twirp'])
		found.add(`GET ${path}`);
	return [...found].sort();
}

/** Names of an exported object literal's keys, for example of `actions`. */
function findActions(source: string): string[] {
	const file = ts.createSourceFile('page.ts', source, ts.ScriptTarget.Latest, true);
	const names: string[] = [];
	file.forEachChild((node) => {
		if (!ts.isVariableStatement(node)) return;
		for (const { name, initializer } of node.declarationList.declarations) {
			if (name.getText() !== 'actions' || !initializer) continue;
			const value = ts.isSatisfiesExpression(initializer) ? initializer.expression : initializer;
			if (!ts.isObjectLiteralExpression(value)) throw new Error('actions is not an object literal');
			for (const property of value.properties) {
				const key = property.name?.getText();
				if (!key) throw new Error('an action without a name of its own');
				const name = key.replaceAll("'", '');
				names.push(name === 'default' ? '' : `?/${name}`);
			}
		}
	});
	return names;
}

function findMethods(source: string): string[] {
	const names = [...source.matchAll(/export (?:const|async function|function) ([A-Z]+)\b/g)];
	return names.map((match) => match[1]!);
}

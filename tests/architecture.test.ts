import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { appFlags } from '#server/launch/app-flags.ts';
import { toLiveKitConfig } from '#server/livekit/config.ts';
import { root } from '#server/root.ts';

/*
 * What the lint rules cannot see: the lock file, the built bundle, the files that start containers.
 * The boundaries stand here as well, resolved through relative paths.
 */

const read = (path: string) => readFileSync(join(root, path), 'utf8');

function findFiles(folder: string, pattern: RegExp): string[] {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name))
		.filter((name) => pattern.test(name));
}

interface Import {
	file: string;
	isType: boolean;
	/** Path from the root for our own files, else the package's specifier. */
	target: string;
}

function findImports(file: string): Import[] {
	const pattern =
		/(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
	return [...read(file).matchAll(pattern)].map(([, type, specifier, dynamic]) => ({
		file,
		isType: type !== undefined,
		target: toTarget(file, (specifier ?? dynamic)!)
	}));
}

function toTarget(file: string, specifier: string): string {
	if (specifier.startsWith('#lib/')) return `src/lib/${specifier.slice(5)}`;
	if (specifier.startsWith('#server/')) return `server/${specifier.slice(8)}`;
	if (!specifier.startsWith('.')) return specifier;
	return relative(root, resolve(root, dirname(file), specifier));
}

const isTest = (file: string) => /\.test\.ts$/.test(file);
const sources = findFiles('src', /\.(ts|svelte)$/).filter((file) => !isTest(file));
const server = findFiles('server', /\.(ts|js)$/).filter((file) => !isTest(file));
const offences = (imports: Import[]) => imports.map(({ file, target }) => `${file} -> ${target}`);

describe('boundaries', () => {
	it('src/ takes only types from server/', () => {
		const wrong = sources
			.flatMap(findImports)
			.filter(({ target, isType }) => target.startsWith('server/') && !isType);
		expect(offences(wrong)).toEqual([]);
	});

	it('server/ imports no component, rune or page', () => {
		const wrong = server
			.flatMap(findImports)
			.filter(({ target }) => /\.svelte(\.ts)?$|^\$|^src\/routes\//.test(target));
		expect(offences(wrong)).toEqual([]);
	});

	it('what server/ takes from src/lib runs in plain Node, all the way down', () => {
		const seen = new Set<string>();
		const wrong: string[] = [];
		const visit = (file: string) => {
			for (const { target, isType } of findImports(file)) {
				if (isType) continue;
				if (/^(\$|svelte($|\/))|\.svelte(\.ts)?$/.test(target)) wrong.push(`${file} -> ${target}`);
				if (target.startsWith('src/lib/') && !seen.has(target)) {
					seen.add(target);
					visit(target);
				}
			}
		};
		server.forEach(visit);
		expect(wrong).toEqual([]);
	});

	it('yjs stays in documents, live screens and the document server', () => {
		const wrong = sources
			.filter((file) => !/-doc\.ts$|\.svelte$|\.svelte\.ts$|^src\/lib\/collab\//.test(file))
			.flatMap(findImports)
			.filter(({ target, isType }) => target === 'yjs' && !isType);
		expect(offences(wrong)).toEqual([]);
	});

	it('nobody prints raw HTML', () => {
		expect(sources.filter((file) => /\{@html\b/.test(read(file)))).toEqual([]);
	});

	it('nobody silences a checker', () => {
		const pattern = new RegExp(
			['@ts-' + 'ignore', '@ts-' + 'nocheck', 'eslint-' + 'disable'].join('|')
		);
		const all = [...sources, ...server, ...findFiles('tests', /\.ts$/)];
		expect(all.filter((file) => pattern.test(read(file)))).toEqual([]);
	});
});

describe('[T57] the lock file', () => {
	const { packages } = JSON.parse(read('package-lock.json')) as {
		packages: Record<string, { version?: string; integrity?: string; resolved?: string }>;
	};
	const installed = Object.entries(packages).filter(([path]) => path !== '');

	it('names no registry', () => {
		expect(installed.filter(([, entry]) => entry.resolved).map(([path]) => path)).toEqual([]);
	});

	it('has a hash for every package', () => {
		expect(installed.filter(([, entry]) => !entry.integrity).map(([path]) => path)).toEqual([]);
	});

	it.each([
		['ws', '8.21.0'],
		['@sveltejs/kit', '2.60.1'],
		['svelte', '5.56.4'],
		['devalue', '5.6.2'],
		['vite', '8.0.5'],
		['drizzle-orm', '0.45.2'],
		['dompurify', '3.4.13']
	])('holds no %s below %s', (name, floor) => {
		const below = installed
			.filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
			.filter(([, entry]) => compare(entry.version ?? '0', floor) < 0);
		expect(below.map(([path, entry]) => `${path} ${entry.version}`)).toEqual([]);
	});

	it('has exact versions in package.json', () => {
		const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
			'dependencies' | 'devDependencies',
			Record<string, string>
		>;
		const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
			([, version]) => !/^\d+\.\d+\.\d+$/.test(version)
		);
		expect(loose).toEqual([]);
	});

	it('runs Node 24 and the LiveKit that was tried', () => {
		expect(packages['node_modules/node']?.version).toMatch(/^24\./);
		expect(read('server/livekit/find.ts')).toContain("livekitVersion = '1.13.5'");
	});
});

function compare(a: string, b: string): number {
	const [x, y] = [a, b].map((version) => version.split('-')[0]!.split('.').map(Number));
	for (let index = 0; index < 3; index += 1) {
		const difference = (x![index] ?? 0) - (y![index] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

describe('the browser bundle', () => {
	it('holds nothing of server/', () => {
		const scripts = findFiles('build/client', /\.js$/);
		// Words that only the server's files hold; one of them in a script means that a page imported it.
		const canaries = [
			'pg_advisory_xact_lock',
			'document_updates',
			'argon2id',
			'LIVEKIT_API_SECRET'
		];
		const leaks = scripts.flatMap((file) => {
			const text = read(file);
			return canaries.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
		});
		expect(leaks).toEqual([]);
	});
});

describe('containers', () => {
	const text = read('docker-compose.yml');
	const { services, configs, volumes } = parse(text, { merge: true }) as {
		services: Record<
			string,
			{
				image?: string;
				profiles?: string[];
				environment?: Record<string, string>;
				ports?: string[];
				volumes?: string[];
				command?: string[];
				networks?: string[];
				deploy?: { replicas: number };
				healthcheck?: unknown;
				build?: { dockerfile: string };
				depends_on?: Record<string, { condition: string }>;
			}
		>;
		configs: { caddyfile: { content: string } };
		volumes: Record<string, unknown>;
	};
	const { app, livekit, postgres, redis, secrets, tls, web } = services as Record<
		string,
		(typeof services)[string]
	>;

	it('need no setting and hold no secret', () => {
		expect(text).not.toMatch(/\$\{\w+:\?/);
		const script = secrets!.command!.at(-1)!;
		for (const name of ['APP_SECRET_FILE', 'LIVEKIT_API_SECRET_FILE']) {
			const file = app!.environment![name]!.replace('/secrets/', '');
			expect(script).toContain(`make ${file}`);
		}
		expect(livekit!.command).toEqual(['--key-file', '/secrets/livekit-keys.yaml']);
		for (const service of [app, livekit])
			expect(service!.depends_on!.secrets!.condition).toBe('service_completed_successfully');
	});

	it('run the app in several processes behind a proxy that passes WebSockets on', () => {
		expect(existsSync(join(root, app!.build!.dockerfile))).toBe(true);
		expect(app!.deploy!.replicas).toBeGreaterThan(1);
		expect(app!.ports).toBeUndefined();
		for (const proxy of [web, tls]) expect(proxy!.networks).toEqual(['outside']);
		expect(configs.caddyfile.content).toContain('reverse_proxy');
		expect(configs.caddyfile.content).toContain(`header_up ${app!.environment!.ADDRESS_HEADER}`);
		expect(tls!.profiles).toEqual(['tls']);
	});

	it('publish nothing beyond this machine unless told to', () => {
		const ports = Object.values(services)
			.filter((service) => !service.profiles)
			.flatMap((service) => service.ports ?? []);
		for (const port of ports)
			expect(port).toMatch(/^(127\.0\.0\.1|\$\{LIVEKIT_BIND:-127\.0\.0\.1\}):/);
		for (const service of [postgres, redis]) {
			expect(service!.networks).toEqual(['inside']);
			expect(service!.healthcheck).toBeDefined();
		}
	});

	it('run LiveKit as a node of a cluster, with the rules of the one that npm start runs', () => {
		expect(livekit!.image).toBe('livekit/livekit-server:v1.13.5');
		const config = parse(livekit!.environment!.LIVEKIT_CONFIG!.replace(/\$\{[^}]*\}/g, 'x')) as {
			redis: { address: string };
			room: unknown;
			limit: unknown;
		};
		const own = toLiveKitConfig({
			port: 7880,
			udpPort: 7882,
			apiKey: 'key',
			apiSecret: 'secret',
			webhookUrl: 'http://app:3000/api/livekit/webhook'
		});
		expect(config).toMatchObject({ room: own.room, limit: own.limit });
		expect(config.redis.address).toBe(app!.environment!.REDIS_URL!.replace('redis://', ''));
	});

	it('set only what the app reads', () => {
		const known = read('server/env.ts');
		for (const name of Object.keys(app!.environment!))
			expect(known, name).toContain(`'${name.replace(/_FILE$/, '')}'`);
	});

	it('name every volume that they use', () => {
		const used = Object.values(services).flatMap((service) =>
			(service.volumes ?? []).map((volume) => volume.split(':')[0]!)
		);
		expect([...new Set(used)].sort()).toEqual(Object.keys(volumes).sort());
	});

	it('carry what the server needs while it runs, and run it as npm start does', () => {
		const dockerfile = read('server/Dockerfile');
		for (const line of [
			'COPY --from=build /app/build ./build',
			'COPY server/db/migrations ./server/db/migrations',
			'USER node'
		])
			expect(dockerfile).toContain(line);
		const command = ['node', ...appFlags, 'build/app/index.js'].map((word) => `"${word}"`);
		expect(dockerfile).toContain(`CMD [${command.join(', ')}]`);
	});
});

describe('.env.example', () => {
	it('names every setting that is read, and no other', () => {
		const named = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
		const readNames = [...read('server/env.ts').matchAll(/get\('([A-Z_]+)'\)/g)].map(
			([, name]) => name
		);
		expect([...new Set(named)].sort()).toEqual([...new Set(readNames)].sort());
	});
});

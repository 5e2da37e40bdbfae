import { join } from 'node:path';
import { readOrCreateSecret, type Env } from '../env.ts';
import { toLiveKitConfig } from '../livekit/config.ts';
import { findLiveKit, toInstallHint } from '../livekit/find.ts';
import { hasHostNetwork, runLiveKit, type RunningLiveKit } from '../livekit/run.ts';
import { findFreePort, findFreeUdpPort } from './ports.ts';

export interface OwnLiveKit {
	running: RunningLiveKit;
	/** Settings that let the app find it. */
	env: Record<string, string>;
}

/**
 * Starts a LiveKit of this machine's own. Null, with a sentence that names the one command which
 * brings it, when there is none and none can be made here.
 */
export async function startOwnLiveKit(options: {
	env: Env;
	source: Record<string, string | undefined>;
	appPort: number;
	say(text: string): void;
	beginStep(text: string): (outcome?: string) => void;
}): Promise<OwnLiveKit | null> {
	const { env, say } = options;
	const program = await findLiveKit({ env: options.source, onStep: options.beginStep });
	if (!program) {
		say(
			`No video: there is no LiveKit server here, and neither Go (1.24 or later) nor a Docker engine to bring one. Run "${toInstallHint()}" and start again; everything else works without it.`
		);
		return null;
	}
	const port = await findFreePort();
	const udpPort = await findFreeUdpPort();
	const apiSecret = readOrCreateSecret(env.dataDir, 'livekit-secret');
	const apiKey = `rounds${readOrCreateSecret(env.dataDir, 'livekit-key').slice(0, 12)}`;
	const isContainer = program.kind === 'container' && !hasHostNetwork();
	const webhookHost = isContainer ? 'host.docker.internal' : '127.0.0.1';
	const running = runLiveKit({
		program,
		port,
		udpPort,
		folder: join(env.dataDir, 'livekit'),
		say,
		config: toLiveKitConfig({
			port,
			udpPort,
			apiKey,
			apiSecret,
			isContainer,
			webhookUrl: `http://${webhookHost}:${options.appPort}/api/livekit/webhook`
		})
	});
	return {
		running,
		env: {
			LIVEKIT_URL: `ws://127.0.0.1:${port}`,
			LIVEKIT_API_KEY: apiKey,
			LIVEKIT_API_SECRET: apiSecret
		}
	};
}

import { networkInterfaces } from 'node:os';

export interface LiveKitConfigOptions {
	port: number;
	udpPort: number;
	apiKey: string;
	apiSecret: string;
	/** Our endpoint for LiveKit's events. */
	webhookUrl: string;
	/** In a container the ports are published on 127.0.0.1, so it listens on all of its own. */
	isContainer?: boolean;
}

/**
 * The configuration of a LiveKit server that is this machine's own: reachable on loopback alone,
 * rooms only when we make them (a removed person's old token then opens nothing), bounded sizes.
 *
 * `bind_addresses` alone would leave UDP open on every address and TCP on `*`; the interface list,
 * loopback candidates and `tcp_port: 0` leave only 127.0.0.1.
 */
export function toLiveKitConfig(options: LiveKitConfigOptions): Record<string, unknown> {
	const rtc = options.isContainer
		? { udp_port: options.udpPort, tcp_port: 0, node_ip: '127.0.0.1', use_external_ip: false }
		: {
				udp_port: options.udpPort,
				tcp_port: 0,
				use_external_ip: false,
				enable_loopback_candidate: true,
				interfaces: { includes: [findLoopbackInterface()] }
			};
	return {
		port: options.port,
		bind_addresses: [options.isContainer ? '0.0.0.0' : '127.0.0.1'],
		keys: { [options.apiKey]: options.apiSecret },
		logging: { level: 'warn', pion_level: 'error', json: true },
		// Over a narrow line pictures wait rather than break up the voices.
		rtc: { ...rtc, congestion_control: { enabled: true, allow_pause: true } },
		room: {
			auto_create: false,
			max_participants: 20,
			empty_timeout: 300,
			departure_timeout: 60
		},
		limit: {
			max_metadata_size: 4_096,
			max_attributes_size: 4_096,
			max_room_name_length: 128,
			max_participant_identity_length: 128,
			max_participant_name_length: 512
		},
		webhook: { api_key: options.apiKey, urls: [options.webhookUrl] }
	};
}

function findLoopbackInterface(): string {
	for (const [name, addresses] of Object.entries(networkInterfaces()))
		if (addresses?.some((address) => address.internal)) return name;
	return 'lo';
}

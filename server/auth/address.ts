import { isIPv6 } from 'node:net';

/**
 * What a limit per address counts by: an IPv4 address as it is, an IPv6 one by its /64, because one household or one
 * attacker has the whole of it. Anything unreadable shares one key.
 */
export function toAddressKey(address: string): string {
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
	if (mapped) return mapped;
	const bare = address.split('%')[0] ?? '';
	if (!isIPv6(bare)) return /^[\d.]{7,15}$/.test(bare) ? bare : 'unknown';
	// The URL parser knows every spelling, embedded IPv4 included, and gives the canonical one back.
	const canonical = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
	const [head = '', tail] = canonical.split('::');
	const groups = head === '' ? [] : head.split(':');
	if (tail !== undefined) {
		const after = tail === '' ? [] : tail.split(':');
		while (groups.length + after.length < 8) groups.push('0');
	}
	return `${groups.slice(0, 4).join(':')}::/64`;
}

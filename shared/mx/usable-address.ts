import { BlockList, isIP } from 'node:net';

/**
 * Where no mail server can be reached from outside (IANA special-purpose address registries, RFC 6890; multicast). The
 * documentation ranges (RFC 5737, RFC 3849) are not among them: the local engine's providers live there.
 */
const IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const;
const IPV6 = [
  ['::', 96],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

const unusable = new BlockList();
for (const [net, bits] of IPV4) unusable.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of IPV6) unusable.addSubnet(net, bits, 'ipv6');

/** RFC 4291 §2.5.5.2: an IPv4 address written as IPv6 is for sockets, not for the DNS. */
const isMapped = (address: string): boolean => /^::ffff:/i.test(address);

/** Mail can go to this A or AAAA address. */
export function isUsableAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0 || isMapped(address)) return false;
  return !unusable.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

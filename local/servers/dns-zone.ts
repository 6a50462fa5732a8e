/** What the local DNS says of one name. */
export type ZoneEntry =
  | 'nxdomain'
  | 'servfail'
  | 'nullMx'
  | {
      readonly mx?: readonly { readonly exchange: string; readonly preference: number }[];
      readonly a?: readonly string[];
    };

/** Names in lower case without a trailing dot. */
export type Zone = Readonly<Record<string, ZoneEntry>>;

export type ZoneAnswer =
  | { readonly kind: 'records'; readonly mx?: readonly MxLine[]; readonly a?: readonly string[] }
  | { readonly kind: 'nxdomain' | 'servfail' };

interface MxLine {
  readonly exchange: string;
  readonly preference: number;
}

const NULL_MX: readonly MxLine[] = [{ exchange: '', preference: 0 }];

/** A stable address of the documentation range 203.0.113.0/24 (RFC 5737), 1–254, from the host's name (FNV-1a). */
export function addressOf(host: string): string {
  let hash = 0x811c9dc5;
  for (const unit of host) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `203.0.113.${1 + (hash % 254)}`;
}

function unknownName(name: string, type: 'MX' | 'A'): ZoneAnswer {
  if (name === 'invalid' || name.endsWith('.invalid')) return { kind: 'nxdomain' };
  if (type === 'MX') return { kind: 'records', mx: [{ exchange: `mx.${name}`, preference: 10 }] };
  return { kind: 'records', a: [addressOf(name)] };
}

/**
 * Looks a name up: `.invalid` (RFC 6761) does not exist, any other unknown domain has one MX `mx.<domain>`, and every
 * host that no entry gives an address has a stable one.
 */
export function lookUp(zone: Zone, rawName: string, type: 'MX' | 'A'): ZoneAnswer {
  const name = rawName.toLowerCase().replace(/\.$/, '');
  const entry = Object.hasOwn(zone, name) ? zone[name] : undefined;
  if (entry === undefined) return unknownName(name, type);
  if (entry === 'nxdomain' || entry === 'servfail') return { kind: entry };
  if (entry === 'nullMx') return { kind: 'records', ...(type === 'MX' ? { mx: NULL_MX } : {}) };
  return type === 'MX' ? { kind: 'records', mx: entry.mx ?? [] } : { kind: 'records', a: entry.a ?? [] };
}

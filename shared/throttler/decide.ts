import type { Hold } from '../control/hold.ts';
import { holdsOn } from '../control/holds.ts';
import { cancelledBy, isPaused } from '../control/matches.ts';
import type { Ending } from '../outcome/event.ts';
import type { ControlSnapshot } from '../ports/control-store.ts';
import type { MxLookup } from '../ports/mx-directory.ts';
import type { ActiveRules } from '../ports/rules-source.ts';
import type { AddressKey } from '../quarantine/address-key.ts';
import { isWatched, type Standing, suppressionOf, UNKNOWN } from '../quarantine/standing.ts';
import { dnsKey, type QuotaKey } from '../quota/key.ts';
import { barredEnding } from '../settings/audience.ts';
import type { Settings } from '../settings/settings.ts';
import { type EpochMillis, MINUTE } from '../time/units.ts';
import type { Candidate } from './candidate.ts';
import { poolOf, type Route, routeTo } from './route.ts';
import { suppressionText } from './suppression-text.ts';

/** All that one look at a batch of mails goes by. */
export interface Circumstances {
  readonly now: EpochMillis;
  readonly control: ControlSnapshot;
  readonly rules: ActiveRules;
  readonly settings: Settings;
  /** By recipient domain; a domain without an answer counts as temporary. */
  readonly lookUps: ReadonlyMap<string, MxLookup>;
  /** Of the addresses against which something is known. */
  readonly standings: ReadonlyMap<AddressKey, Standing>;
  /** Lets a due probe of held mail through. */
  readonly probe: (holds: readonly Hold[]) => boolean;
}

/** What is to become of a mail now. `wait`: park it under `key`; `lookAt` is when another look is worth it. */
export type Decision =
  | { readonly kind: 'end'; readonly ending: Ending; readonly route?: Route }
  | {
      readonly kind: 'wait';
      readonly key: QuotaKey;
      readonly readyAt: EpochMillis;
      readonly lookAt: EpochMillis;
      readonly route?: Route;
    }
  /** `watch`: the address's errors are being counted. */
  | { readonly kind: 'ready'; readonly route: Route; readonly watch: boolean };

/** A paused key is looked at this often; a resume wakes it at once. */
const PAUSED_LOOK = 15 * MINUTE;
const DNS_LOOK = MINUTE;
/** What the DNS says for good of a domain (design §7). */
const UNDELIVERABLE = { type: 'soft', reason: 'invalidDomain', blame: 'domain' } as const;
const ACCOUNT_LOOK = 2 * MINUTE;
/** A probe leaves within a horizon; then SES has answered it. */
const PROBE_LOOK = MINUTE;

function endOf(
  { mail, envelope }: Candidate,
  circumstances: Circumstances,
  rule?: string,
): Ending | undefined {
  const { now, control } = circumstances;
  const order = cancelledBy(control.orders, { ...subjectOf(mail), rule }, envelope.firstSeen);
  if (order) return { kind: 'cancelled', at: now, ...(order.why ? { detail: order.why } : {}) };
  if (now >= envelope.expiresAt) return { kind: 'expired', at: now };
  return undefined;
}

const standingOf = ({ address }: Candidate, { standings }: Circumstances): Standing =>
  standings.get(address) ?? UNKNOWN;

/** How a mail ends that must not go to its address now. */
function suppressedEnding(candidate: Candidate, circumstances: Circumstances): Ending | undefined {
  const { now } = circumstances;
  const found = suppressionOf(standingOf(candidate, circumstances), candidate.mail.stream, now);
  if (!found) return undefined;
  const { by, reason } = found;
  return { kind: 'suppressed', at: now, by, ...(reason ? { reason } : {}), detail: suppressionText(found) };
}

const subjectOf = (mail: Candidate['mail']) => ({
  campaign: mail.campaign,
  stream: mail.stream,
  pool: mail.pool,
});

/** When held-back mail is worth another look; undefined when nothing holds it back. */
function heldUntil({ mail }: Candidate, route: Route, { now, control, settings, probe }: Circumstances) {
  if (isPaused(control.orders, { ...subjectOf(mail), rule: route.rule })) return now + PAUSED_LOOK;
  if (control.account?.sendingEnabled === false) return now + ACCOUNT_LOOK;
  const sets = poolOf(mail, settings, control).configurationSets.flatMap((set) => [set.name, set.watched]);
  const holds = holdsOn(mail, sets, control.holds);
  if (holds.length === 0 || probe(holds)) return undefined;
  const probeAt = Math.max(...holds.map((hold) => hold.probeAt));
  return probeAt > now ? probeAt : now + PROBE_LOOK;
}

/** Decides for one mail; reads nothing but its arguments. */
export function decide(candidate: Candidate, circumstances: Circumstances): Decision {
  const { mail } = candidate;
  const { now, settings, control, rules, lookUps } = circumstances;
  const early =
    endOf(candidate, circumstances) ??
    barredEnding(settings, mail.to, now) ??
    suppressedEnding(candidate, circumstances);
  if (early) return { kind: 'end', ending: early };
  const found = lookUps.get(mail.to.domain);
  if (found?.kind === 'undeliverable')
    return {
      kind: 'end',
      ending: { kind: 'undeliverable', at: now, ...UNDELIVERABLE, detail: found.text },
    };
  if (found?.kind !== 'found')
    return { kind: 'wait', key: dnsKey(mail.to.domain), readyAt: now, lookAt: now + DNS_LOOK };
  const route = routeTo(found.host, poolOf(mail, settings, control), rules, now);
  const ending = endOf(candidate, circumstances, route.rule);
  if (ending) return { kind: 'end', ending, route };
  const readyAt = Math.max(now, mail.notBefore ?? 0, route.waitUntil ?? 0);
  if (readyAt > now) return { kind: 'wait', key: route.key, readyAt, lookAt: readyAt, route };
  const lookAt = heldUntil(candidate, route, circumstances);
  if (lookAt !== undefined) return { kind: 'wait', key: route.key, readyAt: now, lookAt, route };
  return { kind: 'ready', route, watch: isWatched(standingOf(candidate, circumstances)) };
}

import shipped from '../../rules/shipped.json' with { type: 'json' };
import { seeded } from '../../test/property/world/random.ts';

export const MX_RULES = 10_000;
export const BOUNCE_RULES = 5_000;

const random = seeded(4);
const pick = <T>(values: readonly [T, ...T[]]): T =>
  values[Math.floor(random() * values.length)] ?? values[0];

const TOPS = ['test', 'example', 'co.example', 'net.example', 'mail.test'] as const;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'] as [string, ...string[]];
const word = (length: number): string => Array.from({ length }, () => pick(LETTERS)).join('');

/** The forms that masks of real providers have, and a host of each. */
const FORMS = [
  (name: string) => ({ mask: `*.${name}`, host: `mx${Math.floor(random() * 90)}.${name}` }),
  (name: string) => ({ mask: `mx.${name}`, host: `mx.${name}` }),
  (name: string) => ({ mask: `mx*.${name}`, host: `mx${Math.floor(random() * 90)}.${name}` }),
  (name: string) => ({ mask: `mx?.${name}`, host: `mx${Math.floor(random() * 9)}.${name}` }),
  (name: string) => ({ mask: `inbound-smtp.*.${name}`, host: `inbound-smtp.eu-west-1.${name}` }),
] as const;

const CLASSES = ['national', 'hoster', 'gateway', 'strict-national'] as const;

function madeRule(at: number) {
  const entries = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    pick(FORMS)(`${word(7)}${at}.${pick(TOPS)}`),
  );
  const kind = pick(CLASSES);
  return {
    id: `rule-${at}`,
    class: kind,
    masks: entries.map(({ mask }) => mask),
    examples: entries.map(({ host }) => host),
    source: 'made up for the benchmark',
    ...(random() < 0.3 ? { rate: `${300 + Math.floor(random() * 900)}/h` } : {}),
    ...(random() < 0.1 ? { cap: '20000/h' } : {}),
    ...(random() < 0.1 ? { connections: { slow: 1, boost: 12 } } : {}),
    ...(random() < 0.1 ? { pools: [pick(['default', 'news', 'bulk'])] } : {}),
    ...(random() < 0.1 ? { timeouts: { connect: '20s' }, tls: 'required' } : {}),
  };
}

/** Patterns in the shapes that the shipped ones have, each with words of its own. */
const SHAPES = [
  (one: string, two: string) => ({ pattern: `\\b${one} ${two}\\b`, text: `${one} ${two}` }),
  (one: string, two: string) => ({
    pattern: `\\b${one} (?:is|has been|was) ${two}\\b`,
    text: `${one} has been ${two}`,
  }),
  (one: string, two: string) => ({
    pattern: `${one}[^.;]{0,40} (?:${two}|${two}s)\\b`,
    text: `${one} for this domain ${two}`,
  }),
  (one: string, two: string) => ({
    pattern: `\\b(?:no such|unknown) ${one}(?: ${two})?`,
    text: `no such ${one} ${two}`,
  }),
] as const;

function madeBounce(at: number) {
  const entries = Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(SHAPES)(word(6), word(8)));
  return {
    id: `bounce-${at}`,
    patterns: entries.map(({ pattern }) => pattern),
    type: 'soft',
    reason: pick(['mailboxFull', 'unreachable', 'refused', 'inactiveUser']),
    examples: entries.map(({ text }) => `550 5.7.1 ${text} (in reply to RCPT TO)`),
    source: 'made up for the benchmark',
  };
}

/** The shipped rules with thousands of made-up ones between them and `*`. */
export function madeSet() {
  const rules = [
    ...shipped.rules.slice(0, -1),
    ...Array.from({ length: MX_RULES - shipped.rules.length }, (_, at) => madeRule(at)),
    ...shipped.rules.slice(-1),
  ];
  const bounces = [
    ...shipped.bounces,
    ...Array.from({ length: BOUNCE_RULES - shipped.bounces.length }, (_, at) => madeBounce(at)),
  ];
  return { ...shipped, version: 'bench', rules, bounces };
}

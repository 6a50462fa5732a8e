import { readRate, readSeconds } from './kumomta-units.ts';
import type { NoCounterpart, Place } from './no-counterpart.ts';
import { entriesOf, isTable, listOf, type Table } from './read-toml.ts';
import type { TomlPath, TomlPlaces } from './toml-places.ts';

/** A value with where it stands. */
export interface Setting extends Place {
  readonly name: string;
  readonly value: unknown;
}

/** What a provider is told by: `MXSuffix`, `HostName` or `DomainSuffix`, with a text. */
export interface MatchTerm extends Place {
  readonly kind: string;
  readonly text: string;
}

/** A regular expression with where it stands. */
export interface WrittenPattern extends Place {
  readonly text: string;
}

/** What is done when replies match: `[[….automation]]`. */
export interface Automation extends Place {
  readonly patterns: readonly WrittenPattern[];
  /** Canonical: `suspend`, `set connection_limit=1`. */
  readonly actions: readonly string[];
  /** Absent: the first reply sets it off. */
  readonly threshold?: { readonly count: number; readonly seconds: number };
  /** Seconds. */
  readonly duration?: number;
  /** The comment lines above it. */
  readonly comments: readonly string[];
}

/** One `["domain"]`, `[provider."name"]` or `["default"]`, merged from all files. */
export interface Block extends Place {
  readonly kind: 'default' | 'domain' | 'provider';
  readonly name: string;
  readonly match: readonly MatchTerm[];
  readonly settings: readonly Setting[];
  readonly automations: readonly Automation[];
}

interface Reading {
  readonly file: string;
  readonly places: TomlPlaces;
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

const isNameAndValue = (value: unknown): value is { readonly name: string; readonly value: unknown } =>
  isTable(value) && typeof value['name'] === 'string' && 'value' in value;

/** `SetConfig` with its name and value becomes `set name=value`. */
function actionText(action: unknown): string {
  if (typeof action === 'string') return lowerFirst(action);
  const [[kind, value] = ['nothing', undefined]] = entriesOf(action);
  const verb = lowerFirst(kind).replace(/Config$/, '');
  return isNameAndValue(value) ? `${verb} ${value.name}=${String(value.value)}` : verb;
}

function thresholdOf(trigger: unknown): Automation['threshold'] {
  const rate = readRate(isTable(trigger) ? trigger['Threshold'] : undefined);
  return rate && { count: rate.count, seconds: rate.seconds };
}

function automationOf(value: unknown, path: TomlPath, { file, places }: Reading): Automation {
  const table: Table = isTable(value) ? value : {};
  const threshold = thresholdOf(table['trigger']);
  const duration = readSeconds(table['duration']);
  const patterns = listOf(table['regex']).flatMap((text, at) =>
    typeof text === 'string' ? [{ text, file, line: places.lineOf([...path, 'regex', at]) }] : [],
  );
  return {
    file,
    line: places.lineOf(path),
    patterns,
    actions: listOf(table['action']).map(actionText),
    comments: [...places.commentsOf(path), ...places.commentsOf([...path, 'regex'])],
    ...(threshold ? { threshold } : {}),
    ...(duration === undefined ? {} : { duration }),
  };
}

const termsOf = (value: unknown, path: TomlPath, { file, places }: Reading): readonly MatchTerm[] =>
  listOf(value).flatMap((term, at) =>
    entriesOf(term).flatMap(([kind, text]) =>
      typeof text === 'string' ? [{ kind, text, file, line: places.lineOf([...path, 'match', at]) }] : [],
    ),
  );

function blockOf(kind: Block['kind'], path: TomlPath, value: unknown, reading: Reading): Block {
  const { file, places } = reading;
  const { match, automation, ...rest } = isTable(value) ? value : {};
  return {
    kind,
    name: String(path.at(-1)),
    file,
    line: places.lineOf(path),
    match: termsOf(match, path, reading),
    settings: Object.entries(rest).map(([name, one]) => ({
      name,
      value: one,
      file,
      line: places.lineOf([...path, name]),
    })),
    automations: listOf(automation).map((one, at) => automationOf(one, [...path, 'automation', at], reading)),
  };
}

/** The blocks of one file, in its order. */
export function shapingBlocks(table: Table, reading: Reading): readonly Block[] {
  return entriesOf(table).flatMap(([name, value]) => {
    if (name !== 'provider')
      return [blockOf(name === 'default' ? 'default' : 'domain', [name], value, reading)];
    return entriesOf(value).map(([provider, one]) =>
      blockOf('provider', ['provider', provider], one, reading),
    );
  });
}

const replaces = ({ settings }: Block): boolean =>
  settings.some(({ name, value }) => name === 'replace_base' && value === true);

function merge(base: Block, later: Block): Block {
  if (replaces(later)) return later;
  const names = new Set(later.settings.map(({ name }) => name));
  return {
    ...base,
    match: later.match.length > 0 ? later.match : base.match,
    settings: [...base.settings.filter(({ name }) => !names.has(name)), ...later.settings],
    automations: [...base.automations, ...later.automations],
  };
}

/** Lays later files over earlier ones, as KumoMTA does. */
export function mergeBlocks(blocks: readonly Block[]): readonly Block[] {
  const merged = new Map<string, Block>();
  for (const block of blocks) {
    const key = `${block.kind} ${block.name}`;
    const base = merged.get(key);
    merged.set(key, base ? merge(base, block) : block);
  }
  return [...merged.values()];
}

/** Automations slow or stop sending by what replies say, which no rule of ours does. */
export const automationsLeftOut = (blocks: readonly Block[]): readonly NoCounterpart[] =>
  blocks.flatMap(({ name, automations }) =>
    automations.map(({ file, line, patterns, actions }) => ({
      file,
      line,
      what: `automation of ${name}: '${patterns[0]?.text ?? ''}' → ${actions.join(', ')}`,
      why: 'no rule slows down or stops sending by what replies say',
    })),
  );

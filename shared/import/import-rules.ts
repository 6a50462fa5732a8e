import type { Finding } from '../lint/finding.ts';
import type { LintModel } from '../lint/model.ts';
import type { BounceRuleData } from '../rules/bounce-schema.ts';
import type { MxRuleData } from '../rules/schema.ts';
import { bounceRuleOf, type ImportedGroup } from './bounce-rule-of.ts';
import type { KnownHost } from './known-hosts.ts';
import { type BounceClass, bounceClasses, groupsOfClasses, isClassifier } from './kumomta-classes.ts';
import { classifierModel, shapingModel } from './kumomta-model.ts';
import { kumomtaMx } from './kumomta-mx.ts';
import { automationsLeftOut, type Block, mergeBlocks, shapingBlocks } from './kumomta-shaping.ts';
import { termFaults } from './kumomta-terms.ts';
import type { ImportedFile, NoCounterpart, UnreadableFile } from './no-counterpart.ts';
import { readToml } from './read-toml.ts';
import { groupsOfRows } from './zonemta.ts';
import { zoneModel } from './zonemta-model.ts';
import { zoneRows } from './zonemta-rows.ts';

/** Whose files can be read. */
export const IMPORT_SYSTEMS = ['kumomta', 'zonemta'] as const;
export type ImportSystem = (typeof IMPORT_SYSTEMS)[number];

/** What files of another system give. */
export interface Imported {
  readonly mx: readonly MxRuleData[];
  readonly bounces: readonly BounceRuleData[];
  /** In the order of the files. */
  readonly missing: readonly NoCounterpart[];
  /** The rules as they are there, for the linter; one for each engine that reads them. */
  readonly models: readonly LintModel[];
  /** What only the reader of the format can tell. */
  readonly faults: readonly Finding[];
}

export type ImportResult =
  | { readonly ok: true; readonly imported: Imported }
  | { readonly ok: false; readonly problems: readonly UnreadableFile[] };

function rulesOfGroups(groups: readonly ImportedGroup[]) {
  const parts = groups.map(bounceRuleOf);
  return {
    rules: parts.flatMap(({ rules }) => rules),
    missing: parts.flatMap(({ missing }) => missing),
  };
}

function inOrder(
  files: readonly ImportedFile[],
  missing: readonly NoCounterpart[],
): readonly NoCounterpart[] {
  const order = new Map(files.map(({ name }, at) => [name, at]));
  const rank = ({ file }: NoCounterpart): number => order.get(file) ?? 0;
  return missing.toSorted((one, other) => rank(one) - rank(other) || one.line - other.line);
}

/** Files of both kinds, told apart by what they hold: shaping, and classes of bounces. */
function importKumomta(files: readonly ImportedFile[], known: readonly KnownHost[]): ImportResult {
  const problems: UnreadableFile[] = [];
  const blocks: Block[] = [];
  const classes: BounceClass[] = [];
  for (const file of files) {
    const read = readToml(file);
    if (!read.ok) problems.push(read.problem);
    else if (isClassifier(read.table)) classes.push(...bounceClasses(read.table, file.name, read.places));
    else blocks.push(...shapingBlocks(read.table, { file: file.name, places: read.places }));
  }
  if (problems.length > 0) return { ok: false, problems };
  const merged = mergeBlocks(blocks);
  const mx = kumomtaMx(merged, known);
  const grouped = groupsOfClasses(classes);
  const bounces = rulesOfGroups(grouped.groups);
  const missing = [...mx.missing, ...automationsLeftOut(merged), ...grouped.missing, ...bounces.missing];
  return {
    ok: true,
    imported: {
      mx: mx.rules,
      bounces: bounces.rules,
      missing: inOrder(files, missing),
      faults: termFaults(merged),
      models: [
        ...(merged.length > 0 ? [shapingModel(merged)] : []),
        ...(classes.length > 0 ? [classifierModel(classes)] : []),
      ],
    },
  };
}

function importZonemta(files: readonly ImportedFile[]): ImportResult {
  const rows = files.flatMap(zoneRows);
  const grouped = groupsOfRows(rows);
  const bounces = rulesOfGroups(grouped.groups);
  const missing = inOrder(files, [...grouped.missing, ...bounces.missing]);
  return {
    ok: true,
    imported: { mx: [], bounces: bounces.rules, missing, models: [zoneModel(rows)], faults: [] },
  };
}

/**
 * Reads rule files of another system into our format, several files as that system would lay them over each other.
 * `known` are real MX hosts, to give imported masks examples and a class.
 */
export const importRules = (
  from: ImportSystem,
  files: readonly ImportedFile[],
  known: readonly KnownHost[],
): ImportResult => (from === 'kumomta' ? importKumomta(files, known) : importZonemta(files));

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type AccuracyCard, type CardSet, nameOfBounces } from '../cli/accuracy/card.ts';
import { confusionTable, missesText, summary } from '../cli/accuracy/card-text.ts';
import { readLabelledReplies } from '../cli/accuracy/labelled-replies.ts';
import { type Miss, score } from '../cli/accuracy/score.ts';
import { UserError } from '../cli/user-error.ts';
import shipped from '../rules/shipped.json' with { type: 'json' };
import { createClassifier } from '../shared/bounce/create-classifier.ts';
import { loadRuleSet } from '../shared/rules/load-rule-set.ts';
import atFirst from '../test/fixtures/bounces/at-first.json' with { type: 'json' };
import { printJson } from './print-json.ts';

const USAGE = `npm run accuracy [-- --file FILE] [--misses] [--json] [--write | --check]

Judges labelled replies by the shipped bounce rules and tells how right the answers are.
  --file FILE  judges these replies alone: JSON lines of id, reply, status?, language?, type, reason?
  --misses     lists the replies that are judged otherwise than labelled
  --json       one JSON document
  --write      writes rules/accuracy.json, the card of these rules
  --check      fails when rules/accuracy.json is not the card of these rules`;

const inRepository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const CARD = inRepository('rules/accuracy.json');

const OWN = [
  'own-replies',
  'own-replies-2',
  'own-replies-3',
  'own-replies-4',
  'own-replies-5',
  'own-replies-6',
  'own-replies-7',
  'own-replies-8',
  'own-replies-9',
  'own-replies-10',
  'lookalikes',
  'lookalikes-2',
];

/** Real replies, which lie beside the repository on some machines (test/fixtures/bounces/README.md). */
const REAL = 'shared/data/bounce-replies-dev.jsonl';

/** A file in the folder that holds the repository, or in one around it. */
function findAround(path: string, from = dirname(inRepository('.'))): string | undefined {
  if (existsSync(join(from, path))) return join(from, path);
  return dirname(from) === from ? undefined : findAround(path, dirname(from));
}

function labelledFiles(): readonly string[] {
  const real = findAround(REAL);
  return [...OWN.map((name) => inRepository(`test/fixtures/bounces/${name}.jsonl`)), ...(real ? [real] : [])];
}

interface Judged extends CardSet {
  readonly misses: readonly Miss[];
}

const { bounces } = loadRuleSet(shipped);

function judge(files: readonly string[]): readonly Judged[] {
  const classifier = createClassifier(bounces);
  const first = new Map(Object.entries(atFirst));
  return files.map((file) => {
    const name = basename(file, '.jsonl');
    const before = first.get(name);
    return {
      name,
      ...score(classifier, readLabelledReplies(file)),
      ...(before ? { first: before } : {}),
    };
  });
}

/** Sets that are not on this machine stay on the card as long as the rules do. */
function cardOf(sets: readonly Judged[]): AccuracyCard {
  const bounceRules = nameOfBounces(bounces);
  const known: AccuracyCard = existsSync(CARD)
    ? JSON.parse(readFileSync(CARD, 'utf8'))
    : { bounceRules, sets: [] };
  const kept = known.sets.filter(
    (set) => known.bounceRules === bounceRules && !sets.some(({ name }) => name === set.name),
  );
  return { bounceRules, sets: [...sets.map(({ misses: _misses, ...set }) => set), ...kept] };
}

function settle(card: AccuracyCard, write: boolean): void {
  const json = printJson(card);
  if (write) writeFileSync(CARD, json);
  if (existsSync(CARD) && readFileSync(CARD, 'utf8') === json) return;
  console.error('rules/accuracy.json is not the card of these rules; run npm run accuracy -- --write');
  process.exitCode = 1;
}

function tell(sets: readonly Judged[], misses: boolean): string {
  const tables = sets.map((set) => {
    const list = misses && set.misses.length > 0 ? `\n\n${missesText(set.misses)}` : '';
    return `${set.name}\n${confusionTable(set.score)}${list}`;
  });
  return [`Bounce rules ${nameOfBounces(bounces)} (${bounces.length})`, summary(sets), ...tables].join(
    '\n\n',
  );
}

function run(): void {
  const { values } = parseArgs({
    options: {
      file: { type: 'string' },
      misses: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const sets = judge(values.file === undefined ? labelledFiles() : [values.file]);
  const card = { bounceRules: nameOfBounces(bounces), sets };
  console.log(values.json ? JSON.stringify(card, undefined, 2) : tell(sets, values.misses));
  if (values.file === undefined && (values.write || values.check)) settle(cardOf(sets), values.write);
}

try {
  run();
} catch (error) {
  const told = error instanceof UserError || (error instanceof Error && 'code' in error);
  if (!told) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}

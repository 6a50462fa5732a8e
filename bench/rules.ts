import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../cli/table.ts';
import { createClassifier } from '../shared/bounce/create-classifier.ts';
import { compilePatterns, fits } from '../shared/bounce/find-rule.ts';
import { foldReply } from '../shared/bounce/fold.ts';
import { encodeRuleSet } from '../shared/rules/codec.ts';
import { compileRuleSet } from '../shared/rules/compile.ts';
import { compileGlob } from '../shared/rules/glob.ts';
import { parseRuleSet } from '../shared/rules/parse-rule-set.ts';
import { madeSet } from './rules/made-set.ts';
import { manyHosts, manyReplies } from './rules/questions.ts';

/**
 * 10,000 MX rules and 5,000 bounce rules: cold load, match, judgement and memory, beside a loop over all masks and one over
 * all patterns in the same run. `npm run bench:rules`
 */
const COLD_LOADS = 15;
const HOSTS = 200_000;
const REPLIES = 20_000;
/** The loops are some thousand times slower. */
const LOOPED = 1_000;

const made = madeSet();
const parsed = parseRuleSet(made);
if (!parsed.ok) throw new Error(parsed.problems.slice(0, 5).join('\n'));
const { data } = parsed;

type Cold = Readonly<Record<'parse' | 'ready' | 'all', { readonly wall: number; readonly cpu: number }>>;

/** The load of least time of several, each in a fresh process: what this machine can do when nobody else wants it. */
function coldLoads(who: 'throttler' | 'bounce'): Cold {
  const folder = mkdtempSync(join(tmpdir(), 'mxp-bench-'));
  const file = join(folder, 'rules.json.gz');
  try {
    writeFileSync(file, encodeRuleSet(data).bytes);
    const once = (): Cold =>
      JSON.parse(
        execFileSync(process.execPath, [join(import.meta.dirname, 'rules', 'cold.ts'), file, who], {
          encoding: 'utf8',
        }),
      );
    const loads = Array.from({ length: COLD_LOADS }, once).sort(
      (one, other) => one.all.wall - other.all.wall,
    );
    const [least] = loads;
    if (!least) throw new Error('nothing was loaded');
    return least;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Megabytes of heap and buffers that `make` leaves behind; needs --expose-gc. */
function kept<T>(make: () => T): { readonly made: T; readonly megabytes: number } {
  const used = () => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 1e6;
  };
  const before = used();
  const result = make();
  return { made: result, megabytes: used() - before };
}

/** Microseconds of CPU a question, after a first round that warms up. */
function microsOf<T>(questions: readonly T[], ask: (question: T) => unknown): number {
  for (const question of questions) ask(question);
  const start = process.threadCpuUsage();
  for (const question of questions) ask(question);
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / questions.length;
}

const throttler = coldLoads('throttler');
const bounce = coldLoads('bounce');
const rules = kept(() => compileRuleSet(data));
const classifier = kept(() => createClassifier(data.bounces));
const hosts = manyHosts(data, HOSTS);
const replies = manyReplies(data, REPLIES);

const globs = data.rules.flatMap((rule) => rule.masks.map((mask) => ({ rule, fits: compileGlob(mask) })));
const looped = (host: string) => globs.find((one) => one.fits(host))?.rule.id;
const patterns = compilePatterns(data.bounces);
const loopedReply = (text: string) => {
  const folded = foldReply(text);
  return patterns.find((pattern) => fits(pattern, folded))?.rule.id;
};
for (const host of hosts.slice(0, LOOPED))
  if (rules.made.match(host, 'default').id !== looped(host) && !rules.made.rules.some(({ pools }) => pools))
    throw new Error(`the two do not agree on ${host}`);

const millis = ({ wall, cpu }: { readonly wall: number; readonly cpu: number }) => [
  `${wall.toFixed(0)} ms`,
  `${cpu.toFixed(0)} ms`,
];
const [load = 0] = loadavg();
console.log(
  [
    `${data.rules.length} MX rules of ${globs.length} masks, ${data.bounces.length} bounce rules of ${patterns.length} patterns; load ${load.toFixed(1)}\n`,
    table(
      [`COLD LOAD, BEST OF ${COLD_LOADS}`, 'TIME', 'CPU'],
      [
        ['throttler: unpack, parse, check', ...millis(throttler.parse)],
        ['  make the masks ready', ...millis(throttler.ready)],
        ['  all', ...millis(throttler.all)],
        ['bounce: unpack, parse, check', ...millis(bounce.parse)],
        ['  make the classifier', ...millis(bounce.ready)],
        ['  all', ...millis(bounce.all)],
      ],
    ),
    '',
    table(
      ['WARM', 'CPU A QUESTION', 'BY A LOOP', 'MEMORY'],
      [
        [
          'match a host',
          `${microsOf(hosts, (host) => rules.made.match(host, 'default')).toFixed(2)} µs`,
          `${microsOf(hosts.slice(0, LOOPED), looped).toFixed(0)} µs`,
          `${rules.megabytes.toFixed(1)} MB`,
        ],
        [
          'judge a reply',
          `${microsOf(replies, (text) => classifier.made.judge({ text })).toFixed(1)} µs`,
          `${microsOf(replies.slice(0, 20), loopedReply).toFixed(0)} µs`,
          `${classifier.megabytes.toFixed(1)} MB`,
        ],
      ],
    ),
  ].join('\n'),
);

import { readFileSync } from 'node:fs';
import { createClassifier } from '../../shared/bounce/create-classifier.ts';
import { decodeRuleSet } from '../../shared/rules/codec.ts';
import { compileRuleSet } from '../../shared/rules/compile.ts';

/**
 * One cold load in a process of its own, as a function has it: prints a line of JSON.
 * `node bench/rules/cold.ts <file> throttler|bounce`: the one matches hosts, the other judges replies.
 */
const clock = (): { readonly wall: number; readonly cpu: number } => {
  const { user, system } = process.threadCpuUsage();
  return { wall: performance.now(), cpu: (user + system) / 1_000 };
};

const [, , file = '', who = ''] = process.argv;
const bytes = readFileSync(file);
const start = clock();
const decoded = decodeRuleSet(bytes);
if (!decoded.ok) throw new Error(decoded.problems.slice(0, 5).join('\n'));
const parsed = clock();
const rules = compileRuleSet(decoded.data);
if (who === 'throttler') rules.match('mx.example.test');
else createClassifier(rules.bounces);
const end = clock();

const between = (from: typeof start, to: typeof start) => ({
  wall: to.wall - from.wall,
  cpu: to.cpu - from.cpu,
});
console.log(
  JSON.stringify({ parse: between(start, parsed), ready: between(parsed, end), all: between(start, end) }),
);

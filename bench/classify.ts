import { readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readLabelledReplies } from '../cli/accuracy/labelled-replies.ts';
import { table } from '../cli/table.ts';
import shipped from '../rules/shipped.json' with { type: 'json' };
import { createClassifier } from '../shared/bounce/create-classifier.ts';
import { loadRuleSet } from '../shared/rules/load-rule-set.ts';
import { microsEach } from './classify/measure.ts';
import { loadZoneMta } from './classify/zone-mta.ts';

/** Judgements a second, ours (nothing is cached) beside ZoneMTA's list: `npm run bench:classify [-- --json]`. */

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const FIXTURES = fileURLToPath(new URL('../test/fixtures/bounces/', import.meta.url));

/** Of all labelled replies of the repository one in eight: a few hundred, of every kind. */
const ONE_OF = 8;

const replies = [
  ...new Set(
    readdirSync(FIXTURES)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readLabelledReplies(`${FIXTURES}${name}`).map(({ reply }) => reply.text)),
  ),
].filter((_, at) => at % ONE_OF === 0);

const LENGTHS = [64, 256, 1_024, 4_096, 16_384, 65_536];

/** Words that no rule knows, so that all of the text has to be searched. */
const longReply = (length: number): string => {
  const words = Array.from(
    { length: Math.ceil(length / 40) },
    (_, at) => `condition ${at * 7919} of the batch came up here`,
  );
  return `550 5.0.0 ${words.join(' ')}`.slice(0, length);
};

const { bounces } = loadRuleSet(shipped);
const classifier = createClassifier(bounces);
const zone = loadZoneMta();
const beside = 'missing' in zone ? undefined : zone;
if ('missing' in zone) console.error(zone.missing);

const patterns = bounces.reduce((sum, { patterns }) => sum + patterns.length, 0);
const judge = (text: string) => classifier.judge({ text });
const ours = microsEach(replies, judge);
const theirs = beside ? microsEach(replies, beside.check) : undefined;
const growth = LENGTHS.map((length) => {
  const text = longReply(length);
  return {
    length,
    micros: microsEach([text], judge),
    ...(beside ? { zoneMta: microsEach([text], beside.check) } : {}),
  };
});

const perSecond = (micros: number) => Math.round(1e6 / micros);
const micros = (value: number | undefined) => (value === undefined ? '–' : `${value.toFixed(1)} µs`);

if (values.json) {
  const measured = (each: number) => ({ micros: each, perSecond: perSecond(each) });
  console.log(
    JSON.stringify(
      {
        replies: replies.length,
        ours: { patterns, ...measured(ours) },
        ...(beside && theirs !== undefined
          ? {
              zoneMta: { package: beside.name, patterns: beside.rules, ...measured(theirs) },
              times: theirs / ours,
            }
          : {}),
        growth,
      },
      undefined,
      2,
    ),
  );
} else {
  const row = (name: string, count: number, each: number) => [
    name,
    String(count),
    `${perSecond(each)}`,
    micros(each),
  ];
  console.log(
    [
      `${replies.length} replies, each judged anew; load ${(loadavg()[0] ?? 0).toFixed(1)}\n`,
      table(
        ['CLASSIFIER', 'PATTERNS', 'REPLIES/S', 'EACH'],
        [
          row('MX Pacer', patterns, ours),
          ...(beside && theirs !== undefined ? [row(beside.name, beside.rules, theirs)] : []),
        ],
      ),
      ...(theirs === undefined ? [] : [`\n${(theirs / ours).toFixed(1)} times ZoneMTA's rate.`]),
      '',
      table(
        ['REPLY OF', 'MX PACER', 'A KB', ...(beside ? ['ZONEMTA', 'A KB'] : [])],
        growth.map(({ length, micros: own, zoneMta }) => [
          `${length} characters`,
          micros(own),
          micros((own * 1_024) / length),
          ...(zoneMta === undefined ? [] : [micros(zoneMta), micros((zoneMta * 1_024) / length)]),
        ]),
      ),
    ].join('\n'),
  );
}

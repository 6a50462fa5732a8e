import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFunctionLog } from '../../../shared/aws/powertools-log.ts';

interface Emf {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [field: string]: unknown;
}

const VARIABLES = { MXP_STACK_NAME: 'Shop', MXP_METRIC_RULES: 'orbit,swift' };
let written: string[];

beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
});
afterEach(() => vi.restoreAllMocks());

const metricsWritten = (): readonly Emf[] =>
  written.flatMap((line) => (line.includes('_aws') ? [JSON.parse(line) as Emf] : []));

describe('the metrics of a batch', () => {
  it('are one line, under the name of the stack, with the units of the table', () => {
    const log = createFunctionLog('sweeper', VARIABLES);
    log.count('Swept');
    log.count('LostWakeUps', 2);
    log.count('LostWakeUps');
    log.gauge('TimeToDrain', 60);
    log.flush();

    expect(metricsWritten()).toMatchObject([
      {
        service: 'Shop',
        Swept: 1,
        LostWakeUps: 3,
        TimeToDrain: 60,
        _aws: {
          CloudWatchMetrics: [
            {
              Namespace: 'MxPacer',
              Dimensions: [['service']],
              Metrics: [
                { Name: 'Swept', Unit: 'Count' },
                { Name: 'LostWakeUps', Unit: 'Count' },
                { Name: 'TimeToDrain', Unit: 'Seconds' },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('are a line more for each rule, and one for all others', () => {
    const log = createFunctionLog('sender', VARIABLES);
    for (const rule of ['orbit', 'unknown', 'orbit', 'mx1.example.org']) log.count('HandedOver', 1, rule);
    log.flush();

    const [total, ...rules] = metricsWritten();
    expect(total).toMatchObject({ HandedOver: 4 });
    expect(total).not.toHaveProperty('rule');
    expect(rules).toMatchObject([
      { service: 'Shop', rule: 'orbit', HandedOver: 2 },
      { service: 'Shop', rule: 'other', HandedOver: 2 },
    ]);
    for (const { _aws } of rules)
      expect(_aws.CloudWatchMetrics[0]?.Dimensions).toEqual([['service', 'rule']]);
  });

  it('of rules that share `other` are added up, measured ones too', () => {
    const log = createFunctionLog('sweeper', VARIABLES);
    log.gauge('Waiting', 7);
    log.gauge('Waiting', 3, 'a');
    log.gauge('Waiting', 4, 'b');
    log.flush();

    expect(metricsWritten()).toMatchObject([{ Waiting: 7 }, { rule: 'other', Waiting: 7 }]);
  });

  it('are gone with the flush, and nothing is written without any', () => {
    const log = createFunctionLog('sender', VARIABLES);
    log.count('HandedOver', 1, 'orbit');
    log.flush();
    log.count('Returned', 0);
    log.flush();

    expect(metricsWritten()).toHaveLength(2);
  });

  it('are kept by rule only where the rules are told', () => {
    const log = createFunctionLog('throttler', { MXP_STACK_NAME: 'Shop' });
    log.count('HandedOver', 1, 'orbit');
    log.flush();

    expect(metricsWritten()).toHaveLength(1);
  });
});

describe('a line of the log', () => {
  it('is JSON, names its function, and masks addresses in every text, however deep', () => {
    const log = createFunctionLog('sender', VARIABLES);
    const cause = new Error('550 <jane.doe@example.org> unknown');
    log.warn('refused', { text: 'to jane.doe@example.org', nested: { list: [{ cause }] } });

    const line = written.join('');
    expect(JSON.parse(line)).toMatchObject({ level: 'WARN', message: 'refused', service: 'sender' });
    expect(line).not.toContain('jane.doe');
    expect(line).toContain('j***@example.org');
  });
});

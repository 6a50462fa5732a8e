import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { itemBytes, writeUnits } from '../../../bench/cost/item-bytes.ts';
import { naiveCost } from '../../../bench/cost/naive.ts';
import { priceOf, readPrices, totalOf } from '../../../bench/cost/price.ts';
import { readCommand } from '../../../bench/cost/read-command.ts';
import { createTally, USAGES } from '../../../bench/cost/usage.ts';
import shipped from '../../../shared/limits/prices.json' with { type: 'json' };

const folder = mkdtempSync(join(tmpdir(), 'mxp-prices-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (table: object): string => {
  const file = join(folder, 'prices.json');
  writeFileSync(file, JSON.stringify(table));
  return file;
};

const prices = readPrices(written(shipped));

/** As a command of the SDK is told from others: by its class. */
const commandOf = (name: string, input: object) => {
  const command = { input };
  Object.defineProperty(command, 'constructor', { value: { name: `${name}Command` } });
  return command;
};

describe('a price table', () => {
  it('names a price and a source for every unit, and its date', () => {
    expect(Object.keys(shipped.perMillion).sort()).toEqual([...USAGES].sort());
    expect(Object.keys(shipped.sources).sort()).toEqual([...USAGES].sort());
    expect(prices.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('without a price is refused, and says where', () => {
    const { sqsRequests: _, ...rest } = shipped.perMillion;
    expect(() => readPrices(written({ ...shipped, perMillion: rest }))).toThrow(/sqsRequests/);
  });

  it('is what costs are made of', () => {
    const tally = createTally();
    tally.add({ sqsRequests: 30, dynamodbWriteUnits: 20, dynamodbReadUnits: 8 });
    const costs = priceOf(prices, tally.usage(), 10);
    expect(costs.SQS).toBeCloseTo(3 * 0.4);
    expect(costs.DynamoDB).toBeCloseTo(2 * 0.625 + 0.8 * 0.125);
    expect(totalOf(costs)).toBeCloseTo(1.2 + 1.35);
  });
});

describe('the design that is written first', () => {
  it.each([
    [0, 6.2],
    [1, 19.3],
    [6, 85],
    [24, 321],
  ])('costs what was computed by hand, with %i h of waiting', (hours, dollars) => {
    expect(naiveCost(prices, 5 * 1_024, hours) / dollars).toBeCloseTo(1, 1);
  });
});

describe('what AWS bills of a command', () => {
  const batch = (kilobytes: number) =>
    readCommand(
      commandOf('SendMessageBatch', {
        QueueUrl: 'Q',
        Entries: Array.from({ length: 10 }, () => ({
          MessageBody: '',
          MessageAttributes: { mxp: { DataType: 'String', StringValue: '{}' } },
        })),
      }),
      kilobytes * 1_024,
    ).usage.sqsRequests;

  it.each([
    [1, 1],
    [5, 1],
    [7, 2],
    [60, 10],
  ])('of ten messages of %i KB is %i requests', (kilobytes, requests) => {
    expect(batch(kilobytes)).toBe(requests);
  });

  it('of a put is a unit for every KB of names and values', () => {
    const item = { id: { S: 'x'.repeat(1_022) } };
    expect(itemBytes(item)).toBe(1_024);
    expect(writeUnits(1_024)).toBe(1);
    expect(writeUnits(1_025)).toBe(2);
    const { usage } = readCommand(
      commandOf('PutItem', { TableName: 'T', Item: { id: { S: 'x'.repeat(1_500) } } }),
      0,
    );
    expect(usage).toEqual({ dynamodbWriteUnits: 2 });
  });

  it('of a read is a unit when it is consistent, and half of one when not', () => {
    const Keys = [{ id: { S: 'a' } }, { id: { S: 'b' } }];
    const read = (ConsistentRead: boolean) =>
      readCommand(commandOf('BatchGetItem', { RequestItems: { T: { Keys, ConsistentRead } } }), 0);
    expect(read(true)).toMatchObject({ name: 'BatchGetItem T', usage: { dynamodbReadUnits: 2 } });
    expect(read(false).usage).toEqual({ dynamodbReadUnits: 1 });
  });

  it('that nobody has priced is an error, so that no call goes uncounted', () => {
    expect(() => readCommand(commandOf('Scan', { TableName: 'T' }), 0)).toThrow(/cannot price Scan/);
  });
});

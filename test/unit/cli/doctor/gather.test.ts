import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../cli/doctor/diagnose.ts';
import { Absent } from '../../../../cli/doctor/fact.ts';
import { gather } from '../../../../cli/doctor/gather.ts';
import type { Inspection } from '../../../../cli/doctor/inspection.ts';
import { UserError } from '../../../../cli/user-error.ts';
import { createDesk, NOW } from '../support/desk.ts';
import { account, identity, set } from './healthy.ts';

const OUTPUTS = {
  Identities: 'shop.test,me@mail.shop.test',
  FeedbackTopicArn: 'arn:feedback',
  OutcomeTopicArn: 'arn:outcomes',
  NoticeTopicArn: 'arn:notices',
  DeliveryTableName: 'delivery-1',
  QuotaTableName: 'quota-1',
};

const resource = (type: string, physicalId: string) => ({ type, logicalId: `L${physicalId}`, physicalId });

/** A stack that answers every question; `asked` holds them in order. */
function patient(change: Partial<Inspection> = {}) {
  const asked: string[] = [];
  const note = <T>(kind: string, answer: (id: string) => T) => {
    return async (id = '') => {
      asked.push(`${kind} ${id}`.trim());
      return answer(id);
    };
  };
  const inspection: Inspection = {
    caller: note('caller', () => ({ account: '1', arn: 'arn', region: 'eu-west-1', serverTime: NOW })),
    stack: note('stack', () => ({
      status: 'CREATE_COMPLETE',
      resources: [
        resource('AWS::Lambda::Function', 'sender-1'),
        resource('AWS::Lambda::EventSourceMapping', 'uuid-1'),
        resource('AWS::Events::Rule', 'sweeper-1'),
        resource('AWS::SQS::Queue', 'https://sqs/outbound'),
        resource('AWS::SQS::QueuePolicy', 'policy-1'),
        resource('AWS::SES::ConfigurationSetEventDestination', 'destination-1'),
      ],
    })),
    account: note('account', () => account),
    identity: note('identity', (name) => ({ ...identity.identity, name })),
    records: note('records', (name) =>
      name === '_dmarc.shop.test' ? { mx: [], txt: ['v=DMARC1; p=none'] } : { mx: [], txt: [] },
    ),
    set: note('set', (name) => ({ name, found: set })),
    function: note('function', (name) => ({ name, state: 'Active', lastUpdate: 'Successful' })),
    eventSource: note('eventSource', (id) => ({ id, enabled: true, state: 'Enabled' })),
    schedule: note('schedule', (id) => ({ id, enabled: true, state: 'ENABLED' })),
    queue: note('queue', (url) => ({ url, arn: 'arn', messages: 0 })),
    table: note('table', (name) => ({ name, status: 'ACTIVE' })),
    topic: note('topic', (arn) => ({ arn, confirmed: 1, pending: 0 })),
    ...change,
  };
  const { connection } = createDesk();
  const deployment = { ...connection.deployment, outputs: OUTPUTS };
  const read = () =>
    gather(inspection, { ...connection, deployment }, { stackName: 'MxPacer', onProgress: () => undefined });
  return { read, asked };
}

describe('what the doctor gathers', () => {
  it('is everything that the stack consists of, and nothing else of it', async () => {
    const { read, asked } = patient();
    const facts = await read();

    expect(Object.values(facts).filter((fact) => fact?.known === false)).toEqual([]);
    for (const question of [
      'function sender-1',
      'eventSource uuid-1',
      'schedule sweeper-1',
      'queue https://sqs/outbound',
      'table delivery-1',
      'table quota-1',
      'topic arn:outcomes',
      'topic arn:notices',
      'identity shop.test',
      'identity me@mail.shop.test',
      'set set-14h',
      'set set-14h-watched',
    ])
      expect(asked).toContain(question);
    expect(asked.filter((question) => /policy-1|destination-1/.test(question))).toEqual([]);
    expect(facts.largestRule).toMatchObject({ value: { pool: 'shared', level: 'normal' } });
    expect(facts.stackOption).toBe(' --stack MxPacer');
  });

  it('is the DMARC record of the registrable domain where the domain has none (RFC 7489 §6.6.3)', async () => {
    const { read, asked } = patient();
    const { identities } = await read();

    expect(asked.filter((question) => question.startsWith('records _dmarc'))).toEqual([
      'records _dmarc.shop.test',
      'records _dmarc.mail.shop.test',
      'records _dmarc.shop.test',
    ]);
    expect(identities).toMatchObject({ value: [{}, { dmarc: { value: { txt: ['v=DMARC1; p=none'] } } }] });
  });

  it('without one answer still is all the others', async () => {
    const denied = Object.assign(new Error('no right'), { name: 'AccessDeniedException' });
    const { read } = patient({ table: () => Promise.reject(denied) });
    const { tables, topics, functions } = await read();

    expect(tables).toEqual({
      known: false,
      absent: false,
      why: 'could not be read: AccessDeniedException: no right',
    });
    expect([topics.known, functions.known]).toEqual([true, true]);
  });

  it('without the stack is without its parts, for the same reason', async () => {
    const { read } = patient({ stack: () => Promise.reject(new Absent('the engine has no stack')) });
    const { functions, queues, account: atSes } = await read();

    expect(functions).toEqual({ known: false, absent: true, why: 'the engine has no stack' });
    expect(queues).toEqual(functions);
    expect(atSes.known).toBe(true);
  });
});

it('a stack that cannot be read is one fail, and whose credentials they are another line', async () => {
  const options = {
    stackName: 'Gone',
    send: 'no',
    label: 'l',
    patience: 1,
    onProgress: () => undefined,
  } as const;
  const gone = () => Promise.reject(new UserError('stack Gone could not be read: it does not exist'));
  const caller = async () => ({ account: '1', arn: 'arn:me', region: 'eu-west-1' });
  const { json, failed } = await diagnose(gone, options, () => ({ caller }) as Inspection);

  expect(failed).toBe(true);
  expect(json).toMatchObject({
    findings: [
      { check: 'credentials', verdict: 'ok', text: expect.stringContaining('arn:me') },
      { check: 'stack', verdict: 'fail', text: expect.stringContaining('it does not exist') },
    ],
  });
});

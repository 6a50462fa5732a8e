import { expect, it } from 'vitest';
import { createProviderLog } from '../../../local/servers/provider-log.ts';

const LATER = { code: 450, text: '4.2.0 Greylisted' };

it('a new log has counted nothing', () => {
  expect(createProviderLog().counts()).toEqual({
    connections: 0,
    mostConnections: 0,
    accepted: 0,
    mostMessages: 0,
    refused: 0,
    refusals: {},
  });
});

it('the most connections are those that were open at the same time', () => {
  const log = createProviderLog();
  log.opened('a');
  log.opened('b');
  log.closed('a');
  log.opened('c');
  log.closed('b');
  log.closed('c');
  expect(log.counts()).toMatchObject({ connections: 3, mostConnections: 2 });
  expect(log.openConnections()).toBe(0);
});

it('the most messages are those that one connection carried', () => {
  const log = createProviderLog();
  for (const id of ['a', 'b']) log.opened(id);
  for (const id of ['a', 'b', 'a', 'b', 'a']) {
    log.began(id);
    log.took(id, ['ann@velamail.test']);
  }
  expect(log.counts()).toMatchObject({ accepted: 5, mostMessages: 3 });
  expect(log.connection('b')).toEqual({ transactions: 2, messages: 2 });
});

it('refusals are counted by their reply and are no messages', () => {
  const log = createProviderLog();
  log.opened('a');
  log.began('a');
  log.refused('a', 'rcpt', ['ann@velamail.test'], LATER);
  log.refused('a', 'rcpt', ['bob@velamail.test'], LATER);
  log.refused('a', 'data', [], { code: 552, text: '5.2.2 Full' });
  expect(log.counts()).toMatchObject({
    accepted: 0,
    refused: 3,
    refusals: { '450 4.2.0 Greylisted': 2, '552 5.2.2 Full': 1 },
  });
  expect(log.connection('a')).toEqual({ transactions: 1, messages: 0 });
});

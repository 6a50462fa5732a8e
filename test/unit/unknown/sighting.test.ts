import { expect, it } from 'vitest';
import { sightingOf } from '../../../shared/bounce/sighting-of.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import { note } from '../../../shared/quarantine/note.ts';
import { createQuarantine, keyOfAddress } from '../../support/quarantine.ts';
import { policy } from '../cli/support/desk.ts';
import { SENT } from '../returned/support/returned-bench.ts';

const ADDRESS = 'jane.doe@x.example';
const REPLY = '550 jane.doe is odd';
const AT = Date.parse('2026-11-26T00:00:00Z');

it('an unknown text is counted without the name of its recipient', () => {
  const finding = { kind: 'bounced', at: AT, said: { reply: REPLY }, unclassified: true } as const;
  expect(sightingOf(SENT, finding, ADDRESS)?.text).toBe('550 j*** is odd');
});

it('and kept as evidence without it', async () => {
  const { ports, said } = createQuarantine();
  const evidence = { at: AT, mailId: 'm' as MailId, kind: 'bounced', source: 'ses', reply: REPLY } as const;
  const clock = { now: () => AT, sleep: async () => undefined };
  await note(
    { ...ports, clock },
    { key: keyOfAddress(ADDRESS), address: ADDRESS },
    undefined,
    evidence,
    policy,
  );
  expect(said).toMatchObject([{ reply: '550 j*** is odd' }]);
});

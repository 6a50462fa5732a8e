import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../shared/message/address.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import { buildEvent } from '../../../shared/outcome/build.ts';
import { outcomeMessageSchema } from '../../../shared/outcome/schema.ts';
import { audienceText, barredEnding, mayMail } from '../../../shared/settings/audience.ts';

const ALLOWED = { production: false, allowedDomains: ['example.org', 'xn--bcher-kva.example'] };

/** The domain of an address as the parser of messages reads it. */
function domainOf(text: string): string {
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.problem);
  return read.address.domain;
}

describe('a stack that is not marked production', () => {
  it.each([
    ['jane@example.org', true],
    ['jane@EXAMPLE.Org', true],
    ['jane@bücher.example', true],
    ['jane@xn--BCHER-kva.example', true],
    ['success@simulator.amazonses.com', true],
    ['bounce+label-7@Simulator.AmazonSES.com', true],
    ['jane@mail.example.org', false],
    ['jane@notexample.org', false],
    ['jane@example.org.evil.test', false],
    ['jane@amazonses.com', false],
    ['jane@x.simulator.amazonses.com', false],
    ['"a@example.org"@other.example', false],
  ])('mails %s: %s', (address, allowed) => {
    expect(mayMail(ALLOWED, domainOf(address))).toBe(allowed);
  });

  it('without allowed domains mails the simulator alone', () => {
    const alone = { production: false, allowedDomains: [] };

    expect(mayMail(alone, 'example.org')).toBe(false);
    expect(mayMail(alone, 'simulator.amazonses.com')).toBe(true);
  });

  it('ends other mail as suppressed, and says whom it mails', () => {
    expect(barredEnding(ALLOWED, { domain: 'other.example' }, 7)).toEqual({
      kind: 'suppressed',
      at: 7,
      by: 'notProduction',
      detail: "not marked production: mails example.org, xn--bcher-kva.example and SES's simulator alone",
    });
  });
});

it('what upstream is told of such a mail fits the schema of outcomes', () => {
  const ending = barredEnding(ALLOWED, { domain: 'other.example' }, 7);
  const event = ending && buildEvent('m' as MailId, { stream: 'marketing', pool: 'shared' }, ending);

  expect(event).toMatchObject({ kind: 'suppressed', by: 'notProduction' });
  expect(outcomeMessageSchema.safeParse({ v: 1, events: [event] })).toMatchObject({ success: true });
});

it('a stack marked production mails everyone, whatever is allowed', () => {
  const everyone = { production: true, allowedDomains: ['example.org'] };

  expect(mayMail(everyone, 'other.example')).toBe(true);
  expect(barredEnding(everyone, { domain: 'other.example' }, 7)).toBeUndefined();
  expect(audienceText(everyone)).toBe('everyone');
});

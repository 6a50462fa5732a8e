import { describe, expect, it } from 'vitest';
import { maskRecipient } from '../../../shared/text/mask-recipient.ts';
import { normaliseReply } from '../../../shared/unknown/normalise.ts';

describe('a reply is kept without its recipient', () => {
  it.each([
    ['550 jane.doe: no such user', 'jane.doe@x.example', '550 j***: no such user'],
    [
      '550 User Jane.Doe <jane.doe@x.example> odd.',
      'jane.doe@x.example',
      '550 User J*** <j***@x.example> odd.',
    ],
    ['550 <jdoe77> odd, jdoe77.', 'jdoe77@x.example', '550 <j***> odd, j***.'],
    ['550 "a+b(c" a+b-1 [x]', 'a+b-1@x.example', '550 "a+b(c" a*** [x]'],
  ])('%j to %s is %j', (reply, address, masked) => {
    expect(maskRecipient(reply, address).toLowerCase()).toBe(masked.toLowerCase());
    expect(maskRecipient(masked, address)).toBe(masked);
  });

  it.each([
    ['550 user unknown', 'user@x.example'],
    ['550 5.1.1 odd', '5.1.1@x.example'],
    ['550 mjane.doex odd', 'jane.doe@x.example'],
    ['550 jane.doe odd', undefined],
  ])('%j to %s keeps its words', (reply, address) => {
    expect(maskRecipient(reply, address)).toBe(reply);
  });

  it('takes hostile names for text', () => {
    expect(maskRecipient('550 odd', '(((.*+?[[\\a1@x.example')).toBe('550 odd');
  });

  it('is one text with that of others', () => {
    const text = (name: string) => normaliseReply(maskRecipient(`550 ${name} is odd`, `${name}@x.example`));
    expect(text('jane.doe')).toBe(text('max_miller'));
    expect(text('jane.doe')).toBe('550 * is odd');
  });
});

import { describe, expect, it } from 'vitest';
import { isReservedHeader } from '../../../shared/message/reserved-headers.ts';
import { unsubscribeHeaders } from '../../../shared/message/unsubscribe-headers.ts';
import { parseWith, reasonWith } from './support/message.ts';

const RESERVED = [
  ...['From', 'To', 'Cc', 'Bcc', 'Subject', 'Reply-To', 'Sender', 'Return-Path', 'Date', 'Message-ID'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'DKIM-Signature', 'Received'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post', 'X-SES-MESSAGE-TAGS', 'X-MXP-Id'],
];

describe('headers of upstream', () => {
  it.each(RESERVED)('may not be %s, in any case', (name) => {
    expect([name, name.toLowerCase(), name.toUpperCase()].map(isReservedHeader)).toEqual([true, true, true]);
    expect(reasonWith({ headers: { [name.toLowerCase()]: 'x' } })).toContain(
      'SES or MX Pacer writes this header',
    );
  });

  it.each(['X-Order', 'Feedback-ID', 'List-Id', 'In-Reply-To', 'X-Content-Type', 'Precedence', 'X-Session'])(
    'may be %s',
    (name) => {
      expect(parseWith({ headers: [{ name, value: 'x' }] })).toMatchObject({
        mail: { headers: [{ name, value: 'x' }] },
      });
    },
  );

  it.each(['\r', '\n', '\r\n ', '\u0000', '\u007f', 'ü', '\t'])('may not hold %j', (text) => {
    expect(reasonWith({ headers: { 'X-Order': `a${text}b` } })).not.toBe('accepted');
    expect(reasonWith({ headers: { [`X-${text}Order`]: 'a' } })).not.toBe('accepted');
  });
});

describe('headers of one-click unsubscription', () => {
  const url = 'https://shop.example/u?i=1,2';
  const mailto = 'mailto:u@shop.example';
  const post = { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' };

  it.each([
    [{ url }, [{ name: 'List-Unsubscribe', value: `<${url}>` }, post]],
    [{ url, mailto }, [{ name: 'List-Unsubscribe', value: `<${url}>, <${mailto}>` }, post]],
    [{ mailto }, [{ name: 'List-Unsubscribe', value: `<${mailto}>` }]],
  ])('of %j', (unsubscribe, headers) => {
    expect(unsubscribeHeaders(unsubscribe)).toEqual(headers);
  });

  it.each([
    'https://shop.example/a>b',
    'https://shop.example/a b',
    'https://shop.example/ü',
    'https://',
    'ftp://shop.example/',
  ])('are not made of the URL %s', (wrong) => {
    expect(reasonWith({ unsubscribe: { url: wrong } })).toBe(
      'unsubscribe.url: expected an https URL in ASCII',
    );
  });

  it.each(['u@shop.example', 'mailto:u@shop.example', 'MAILTO:u@shop.example'])(
    'take %s as a mailto: URI',
    (given) => {
      expect(parseWith({ unsubscribe: { mailto: given } })).toMatchObject({
        mail: { unsubscribe: { mailto } },
      });
    },
  );

  it.each([
    'mailto:',
    'mailto:a@b.example,c@d.example',
    'mailto:%zz@shop.example',
    'mailto:u@shop.example?subject=a b',
  ])('are not made of %s', (wrong) => {
    expect(reasonWith({ unsubscribe: { mailto: wrong } })).toContain(
      'unsubscribe.mailto: expected one address',
    );
  });
});

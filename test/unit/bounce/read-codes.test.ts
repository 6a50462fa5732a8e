import { describe, expect, it } from 'vitest';
import { foldReply } from '../../../shared/bounce/fold.ts';
import { readCodes } from '../../../shared/bounce/read-codes.ts';

const codesOf = (text: string, status?: string) => {
  const { reply, status: found, class: digit } = readCodes(foldReply(text), status);
  return [reply, found, digit];
};

describe('the codes of a reply', () => {
  it.each<[string, readonly (string | undefined)[]]>([
    ['550 5.1.1 User unknown', ['550', '5.1.1', '5']],
    ['550-5.1.1 User\r\n550 5.1.1 unknown', ['550', '5.1.1', '5']],
    ['smtp; 550 5.1.1 user unknown', ['550', '5.1.1', '5']],
    ['smtp;550 user unknown', ['550', undefined, '5']],
    ['X-Postfix; unknown user', [undefined, undefined, undefined]],
    ['host mx.example.com[203.0.113.5] said: 450 4.2.2 Full (in reply to RCPT TO)', ['450', '4.2.2', '4']],
    ['<<< 554 5.7.1 denied', ['554', '5.7.1', '5']],
    ['mx.example.com replied 550 5.7.1 denied', ['550', '5.7.1', '5']],
    ['550: <jane@example.com>: User unknown', ['550', undefined, '5']],
    ['550 : User unknown', ['550', undefined, '5']],
    ['421 4.16.55 [TS01] Messages deferred', ['421', '4.16.55', '4']],
    ['503 #5.5.1 RCPT first', ['503', '5.5.1', '5']],
    ['550 No mailbox (#5.1.1)', ['550', '5.1.1', '5']],
    ['550 5.1.351 Remote server', ['550', '5.1.351', '5']],
    ['451 ... [#4.16.1]', ['451', '4.16.1', '4']],
    ['Status: 5.4.4', [undefined, '5.4.4', '5']],
    ['delivery error 5.2.2', [undefined, '5.2.2', '5']],
    ['450 5.1.1 rejected for now', ['450', '5.1.1', '4']],
    ['550 4.4.7 QUEUE.Expired', ['550', '4.4.7', '5']],
    ['250 2.1.5 Ok', ['250', '2.1.5', '2']],
    ['421', ['421', undefined, '4']],
    ['smtp; 250 Ok', ['250', undefined, '2']],
    ['250 ok, then 550 5.1.1 user unknown', ['550', '5.1.1', '5']],
  ])('of %s', (text, codes) => expect(codesOf(text)).toEqual(codes));

  it.each([
    'message of 550 kilobytes',
    'Exim 4.94.2 closed the connection',
    'connect to 5.4.4.4: timed out',
    'blocked: 203.0.5.1.1',
    'version 5.1.1a',
    'order 15.1.1',
    '5501 letters',
    'port: 25',
    'greeted with: 220 mx.example.com, then closed',
    'the message before was taken: 250 2.0.0 ok',
    'mx[450.example.com]',
  ])('are none in: %s', (text) => expect(codesOf(text)).toEqual([undefined, undefined, undefined]));

  it('have the status that came apart where the words have none', () => {
    expect(codesOf('User unknown', '5.1.1')).toEqual([undefined, '5.1.1', '5']);
    expect(codesOf('550 Mailbox full', ' 5.0.0 ')).toEqual(['550', '5.0.0', '5']);
    expect(codesOf('550 5.2.2 Mailbox full', '5.0.0')).toEqual(['550', '5.2.2', '5']);
    expect(codesOf('User unknown', 'failed')).toEqual([undefined, undefined, undefined]);
  });
});

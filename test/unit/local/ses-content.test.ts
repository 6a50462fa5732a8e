import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../local/servers/ses/content.ts';
import { bareAddress, parseSendRequest } from '../../../local/servers/ses/send-request.ts';

const templates = { welcome: { subject: 'Hello {{ name }}', text: 'Dear {{name}}' } };

const call = (change: object) =>
  JSON.stringify({
    FromEmailAddress: 'news@example.com',
    Destination: { ToAddresses: ['a@example.org'] },
    Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
    ...change,
  });

function contentFor(template: object) {
  const parsed = parseSendRequest(call({ Content: { Template: template } }));
  return parsed.ok ? contentOf(parsed.request, templates) : parsed.error;
}

describe('the content of a template', () => {
  it('has its placeholders filled', () => {
    const content = contentFor({ TemplateName: 'welcome', TemplateData: '{"name":"Ann"}' });
    expect(content).toMatchObject({ kind: 'composed', subject: 'Hello Ann', text: 'Dear Ann' });
  });

  it('may be sent along', () => {
    const content = contentFor({
      TemplateContent: { Subject: '{{x}}', Html: '<b>{{x}}</b>' },
      TemplateData: '{"x":1}',
    });
    expect(content).toMatchObject({ kind: 'composed', subject: '1', html: '<b>1</b>' });
  });

  it.each(['{}', 'no JSON'])('cannot be rendered from the data %s', (TemplateData) => {
    expect(contentFor({ TemplateName: 'welcome', TemplateData })).toMatchObject({ kind: 'unrenderable' });
  });

  it.each(['absent', 'constructor'])('is not found under the name %s', (TemplateName) => {
    expect(contentFor({ TemplateName })).toMatchObject({ status: 404, errorType: 'NotFoundException' });
  });
});

describe('a SendEmail call is refused', () => {
  const recipients = (count: number) => Array.from({ length: count }, (_each, n) => `a${n}@example.org`);
  const tag = (Name: string, Value: string) => ({ EmailTags: [{ Name, Value }] });

  it.each([
    ['without a destination', { Destination: undefined }],
    ['without a recipient', { Destination: { ToAddresses: [] } }],
    ['with 51 recipients', { Destination: { ToAddresses: recipients(51) } }],
    ['with a recipient without a domain', { Destination: { ToAddresses: ['a'] } }],
    ['with a non-ASCII local part', { Destination: { ToAddresses: ['é@example.org'] } }],
    ['with a tag of 257 characters', tag('id', 'x'.repeat(257))],
    ['with a dot in a tag', tag('host', 'mx.example.org')],
    ['with an empty tag', tag('id', '')],
    ['without a content', { Content: {} }],
    ['with two contents', { Content: { Raw: { Data: 'eA==' }, Template: { TemplateName: 'welcome' } } }],
  ])('%s', (_case, change) => {
    const parsed = parseSendRequest(call(change));
    expect(parsed).toMatchObject({ ok: false, error: { errorType: 'BadRequestException' } });
  });

  it('when it is no JSON', () => {
    expect(parseSendRequest('{')).toMatchObject({ ok: false, error: { status: 400 } });
  });

  it.each([
    ['50 recipients', { Destination: { ToAddresses: recipients(50) } }],
    ['a tag of 256 characters', tag('id', 'x'.repeat(256))],
  ])('but not with %s', (_case, change) => {
    expect(parseSendRequest(call(change)).ok).toBe(true);
  });
});

it.each([
  ['Shop <news@example.com>', 'news@example.com'],
  ['"a <b>" <news@example.com>', 'news@example.com'],
  [' news@example.com ', 'news@example.com'],
])('the bare address of %s', (mailbox, address) => {
  expect(bareAddress(mailbox)).toBe(address);
});

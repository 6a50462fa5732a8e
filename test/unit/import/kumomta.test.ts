import { describe, expect, it } from 'vitest';
import { importRules } from '../../../shared/import/import-rules.ts';
import { bounceRuleSchema } from '../../../shared/rules/bounce-schema.ts';
import { mxRuleSchema } from '../../../shared/rules/schema.ts';
import { fixtureText, imported, leftOut } from './support.ts';

const provider = (...lines: readonly string[]): string =>
  ['[provider."vela"]', 'match = [{MXSuffix=".velamail.example"}]', ...lines].join('\n');

const ruleOf = (...lines: readonly string[]) => imported('kumomta', provider(...lines)).mx[0];

describe('a provider of KumoMTA', () => {
  it.each([
    ['connection_limit = 10', { connections: 10, scope: 'host' }],
    ['provider_connection_limit = 5', { connections: 5, scope: 'rule' }],
    ['max_deliveries_per_connection = 50', { messagesPerConnection: 50 }],
    ['max_message_rate = "100/s"', { limit: '6000/min' }],
    ['max_message_rate = "20/30min"', { limit: '40/h' }],
    ['max_message_rate = "7/45min"', { limit: '9/h' }],
    ['max_message_rate = "1,200/hr"', { limit: '1200/h' }],
    ['max_message_rate = "20_000/d"', { perDay: '20000/d' }],
    ['enable_tls = "Required"', { tls: 'required' }],
    ['enable_tls = "OpportunisticInsecure"', { tls: 'opportunistic' }],
    ['enable_tls = "Disabled"', { tls: 'disabled' }],
    ['connect_timeout = "60s"', { timeouts: { connect: '1min' } }],
    ['data_timeout = "30s"\ndata_dot_timeout = "5 minutes"', { timeouts: { other: '30s', data: '5min' } }],
  ])('with %s becomes a rule with %j', (line, fields) => {
    const rule = ruleOf(line);
    expect(rule).toMatchObject({ id: 'vela', masks: ['*.velamail.example'], ...fields });
    expect(mxRuleSchema.safeParse(rule).error).toBeUndefined();
  });

  it('keeps its own limit for all sites where it has one for each as well', () => {
    expect(ruleOf('provider_connection_limit = 5', 'connection_limit = 10')).toMatchObject({
      connections: 5,
    });
  });

  it('starts from the default block, which becomes the last rule', () => {
    const { mx } = imported(
      'kumomta',
      `["default"]\nconnection_limit = 8\nenable_tls = "Opportunistic"\n${provider('connection_limit = 3')}`,
    );
    expect(mx).toMatchObject([
      { id: 'vela', connections: 3, tls: 'opportunistic' },
      { id: 'everyone-else', masks: ['*'], connections: 8, tls: 'opportunistic' },
    ]);
  });

  it('has a mask for each suffix and host, without the dot at the end', () => {
    const text = '[provider.vela]\nmatch = [{MXSuffix=".Vela.example."}, {HostName="mx.vela.example"}]';
    expect(imported('kumomta', text).mx[0]?.masks).toEqual(['*.vela.example', 'mx.vela.example']);
  });

  it('that the shipped rules know gets their class and real hosts', () => {
    const text = '[provider."google"]\nmatch = [{MXSuffix=".google.com"}]';
    expect(imported('kumomta', text).mx[0]).toMatchObject({ class: 'google' });
    expect(imported('kumomta', text).mx[0]?.examples).toContain('gmail-smtp-in.l.google.com');
  });

  it('is merged from all files, the later over the earlier', () => {
    const later = '[provider."vela"]\nconnection_limit = 9\nenable_tls = "Required"';
    const { mx } = imported(
      'kumomta',
      provider('connection_limit = 3', 'max_deliveries_per_connection = 4'),
      later,
    );
    expect(mx).toMatchObject([{ connections: 9, messagesPerConnection: 4, tls: 'required' }]);
    const afresh = imported(
      'kumomta',
      provider('max_deliveries_per_connection = 4'),
      provider('replace_base = true'),
    );
    expect(afresh.mx[0]).not.toHaveProperty('messagesPerConnection');
  });
});

describe('what has no counterpart with KumoMTA', () => {
  it.each([
    ['max_message_rate = "10/s,max_burst=5"', '3: max_message_rate of vela', 'burst'],
    ['max_message_rate = "local:60/min"', '3: max_message_rate of vela', 'local'],
    ['max_message_rate = "7/45min"', '3: max_message_rate of vela', 'rounded down'],
    ['max_message_rate = "many"', '3: max_message_rate of vela', 'no rate'],
    ['max_message_rate = "1/2h"', '3: max_message_rate of vela', 'less than one'],
    ['connection_limit = 200_000', '3: connection_limit of vela', '100000 at most'],
    ['max_connection_rate = "100/min"', '3: max_connection_rate of vela', 'how many connections'],
    ['enable_tls = "RequiredInsecure"', '3: enable_tls of vela', 'verify'],
    ['ehlo_timeout = "9s"', '3: ehlo_timeout of vela', 'time-out'],
    ['some_new_setting = 1', '3: some_new_setting of vela', 'no such setting'],
  ])('is told of %s', (line, what, why) => {
    const result = imported('kumomta', provider(line));
    expect(leftOut(result)).toContain(what);
    expect(result.missing.map((one) => one.why).join()).toContain(why);
  });

  it('are domains, suffixes of domains, sources and automations', () => {
    const text = `["lyra.example"]
connection_limit = 3
[provider.lyra]
match = [{DomainSuffix=".lyra.example"}]
[provider.lyra.sources."ip-1"]
connection_limit = 1
[[provider.lyra.automation]]
regex = "too much"
action = ["Suspend", {SetConfig={name="connection_limit", value=1}}]
duration = "1h"`;
    expect(leftOut(imported('kumomta', text)).toSorted()).toEqual([
      '1: domain lyra.example',
      '3: provider lyra',
      "4: DomainSuffix '.lyra.example' of lyra",
      '5: sources of lyra',
      "7: automation of lyra: 'too much' → suspend, set connection_limit=1",
    ]);
  });

  it('is told by file, in the order of the files', () => {
    const { missing } = imported(
      'kumomta',
      provider('idle_timeout = "5s"'),
      '["b.example"]\nconnection_limit = 1',
    );
    expect(missing.map(({ file, line }) => `${file}:${line}`)).toEqual(['one:3', 'two:1']);
  });
});

describe('classes of bounces of KumoMTA', () => {
  it('become bounce rules in their order, told apart from shaping by what the file holds', () => {
    const { mx, bounces } = imported('kumomta', fixtureText('clean-classes.toml'), provider());
    expect(mx).toHaveLength(1);
    expect(bounces.map(({ id, type, reason }) => ({ id, type, reason }))).toEqual([
      { id: 'inactive-mailbox', type: 'soft', reason: 'inactiveUser' },
      { id: 'quota-issues', type: 'soft', reason: 'mailboxFull' },
      { id: 'too-many-recipients', type: 'soft', reason: 'unreachable' },
      { id: 'protocol-errors', type: 'soft', reason: 'unreachable' },
      { id: 'spam-content', type: 'soft', reason: 'refused' },
      { id: 'spam-block', type: 'soft', reason: 'refused' },
      { id: 'invalid-recipient', type: 'hard', reason: 'userUnknown' },
      { id: 'policy-related', type: 'soft', reason: 'refused' },
    ]);
    for (const rule of bounces) expect(bounceRuleSchema.safeParse(rule).error).toBeUndefined();
  });

  it('of an own name, and patterns that the linear engine does not take, are left out', () => {
    const text = `[rules]
OurOwn = ["^550 x", "^551 y"]
SpamBlock = ["^550 (?!ok)", "^550 spam"]
InvalidRecipient = ["^450 4\\\\.1\\\\.1 "]`;
    const result = imported('kumomta', text);
    expect(leftOut(result)).toEqual([
      '2: class OurOwn (2 patterns)',
      "3: pattern '^550 (?!ok)'",
      "4: pattern '^450 4\\.1\\.1 '",
    ]);
    expect(result.bounces).toMatchObject([{ id: 'spam-block', patterns: ['^550 spam'] }]);
  });
});

it('a file that is no TOML is named with its line', () => {
  expect(importRules('kumomta', [{ name: 'a.toml', text: '[a]\nb = \n' }], [])).toMatchObject({
    ok: false,
    problems: [{ file: 'a.toml', line: 2 }],
  });
});

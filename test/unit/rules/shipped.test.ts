import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import demo from '../../../rules/demo.json' with { type: 'json' };
import shipped from '../../../rules/shipped.json' with { type: 'json' };
import { compileRuleSetFiles } from '../../../scripts/rule-set-files.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';
import { THROUGHPUT_LEVELS } from '../../../shared/settings/settings.ts';

const rules = loadRuleSet(shipped);
const demoRules = loadRuleSet(demo);

describe('the shipped rule sets', () => {
  it.each([
    ['rules', shipped],
    ['rules/demo', demo],
  ])('of %s are what their YAML files give', (dir, json) => {
    expect(compileRuleSetFiles(dir, 'rules')).toEqual({ ok: true, data: json });
  });

  it('name at least 160 providers', () => {
    expect(shipped.rules.length).toBeGreaterThanOrEqual(160);
  });

  it.each(readdirSync('rules/mx'))(
    'keep the file %s short, with a line on top that says what is in it',
    (file) => {
      const lines = readFileSync(`rules/mx/${file}`, 'utf8').trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(250);
      expect(lines[0]).toMatch(/^# \S/);
    },
  );

  it.each(shipped.rules.flatMap(({ id, examples }) => examples.map((host) => [host, id] as const)))(
    'send %s to the rule %s',
    (host, id) => {
      expect(rules.match(host).id).toBe(id);
    },
  );

  it.each([
    ['google.com.example.net', 'everyone-else'],
    ['mail.example.org', 'everyone-else'],
    ['contoso-com.olc.protection.outlook.com', 'outlook-com'],
    ['contoso-com.mail.protection.outlook.com', 'microsoft-365'],
    ['mx1.yahoo.com', 'everyone-else'],
    ['mx001.vodafonemail.xion.oxcs.net', 'vodafone-germany'],
    ['mx001.netsol.xion.oxcs.net', 'open-xchange'],
    ['static.1.2.3.4.clients.your-server.de', 'everyone-else'],
    ['vps-12345678.vps.ovh.net', 'everyone-else'],
    ['1.2.3.4.ip.secureserver.net', 'everyone-else'],
    ['1-2-3-4.cable.dynamic.v4.ziggo.nl', 'everyone-else'],
  ])('send %s, which is like no other, to the rule %s', (host, id) => {
    expect(rules.match(host).id).toBe(id);
  });

  it.each([
    ['gmail-smtp-in.l.google.com', [400, 2_000, 8_000, 20_000, 50_000]],
    ['mta5.am0.yahoodns.net', [240, 1_200, 4_800, 12_000, 30_000]],
    ['smtp-in.orange.fr', [60, 300, 1_200, 3_000, 7_500]],
    ['mx1.qq.com', [30, 150, 600, 1_500, 3_750]],
    ['mx0a-001b2d01.pphosted.com', [40, 200, 800, 2_000, 5_000]],
    ['mx.example.org', [100, 500, 2_000, 5_000, 12_500]],
  ])('give %s the numbers of its class', (host, messages) => {
    const rule = rules.match(host);
    expect(THROUGHPUT_LEVELS.map((level) => rules.limits(rule, level).messages)).toEqual(messages);
  });

  it('never send Yahoo more than 20 messages on one connection', () => {
    const yahoo = rules.match('mta5.am0.yahoodns.net');
    expect(THROUGHPUT_LEVELS.map((level) => rules.limits(yahoo, level).messagesPerConnection)).toEqual([
      5, 10, 20, 20, 20,
    ]);
  });

  it('count a gateway by host and everybody else by operator', () => {
    expect(rules.match('mx0a-001b2d01.pphosted.com').scope).toBe('host');
    expect(rules.match('mx.example.org').scope).toBe('operator');
  });

  it.each([
    ['mx1.northmail.test', 'rule', 480],
    ['mx2.northmail.test', 'rule', 480],
    ['mx.velamail.test', 'rule', 360],
    ['mx.orbit.test', 'rule', 240],
    ['mx.slowpost.test', 'rule', 60],
    ['acme.shieldgate.test', 'host', 120],
    ['mx.small-firm.test', 'operator', 60],
  ])('give the virtual host %s of scope %s %i a minute at level normal', (host, scope, messages) => {
    const rule = demoRules.match(host);
    expect(rule.scope).toBe(scope);
    expect(demoRules.limits(rule, 'normal')).toMatchObject({ messages, period: 'minute' });
  });
});

import type { MxRuleData, RuleSetData } from '../../../../shared/rules/schema.ts';

/** The seed's policy. */
export const QUARANTINE: RuleSetData['quarantine'] = {
  reasons: {
    userUnknown: { after: 1 },
    invalidDomain: { after: 3 },
    unreachable: { after: 5, releaseAfter: '30d', blames: ['network'] },
    inactiveUser: { after: 3 },
    mailboxFull: { after: 3, releaseAfter: '30d' },
    refused: 'never',
  },
  significantAfter: '24h',
  tolerance: 10,
  quietFor: '10d',
  deliveryClearsAfter: '2d',
  complaint: { scope: 'allButTransactional' },
};

const everyone = {
  id: 'everyone-else',
  class: 'small',
  masks: ['*'],
  examples: ['mx.example.test'],
  source: 'everybody',
} satisfies MxRuleData;

/** A rule of class `large` for the hosts of `<id>.test`. */
export const rule = (id: string, more: Partial<MxRuleData> = {}): MxRuleData => ({
  id,
  class: 'large',
  masks: [`*.${id}.test`],
  examples: [`mx.${id}.test`],
  source: 'made up',
  ...more,
});

/** A small valid rule set: these rules, then the one for everybody else. */
export const ruleSet = (rules: readonly MxRuleData[] = [], last: Partial<MxRuleData> = {}): RuleSetData => ({
  v: 1,
  version: 'test-1',
  levels: { slow: 20, normal: 100, fast: 400, 'very-fast': 1_000, boost: 2_500 },
  classes: {
    large: {
      scope: 'rule',
      rate: '1200/h',
      connections: { slow: 2, normal: 5, fast: 10, 'very-fast': 20, boost: 30 },
      messagesPerConnection: 20,
    },
    small: { scope: 'operator', rate: '500/h', connections: 2, messagesPerConnection: 10 },
  },
  rules: [...rules, { ...everyone, ...last }],
  bounces: [],
  quarantine: QUARANTINE,
});

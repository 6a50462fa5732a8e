import * as z from 'zod';
import shipped from '../rules/shipped-mx.json' with { type: 'json' };
import {
  chooseMetricRules,
  MOST_METRIC_RULES,
  MOST_METRIC_RULES_TEXT,
} from '../shared/metrics/rule-names.ts';
import { advise, text } from './parameter-fields.ts';

/** As a rule set names its rules. */
const ruleId = text(/^[a-z0-9][a-z0-9-]{0,63}$/, 'write the id of an MX rule, as `mxp rules list` shows it');

export const metricRules = z
  .array(ruleId, { error: advise('write a list of ids of MX rules') })
  .max(MOST_METRIC_RULES, {
    error: `write at most ${MOST_METRIC_RULES} rules: each is four series to pay for`,
  })
  .refine((ids) => ids.join(',').length <= MOST_METRIC_RULES_TEXT, {
    error: `write fewer rules: their ids may have ${MOST_METRIC_RULES_TEXT} characters together`,
  });

export const DEFAULT_METRIC_RULES: string[] = [...chooseMetricRules(shipped.rules)];

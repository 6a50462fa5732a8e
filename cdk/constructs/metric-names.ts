import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Functions } from './pipeline.ts';

/**
 * Tells the functions under which names they write metrics: the stack's, and those of the rules that have series of their
 * own, where a function keeps metrics by rule. The throttler does not, and its environment is full.
 */
export function nameMetrics(scope: Construct, functions: Functions, metricRules: readonly string[]): void {
  const { throttler, ruleSync, sender, bounce, returnedMail, sweeper } = functions;
  for (const fn of [throttler, sender, bounce, returnedMail, sweeper, ruleSync])
    fn?.addEnvironment('MXP_STACK_NAME', Stack.of(scope).stackName);
  for (const fn of [sender, bounce, returnedMail, sweeper])
    fn?.addEnvironment('MXP_METRIC_RULES', metricRules.join(','));
}

import { join } from 'node:path';
import { App, type CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type IApplyRule, NagRuleCompliance } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { MxPacer } from '../../cdk/mx-pacer.ts';
import { synthApp } from './support/synth.ts';
import { VARIANTS } from './support/variants.ts';

/** Finds what the pack finds, acknowledged or not. */
class Findings extends AwsSolutionsChecks {
  readonly found: { readonly id: string; readonly node: CfnResource }[] = [];

  protected override applyRule({ rule, ruleSuffixOverride, node }: IApplyRule): void {
    const result = rule(node);
    const id = `AwsSolutions-${ruleSuffixOverride ?? rule.name}`;
    if (result === NagRuleCompliance.NON_COMPLIANT) this.found.push({ id, node });
    if (Array.isArray(result)) for (const one of result) this.found.push({ id: `${id}[${one}]`, node });
  }
}

function findingsOf(app: App) {
  const findings = new Findings(app);
  findings.validateScope(app);
  return findings.found;
}

/** All acknowledgements, by the construct that bears them. */
const acknowledgedIn = (app: App) =>
  app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data))
      .map(([id, reason]) => ({ id: id.replace(/^annotation::/i, ''), reason, path: construct.node.path })),
  );

describe.each(Object.entries(VARIANTS))('%s', (_name, input) => {
  test('has nothing that cdk-nag finds and nobody has answered for', () => {
    const app = synthApp(input);

    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  test('has no acknowledgement of what is not found, and each has a reason', () => {
    const app = synthApp(input);
    const found = findingsOf(app);
    const acknowledged = acknowledgedIn(app);
    const stale = acknowledged.filter(
      ({ id, path }) => !found.some((one) => one.id === id && one.node.node.path.startsWith(`${path}/`)),
    );

    expect(acknowledged.length).toBeGreaterThan(5);
    expect(stale).toEqual([]);
    for (const { id, reason } of acknowledged) expect(reason.split(' ').length, id).toBeGreaterThan(4);
  });
});

test('a pacer in the stack of its user brings its acknowledgements along', () => {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const functionsRoot = join(import.meta.dirname, 'handlers');
  new MxPacer(new Stack(app, 'Shop'), 'Mail', { identity: ['news.shop.test'], functionsRoot });

  expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
});

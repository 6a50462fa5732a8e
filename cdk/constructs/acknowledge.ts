import { Stack, Validations } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Says why something that cdk-nag's pack AwsSolutions finds is right as it is. A test fails when it is no longer found. */
export const acknowledge = (construct: IConstruct, rule: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });

/** A resolved value as cdk-nag writes it in its findings: `<StateBucket.Arn>/rules/*`. */
function inFinding(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[kind, operand] = ['', undefined]] = Object.entries(value);
  if (kind === 'Ref') return `<${String(operand)}>`;
  if (kind === 'Fn::GetAtt' && Array.isArray(operand)) return `<${operand.join('.')}>`;
  if (kind === 'Fn::Join' && Array.isArray(operand)) return operand[1].map(inFinding).join(operand[0]);
  throw new Error(`no ARN: ${JSON.stringify(value)}`);
}

/** Says why the function's role may use a resource with a wildcard in its ARN. */
export function acknowledgeWildcard(fn: IFunction, resource: string, reason: string): void {
  const finding = inFinding(Stack.of(fn).resolve(resource));
  if (fn.role) acknowledge(fn.role, `IAM5[Resource::${finding}]`, reason);
}

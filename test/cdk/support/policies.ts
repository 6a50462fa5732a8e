import type { Template } from 'aws-cdk-lib/assertions';
import { listOf, readable, resourcesOf } from './resources.ts';

/** A statement of a policy, as far as the tests look into it. */
export interface Statement {
  readonly Effect: string;
  readonly Action: unknown;
  readonly Resource: unknown;
}

/** The statements of a function's role. */
export const statementsOf = (template: Template, name: string): readonly Statement[] =>
  resourcesOf(template, 'AWS::IAM::Policy')[`${name}RoleDefaultPolicy`]?.Properties['PolicyDocument']
    .Statement;

/** Everything that a function may do, as `service:Action on resource`. */
export const rightsOf = (template: Template, name: string): readonly string[] =>
  statementsOf(template, name).flatMap(({ Action, Resource }) =>
    listOf(Action).flatMap((action) =>
      listOf(Resource).map((resource) => `${action} on ${readable(resource)}`),
    ),
  );

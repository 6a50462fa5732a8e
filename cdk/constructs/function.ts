import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  type RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { codeIn } from '../bundling/code.ts';

/** Beside this file in the built package; in the project there are sources alone. */
const BUNDLES = join(import.meta.dirname, 'functions');
const SOURCES = join(import.meta.dirname, '..', '..', 'functions');

/** The folder that holds `<name>/handler.ts` of each function, or its bundle `<name>/index.mjs`. */
export const FUNCTIONS_ROOT = existsSync(BUNDLES) ? BUNDLES : SOURCES;

/** What one function of the pipeline is made of. */
export interface FunctionOptions {
  /** The handler is `<function's name in kebab case>/handler.ts` in it. */
  readonly entryRoot: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly recursiveLoop?: RecursiveLoop;
}

/** `RuleSync` is `rule-sync`. */
const folderOf = (id: string): string => id.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** A function with a role and a log group of its own; it may do nothing yet but write its log. */
export function createFunction(scope: Construct, id: string, options: FunctionOptions): LambdaFunction {
  const { entryRoot, timeoutSeconds, memoryMegabytes, environment, recursiveLoop } = options;
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  logGroup.grantWrite(role);
  return new LambdaFunction(scope, id, {
    code: codeIn(join(entryRoot, folderOf(id))),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: Duration.seconds(timeoutSeconds),
    memorySize: memoryMegabytes,
    environment: { ...environment },
    role,
    logGroup,
    ...(recursiveLoop === undefined ? {} : { recursiveLoop }),
  });
}

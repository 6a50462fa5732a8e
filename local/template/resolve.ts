import { identify } from './identity.ts';
import type { Template, World } from './world.ts';

/** Replaces every intrinsic inside a value; throws TemplateError on one that is not known. */
export type Resolve = (value: unknown) => unknown;

/** The template asks for something that the local engine cannot give; the text names it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

const NO_VALUE = Symbol('AWS::NoValue');

interface Names {
  ref(name: string): unknown;
  attribute(name: string, attribute: string): string;
}

export function createResolve(template: Template, world: World): Resolve {
  const names = namesOf(template, world);
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [first] = entries;
    if (entries.length === 1 && first && isIntrinsic(first[0]))
      return intrinsic(first[0], first[1], names, resolve);
    const resolved = entries.map(([key, inner]) => [key, resolve(inner)] as const);
    return Object.fromEntries(resolved.filter(([, inner]) => inner !== NO_VALUE));
  };
  return resolve;
}

const isIntrinsic = (key: string): boolean => key === 'Ref' || key.startsWith('Fn::');

function namesOf(template: Template, world: World): Names {
  const resources = Object.entries(template.Resources ?? {});
  const identities = new Map(resources.map(([id, resource]) => [id, identify(id, resource, world)]));
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::Region': world.region,
    'AWS::AccountId': world.accountId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': world.stackName,
    'AWS::StackId': `arn:aws:cloudformation:${world.region}:${world.accountId}:stack/${world.stackName}/local`,
    'AWS::NoValue': NO_VALUE,
  };
  return {
    ref: (name) => {
      const value = pseudo[name] ?? identities.get(name)?.ref ?? template.Parameters?.[name]?.Default;
      if (value === undefined)
        throw new TemplateError(`Ref to '${name}', which is no resource, parameter or pseudo parameter`);
      return value;
    },
    attribute: (name, attribute) => {
      const value = identities.get(name)?.attributes[attribute];
      if (value === undefined)
        throw new TemplateError(`Fn::GetAtt of '${name}.${attribute}' has no local value`);
      return value;
    },
  };
}

function intrinsic(name: string, argument: unknown, names: Names, resolve: Resolve): unknown {
  switch (name) {
    case 'Ref':
      return names.ref(String(argument));
    case 'Fn::GetAtt': {
      const [id = '', ...attribute] = Array.isArray(argument) ? argument : String(argument).split('.');
      return names.attribute(String(id), attribute.join('.'));
    }
    case 'Fn::Join':
      return join(resolve(argument));
    case 'Fn::Split':
      return split(resolve(argument));
    case 'Fn::Select':
      return select(resolve(argument));
    case 'Fn::Sub':
      return substitute(argument, names, resolve);
    default:
      throw new TemplateError(
        `${name} is not known locally: keep the template to Ref, GetAtt, Join, Split, Select, Sub`,
      );
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function join(argument: unknown): string {
  const [separator, parts] = listOf(argument);
  return listOf(parts).map(String).join(String(separator));
}

function split(argument: unknown): readonly string[] {
  const [separator, text] = listOf(argument);
  return String(text).split(String(separator));
}

function select(argument: unknown): unknown {
  const [index, from] = listOf(argument);
  const chosen = listOf(from)[Number(index)];
  if (chosen === undefined) throw new TemplateError(`Fn::Select: there is no element ${String(index)}`);
  return chosen;
}

/** `${Name}`, `${Name.Attribute}`, `${!literal}`, and names of the call's own map. */
function substitute(argument: unknown, names: Names, resolve: Resolve): string {
  const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
  const values = new Map(Object.entries(resolve(own ?? {}) as Record<string, unknown>));
  return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (values.has(name)) return String(values.get(name));
    const [id = '', ...attribute] = name.split('.');
    return attribute.length > 0 ? names.attribute(id, attribute.join('.')) : String(names.ref(id));
  });
}

import type { Template } from 'aws-cdk-lib/assertions';

/** A resource of a template, as far as the tests look into it. */
export interface Resource {
  // biome-ignore lint/suspicious/noExplicitAny: the properties of a template have no type
  readonly Properties: Readonly<Record<string, any>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A logical id without the hash that CDK appends. */
const plainId = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** The resources of a type by their construct's name. */
export const resourcesOf = (template: Template, type: string): Readonly<Record<string, Resource>> =>
  Object.fromEntries(
    Object.entries(template.findResources(type)).map(([id, resource]) => [plainId(id), resource as Resource]),
  );

/** A value of a template as readable text: `{"Ref": "QuotaTable46E86BBF"}` is `QuotaTable`. */
export function readable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[kind, operand] = ['', undefined]] = Object.entries(value);
  if (kind === 'Ref') return plainId(String(operand)).replace('AWS::', '');
  if (kind === 'Fn::GetAtt' && Array.isArray(operand)) return plainId(String(operand[0]));
  if (kind === 'Fn::Join' && Array.isArray(operand)) return (operand[1] as unknown[]).map(readable).join('');
  throw new Error(`not readable: ${JSON.stringify(value)}`);
}

/** Some value or a list of them, always as a list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

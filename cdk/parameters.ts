import type * as z from 'zod';
import { feed } from './feed-parameters.ts';
import {
  checkParameters,
  type PacerParameters,
  type ParametersResult,
  pacerFields,
} from './pacer-parameters.ts';
import { flag, record, text } from './parameter-fields.ts';
import { receivingProblem } from './returned-parameters.ts';

const schema = record({
  stackName: text(
    /^[A-Za-z][A-Za-z0-9-]{0,39}$/,
    'write a letter, then up to 39 letters, digits or hyphens, as MxPacer',
  ).default('MxPacer'),
  region: text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'write a region as eu-west-1, or leave it out').optional(),
  ...pacerFields,
  monitoring: flag().default(true),
  feed: feed.optional(),
});

/** What an operator decides about one deployment; docs/deploy.md tells each parameter and its default. */
export type Parameters = z.output<typeof schema> & PacerParameters;

/** The names of all parameters. */
export const PARAMETER_NAMES: readonly string[] = Object.keys(schema.shape);

/** Checks parameters as written in JSON and fills the defaults. */
export function parseParameters(input: unknown): ParametersResult<Parameters> {
  const result = checkParameters(schema, input);
  if (!result.ok) return result;
  const { region, returnedMail } = result.parameters;
  const problem = receivingProblem(region, returnedMail?.ruleSet);
  return problem === undefined ? result : { ok: false, problems: [problem] };
}

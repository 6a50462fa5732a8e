import type { Identity } from './identity.ts';
import type { Properties } from './properties.ts';
import type { Secret } from './stack.ts';

/** The default length is Secrets Manager's: 32 characters. */
export const readSecret = (name: string, { ref }: Identity, properties: Properties): Secret => ({
  name,
  arn: ref,
  length: properties.object('GenerateSecretString').number('PasswordLength', 32),
});

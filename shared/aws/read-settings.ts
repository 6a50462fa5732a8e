import { decodeSettings } from '../settings/codec.ts';
import type { Settings } from '../settings/settings.ts';
import { EnvironmentError, readEnvironment, type Variables } from './environment.ts';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EnvironmentError('MXP_SETTINGS is not JSON; the stack writes it, deploy it again', { cause });
  }
}

/** The deployment's settings from MXP_SETTINGS; throws an EnvironmentError that lists all that is wrong. */
export function readSettings(variables: Variables): Settings {
  const decoded = decodeSettings(parsed(readEnvironment(variables, 'settings').settings));
  if (!decoded.ok)
    throw new EnvironmentError(
      `MXP_SETTINGS: ${decoded.problems.join('; ')}; the stack writes it, deploy it again`,
    );
  return decoded.settings;
}

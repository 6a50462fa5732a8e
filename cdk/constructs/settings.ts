import type { Settings } from '../../shared/settings/settings.ts';
import type { PacerParameters } from '../pacer-parameters.ts';
import type { PoolSet } from './configuration-sets.ts';

/** The settings that the functions read; the sets' names are tokens until CloudFormation has made them. */
export function settingsOf(parameters: PacerParameters, sets: readonly PoolSet[]): Settings {
  const pools = Object.entries(parameters.pools).map(([name, { ipCount, level = parameters.level }]) => {
    const configurationSets = sets
      .filter(({ pool }) => pool === name)
      .map(({ maxDeliverySeconds, set, watched }) => ({
        maxDeliverySeconds,
        name: set.configurationSetName,
        watched: watched.configurationSetName,
      }));
    return [name, { name, ipCount, level, configurationSets }] as const;
  });
  return {
    pools: Object.fromEntries(pools),
    defaultPool: parameters.defaultPool,
    doubt: parameters.inDoubt,
    confirmedByEvents: parameters.sendEvents || parameters.deliveryEvents === 'all',
    production: parameters.production,
    allowedDomains: parameters.production ? [] : parameters.allowedDomains,
  };
}

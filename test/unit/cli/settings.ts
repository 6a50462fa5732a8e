import { shippedView } from '../../../cli/commands/rules-view.ts';
import type { Settings } from '../../../shared/settings/settings.ts';

/** A deployment's settings with the one pool `shared`. */
export const settings: Settings = {
  pools: {
    shared: {
      ...shippedView().pool,
      configurationSets: [{ maxDeliverySeconds: 50_400, name: 'set-14h', watched: 'set-14h-watched' }],
    },
  },
  defaultPool: 'shared',
  doubt: { transactional: 'resend', others: 'hold' },
  confirmedByEvents: false,
  production: true,
  allowedDomains: [],
};

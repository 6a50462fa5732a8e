import type { Settings } from '../../shared/settings/settings.ts';

/** One pool on the shared IPs, with the three configuration sets that a pool has. */
export const SETTINGS: Settings = {
  pools: {
    default: {
      name: 'default',
      ipCount: 1,
      level: 'normal',
      configurationSets: [
        { maxDeliverySeconds: 50_400, name: 'set-14h', watched: 'set-14h-watched' },
        { maxDeliverySeconds: 7_200, name: 'set-2h', watched: 'set-2h-watched' },
        { maxDeliverySeconds: 900, name: 'set-15min', watched: 'set-15min-watched' },
      ],
    },
  },
  defaultPool: 'default',
  doubt: { transactional: 'resend', others: 'hold' },
  confirmedByEvents: false,
  production: true,
  allowedDomains: [],
};

import { audienceText } from '../../../shared/settings/audience.ts';
import { type Check, ok, warn } from '../finding.ts';

export const production: Check = {
  group: 'Operation',
  name: 'production mark',
  judge: ({ audience }) => [
    audience.production
      ? ok('mails everyone')
      : warn(
          `not marked production: mails ${audienceText(audience)}; other mail ends as suppressed`,
          'when all else is right: npx cdk deploy -c production=true',
        ),
  ],
};

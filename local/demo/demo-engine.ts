import demo from '../../rules/demo.json' with { type: 'json' };
import { activateRules } from '../activate-rules.ts';
import { type Engine, startEngine } from '../engine.ts';
import { leaveEngineFile } from '../engine-file.ts';
import type { ProviderOptions } from '../servers/provider.ts';
import { demoProviders } from './providers/catalogue.ts';
import { DEMO_ZONE } from './providers/zone.ts';
import { SES_BEHAVIOUR, SES_LIMITS } from './ses-behaviour.ts';

/**
 * The engine with the demo's providers and rules. `readLine` gets every line of its functions; they go to standard error
 * too when MXP_LOG is set. `parameters` are those of a deployment (docs/deploy.md), over the demo's; `guests` are providers
 * before the demo's.
 */
export async function startDemoEngine(
  readLine: (source: string, line: string) => void = () => {},
  parameters: Readonly<Record<string, unknown>> = {},
  guests: readonly ProviderOptions[] = [],
): Promise<Engine> {
  const verbose = process.env['MXP_LOG'] !== undefined;
  const engine = await startEngine({
    ...SES_BEHAVIOUR,
    zone: DEMO_ZONE,
    providers: [...guests, ...demoProviders()],
    sesLimits: SES_LIMITS,
    parameters: { deliveryEvents: 'all', returnedMail: {}, ...parameters },
    prepare: activateRules(demo),
    log: (source, line) => {
      readLine(source, line);
      if (verbose) console.error(`${source}: ${line}`);
    },
  });
  const remove = await leaveEngineFile(engine);
  return { ...engine, stop: () => remove().then(engine.stop) };
}

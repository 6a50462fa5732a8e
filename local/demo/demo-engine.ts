import demo from '../../rules/demo.json' with { type: 'json' };
import { activateRules } from '../activate-rules.ts';
import { type Engine, startEngine } from '../engine.ts';
import { leaveEngineFile } from '../engine-file.ts';
import { DEMO_PROVIDERS, DEMO_ZONE } from './providers.ts';

/** What the local SES grants the account: enough that the MX limits are what paces. */
const SES_LIMITS = { maxSendRate: 200, max24HourSend: 100_000 };

/** The engine with the demo's providers and rules; lines of its functions go to standard error when MXP_LOG is set. */
export async function startDemoEngine(): Promise<Engine> {
  const verbose = process.env['MXP_LOG'] !== undefined;
  const engine = await startEngine({
    zone: DEMO_ZONE,
    providers: DEMO_PROVIDERS,
    sesLimits: SES_LIMITS,
    parameters: { sendEvents: true },
    prepare: activateRules(demo),
    log: (source, line) => {
      if (verbose) console.error(`${source}: ${line}`);
    },
  });
  const remove = await leaveEngineFile(engine);
  return { ...engine, stop: () => remove().then(engine.stop) };
}

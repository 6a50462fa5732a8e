/** A counter of the demo's rules as the auditor reads them: hand-overs a minute at level normal, and at level fast. */
export interface DemoKey {
  readonly name: string;
  readonly normal: number;
  readonly fast: number;
}

const key = (name: string, normal: number): DemoKey => ({ name, normal, fast: normal * 1.5 });

const PROVIDERS: Readonly<Record<string, number>> = {
  velamail: 360,
  orbit: 240,
  lettrine: 180,
  graubrief: 120,
  sakura: 120,
  duomail: 120,
  latepost: 120,
  clearbox: 120,
  kabelpost: 90,
  bastion: 90,
  slowpost: 60,
};

/**
 * The auditor's own reading of the demo's rules (rules/demo): which counter an MX host falls under, and how many
 * hand-overs a minute may pass it. It shares no code with the pacer.
 */
export function demoKeyOf(mx: string): DemoKey {
  if (/^mx[12]\.northmail\.test$/.test(mx)) return key('northmail', 480);
  if (mx.endsWith('.shieldgate.test')) return key(mx, 120);
  const domain = mx.split('.').slice(-2).join('.');
  const name = domain.replace(/\.test$/, '');
  const normal = PROVIDERS[name];
  return normal === undefined ? key(domain, 60) : key(name, normal);
}

/**
 * The auditor's own reading of the demo's rules (rules/demo): which counter an MX host falls under, and how many
 * hand-overs a minute may pass it. It shares no code with the pacer.
 */
export function demoKeyOf(mx: string): { readonly name: string; readonly limit: number } {
  if (/^mx[12]\.northmail\.test$/.test(mx)) return { name: 'northmail', limit: 480 };
  if (mx.endsWith('.velamail.test')) return { name: 'velamail', limit: 360 };
  if (mx.endsWith('.orbit.test')) return { name: 'orbit', limit: 240 };
  if (mx.endsWith('.slowpost.test')) return { name: 'slowpost', limit: 60 };
  if (mx.endsWith('.shieldgate.test')) return { name: mx, limit: 120 };
  return { name: mx.split('.').slice(-2).join('.'), limit: 60 };
}

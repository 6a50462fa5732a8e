import type { NameRecords } from '../../shared/aws/inspect/records.ts';
import { operatorOf } from '../../shared/mx/operator.ts';
import { learn } from './fact.ts';
import type { IdentityFacts } from './facts.ts';
import type { Inspection } from './inspection.ts';

const speaksDmarc = ({ txt }: NameRecords): boolean => txt.some((text) => /^v=DMARC1\s*(;|$)/i.test(text));

/** The records at the domain; where none speaks of DMARC, those of the registrable domain (RFC 7489 §6.6.3). */
async function dmarcRecords({ records }: Pick<Inspection, 'records'>, domain: string): Promise<NameRecords> {
  const own = await records(`_dmarc.${domain}`);
  const above = operatorOf(domain);
  return speaksDmarc(own) || above === domain ? own : records(`_dmarc.${above}`);
}

/** An identity as SES has it, and as the DNS speaks of it. */
export async function identityFacts(inspection: Inspection, name: string): Promise<IdentityFacts> {
  const identity = await inspection.identity(name);
  const domain = name.slice(name.lastIndexOf('@') + 1);
  const from = identity.mailFrom?.domain;
  const [dmarc, mailFrom] = await Promise.all([
    learn(() => dmarcRecords(inspection, domain)),
    from === undefined ? undefined : learn(() => inspection.records(from)),
  ]);
  return { identity, dmarc, ...(mailFrom ? { mailFrom } : {}) };
}

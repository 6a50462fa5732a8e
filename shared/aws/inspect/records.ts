import { Resolver } from 'node:dns/promises';

/** Records of one name, each TXT record as one text. */
export interface NameRecords {
  readonly mx: readonly string[];
  readonly txt: readonly string[];
}

const NONE = new Set(['ENOTFOUND', 'ENODATA']);

async function orNone<T>(question: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof Error && 'code' in error && NONE.has(String(error.code))) return [];
    throw error;
  }
}

/** Asks the DNS for a name's MX and TXT records; throws when it does not answer. */
export function createRecordReader(servers?: readonly string[]): (name: string) => Promise<NameRecords> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers) resolver.setServers(servers);
  return async (name) => {
    const [mx, txt] = await Promise.all([
      orNone(resolver.resolveMx(name)),
      orNone(resolver.resolveTxt(name)),
    ]);
    return {
      mx: mx.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, '')),
      txt: txt.map((parts) => parts.join('')),
    };
  };
}

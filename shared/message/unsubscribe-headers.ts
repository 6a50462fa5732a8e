import type { MailHeader, Unsubscribe } from './mail.ts';

/** List-Unsubscribe (RFC 2369 §3.2) and, where there is a URL, List-Unsubscribe-Post (RFC 8058 §3.1). */
export function unsubscribeHeaders({ url, mailto }: Unsubscribe): readonly MailHeader[] {
  const ways = [url, mailto].filter((way) => way !== undefined).map((way) => `<${way}>`);
  const list = { name: 'List-Unsubscribe', value: ways.join(', ') };
  return url === undefined
    ? [list]
    : [list, { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' }];
}

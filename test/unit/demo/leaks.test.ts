import { describe, expect, it } from 'vitest';
import { createLeakWatch } from '../../../local/demo/audit/leaks.ts';

describe('the watch over log lines', () => {
  it.each([
    ['plainly', 'mail to reader13@northmail.test failed'],
    ['in JSON', '{"level":"WARN","cause":"550 5.1.1 <reader13@northmail.test> unknown"}'],
    ['in another spelling', 'to=Reader13@Northmail.TEST'],
    ['in a URL', 'PUT /v2/email/suppression/addresses/reader13%40northmail.test?x=1'],
  ])('finds a recipient that a line names %s', (_how, line) => {
    const watch = createLeakWatch();
    watch.read('Sender', line);
    watch.expect(['reader13@northmail.test']);
    expect(watch.leaks).toEqual([{ source: 'Sender', line }]);
  });

  it('lets masked addresses, senders and other text pass, and counts every line', () => {
    const watch = createLeakWatch();
    watch.expect(['reader13@northmail.test']);
    for (const line of ['r***@northmail.test', 'from news@example.com', '{"records":10}', ''])
      watch.read('Throttler', line);
    expect(watch.leaks).toEqual([]);
    expect(watch.lines).toBe(4);
  });
});

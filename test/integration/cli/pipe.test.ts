import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startMxp } from './child.ts';

it('ends quietly when nobody reads on, as in `mxp rules list | head -1`', async () => {
  const child = startMxp('rules', 'list', '--shipped');
  child.stdout.destroy();
  const ended = new Promise((resolve) => child.once('close', resolve));
  expect(await Promise.all([ended, text(child.stderr)])).toEqual([0, '']);
});

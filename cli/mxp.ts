#!/usr/bin/env node
import { once } from 'node:events';
import { run } from './program/run.ts';

/** A reader that has seen enough (`mxp orders | head`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const { stdout, stderr, stdin } = process;
process.exitCode = await run(process.argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  drained: async () => {
    if (stdout.writableNeedDrain) await once(stdout, 'drain');
  },
  stdin,
  ...(stdout.isTTY ? { rows: stdout.rows } : {}),
  overwrites: stderr.isTTY,
});

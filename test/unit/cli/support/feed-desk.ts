import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { FeedManifest } from '../../../../shared/feed/manifest.ts';
import { bounceRule } from '../../bounce/support/bounce-rules.ts';
import { rule, ruleSet } from '../../rules/support/rule-sets.ts';
import { mxp } from '../terminal.ts';

/** A publisher's desk: a folder of rules, one of keys, the feed they make, and a place to publish it. */
export function feedDesk() {
  const root = mkdtempSync(join(tmpdir(), 'mxp-feed-'));
  const at = (...names: readonly string[]) => join(root, ...names);
  const [rules, keys, feed, site] = [at('rules'), at('keys'), at('feed'), at('site')];
  const write = (name: string, content: unknown) => {
    mkdirSync(join(at(name), '..'), { recursive: true });
    writeFileSync(at(name), typeof content === 'string' ? content : stringify(content));
  };
  const { levels, classes, rules: all, quarantine } = ruleSet();
  write('rules/order.yaml', { version: '1.0.0', mx: ['all'], bounces: ['words'] });
  write('rules/levels.yaml', { levels, classes });
  write('rules/quarantine.yaml', quarantine);
  write('rules/mx/all.yaml', all);
  write('rules/bounces/words.yaml', [bounceRule('full', ['mailbox full'], { reason: 'mailboxFull' })]);

  const run = async (line: string) => mxp(line.split(' '));
  const json = async (line: string) => {
    const { code, out, err } = await run(`${line} --json`);
    const said: Readonly<Record<string, unknown>> = JSON.parse(out || err);
    return { ...said, code, error: said['error'] };
  };
  return {
    rules,
    feed,
    site,
    keys,
    at,
    write,
    run,
    json,
    /** Other rules, so that the next feed has another set. */
    change: (id: string) => write('rules/mx/all.yaml', [rule(id), ...all]),
    /** A new key: the file of its private half, and its public half. */
    key: async () => {
      const { out } = await run(`feed keygen --out ${keys} --json`);
      const made: { key: string; publicKey: string; privateKeyFile: string } = JSON.parse(out);
      return { file: made.privateKeyFile, publicKey: made.publicKey, id: made.key };
    },
    manifest: (folder = feed): FeedManifest => JSON.parse(readFileSync(join(folder, 'feed.json'), 'utf8')),
    end: () => rmSync(root, { recursive: true }),
  };
}

export type FeedDesk = ReturnType<typeof feedDesk>;

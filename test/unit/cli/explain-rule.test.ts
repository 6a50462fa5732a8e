import { describe, expect, it } from 'vitest';
import { deployedView } from '../../../cli/commands/rules-view.ts';
import { change } from '../../../cli/overrides/change.ts';
import { dropping, setting } from '../../../cli/overrides/edits.ts';
import { readLayered } from '../../../cli/overrides/layered.ts';
import { rulePorts } from '../../../cli/overrides/ports.ts';
import { explainRule } from '../../../cli/rules-explain/explain-rule.ts';
import type { ExplainedField } from '../../../cli/rules-explain/fields.ts';
import type { Fields } from '../../../shared/rules/fields.ts';
import { createDesk, NOW } from './support/desk.ts';

function prepare() {
  const { connection } = createDesk();
  const explain = async (text: string) => {
    const { pool } = await deployedView(connection, {});
    const layered = await readLayered(rulePorts(connection));
    return explainRule(text, { layered, pool, deployed: 'normal', now: NOW });
  };
  const fields = async (text: string): Promise<Record<string, Omit<ExplainedField, 'field'>>> => {
    const { json } = await explain(text);
    const { fields } = json as { readonly fields: readonly ExplainedField[] };
    return Object.fromEntries(fields.map(({ field, ...one }) => [field, one]));
  };
  const set = (name: string, values: Fields, of: 'rule' | 'class' = 'rule') =>
    change(connection, setting([{ of, name }], values, { by: 'ada', why: 'deferrals' }), {
      by: 'ada',
      yes: true,
    });
  return { connection, explain, fields, set };
}

describe('`mxp rules explain`', () => {
  it('tells the layer of each field of the shipped rules', async () => {
    const fields = await prepare().fields('aspmx.l.google.com');
    const ground = expect.stringMatching(/^shipped 1\./);
    expect(fields).toMatchObject({
      masks: { value: ['*.google.com', '*.googlemail.com'], layer: 'feed', from: ground },
      class: { value: 'google', layer: 'feed', from: ground },
      scope: { value: 'rule', layer: 'class', from: 'class google' },
      limit: { value: '2000/h', layer: 'level', from: 'level normal: 100 % of R 2000/h (class google)' },
      connections: { value: 5, layer: 'class' },
    });
    expect(fields).not.toHaveProperty('cap');
    expect(fields).not.toHaveProperty('perDay');
  });

  it('tells whose override a field is, over what and why', async () => {
    const { fields, set, explain } = prepare();
    await set('google', { limit: { normal: '900/h' }, addMasks: ['*.google.example'], cap: '5000/h' });
    const from = (was: string) => `override by ada, was ${was}: deferrals`;
    expect(await fields('aspmx.l.google.com')).toMatchObject({
      limit: { value: '900/h', layer: 'override', from: from('none') },
      cap: { value: '5000/h', layer: 'override', from: from('none') },
      masks: { layer: 'override', from: 'override by ada: deferrals' },
      messagesPerConnection: { value: 20, layer: 'class', from: 'class google' },
    });
    expect((await explain('*.google.example')).text).toMatch(
      /^limit +900\/h\n +↳ override by ada, was none: deferrals$/m,
    );
  });

  it('tells that a class is overridden, and what the level makes of it under a cap', async () => {
    const { fields, set } = prepare();
    await set('google', { rate: '1000/h' }, 'class');
    await set('google', { cap: '800/h' });
    expect((await fields('aspmx.l.google.com'))['limit']).toEqual({
      value: '800/h',
      layer: 'level',
      from: 'level normal: 100 % of R 1000/h (class google, overridden), at most its cap 800/h',
    });
  });

  it('tells which masks fit, which other rules would, and the quota key', async () => {
    const { explain } = prepare();
    const { json, text } = await explain('aspmx.l.google.com');
    expect(json).toMatchObject({
      rule: 'google',
      key: 'shared|rule|google',
      fits: [
        { rule: 'google', masks: ['*.google.com'] },
        { rule: 'everyone-else', masks: ['*'] },
      ],
    });
    expect(text).toMatch(/^fits too +everyone-else \(\*\)$/m);
    expect((await explain('mx.nobody.example')).text).toMatch(/^fits too +no other rule$/m);
  });

  it('takes a mask for its rule, and says when another rule comes first', async () => {
    const { explain, set } = prepare();
    expect((await explain('*.googlemail.com')).json).toMatchObject({ rule: 'google' });
    await set('google', { addMasks: ['*.yahoodns.*'] });
    const { text, json } = await explain('*.yahoodns.net');
    expect(json).toMatchObject({ rule: 'yahoo', key: 'shared|rule|google' });
    expect(text).toMatch(/^rule +yahoo of .*, but rule google comes first and takes$/m);
    expect(text).toMatch(/^fits too +google \(\*\.yahoodns\.\*\), everyone-else \(\*\)$/m);
  });

  it('tells the level in force, and that an operator changed it', async () => {
    const { connection, explain } = prepare();
    await connection.control.putLevel('shared', { level: 'fast', over: 'normal' });
    const { text, json } = await explain('aspmx.l.google.com');
    expect(text).toContain('level fast (deployed with normal, changed by an operator)');
    expect(json).toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ field: 'limit', value: '8000/h' })]),
    });
  });

  it('knows no layers of custom rules and of rules that were rolled back, and says so', async () => {
    const { connection, explain, set } = prepare();
    await set('google', { cap: '900/h' });
    const { pointer, ...state } = await connection.rulesStore.state();
    const entry = { at: NOW, name: '', version: '', by: 'x', what: 'rollback', summary: [] } as const;
    await change(connection, dropping({ of: 'rule', name: 'google' }, []), { by: 'x', yes: true });
    const now = (await connection.rulesStore.state()).pointer;
    if (pointer) await connection.rulesStore.activate(now, pointer, entry);
    expect((await explain('aspmx.l.google.com')).text).toMatch(
      /^note +the rules in force are not the feed's/m,
    );
    const { version } = await connection.rulesStore.state();
    await connection.rulesStore.saveState(version, { ...state, mode: 'custom' });
    expect((await explain('aspmx.l.google.com')).text).toMatch(/^note +the rules are custom/m);
  });

  it.each([
    ['jane@example.com', /is no MX host and no mask/],
    ['localhost', /neither an address nor a host name/],
    ['*.Google.com', /must be in lower case/],
  ])('refuses %s', async (text, says) => {
    await expect(prepare().explain(text)).rejects.toThrow(says);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAssignments } from '../../../cli/overrides/assignments.ts';
import { change } from '../../../cli/overrides/change.ts';
import {
  adding,
  addingBounces,
  dropping,
  type Edit,
  keeping,
  setting,
  switchingOff,
} from '../../../cli/overrides/edits.ts';
import { listConflicts, listOverrides } from '../../../cli/overrides/list.ts';
import { rulePorts } from '../../../cli/overrides/ports.ts';
import { readRuleFile } from '../../../cli/overrides/rule-file.ts';
import { encodeRuleSet } from '../../../shared/rules/codec.ts';
import { createDesk, NOW } from './support/desk.ts';
import { mxp } from './terminal.ts';

const google = [{ of: 'rule', name: 'google' }] as const;
const ada = { by: 'ada', why: 'deferrals' };
const limit = (...texts: readonly string[]): Edit => setting(google, readAssignments(texts, 'rule'), ada);
const own = {
  id: 'velamail',
  class: 'national',
  masks: ['*.velamail.example'],
  examples: ['mx1.velamail.example'],
  source: 'made up',
};

/** A desk with commands that do what they show. */
function prepare() {
  const { connection } = createDesk();
  const ports = rulePorts(connection);
  const shown = (edit: Edit) => change(connection, edit, { by: 'ada', yes: false });
  const done = (edit: Edit) => change(connection, edit, { by: 'ada', yes: true });
  const inForce = async () => {
    const { pointer } = await ports.store.state();
    return pointer ? ports.store.getSet(pointer.current) : ports.shipped;
  };
  const google = async () => (await inForce()).rules.find(({ id }) => id === 'google');
  return { connection, ports, shown, done, inForce, google };
}

describe('FIELD=VALUE', () => {
  it.each([
    [['limit=900/h'], { limit: '900/h' }],
    [['limit.fast=2000/h', 'limit.slow=5/min'], { limit: { fast: '2000/h', slow: '5/min' } }],
    [
      ['connections=3', 'messagesPerConnection.boost=9'],
      { connections: 3, messagesPerConnection: { boost: 9 } },
    ],
    [['masks+=*.x.y, a.b'], { addMasks: ['*.x.y', 'a.b'] }],
    [
      ['pools=news,shared', 'tls=required', 'cap='],
      { pools: ['news', 'shared'], tls: 'required', cap: null },
    ],
    [['timeouts.data=4min'], { timeouts: { data: '4min' } }],
  ])('%j is read', (texts, set) => expect(readAssignments(texts, 'rule')).toEqual(set));

  it.each([
    ['limit', /no FIELD=VALUE/],
    ['speed=9', /a rule has no field speed to set; there is class, masks/],
    ['limit.warp=9/h', /write limit\.PART, and PART is one of slow, normal/],
    ['cap.fast=9/h', /cap is one value: write cap without \.fast/],
    ['limit.fast.more=1/h', /write limit\.PART/],
    ['limit+=9/h', /only masks can be added to/],
    ['masks=', /masks needs a value/],
    ['limit.fast=', /limit\.fast needs a value/],
    ['timeouts=9s', /write timeouts\.connect=10s/],
  ])('%s is refused', (text, says) => expect(() => readAssignments([text], 'rule')).toThrow(says));

  it('of a class knows the class’s fields only', () => {
    expect(readAssignments(['rate=9/h', 'connections.slow=1'], 'class')).toEqual({
      rate: '9/h',
      connections: { slow: 1 },
    });
    expect(() => readAssignments(['cap=9/h'], 'class')).toThrow('a class has no field cap');
  });
});

describe('an override', () => {
  it('is shown first, and changes nothing', async () => {
    const { shown, ports } = prepare();
    const { text, json } = await shown(limit('limit=900/h'));
    expect(text).toMatch(
      /^google: 400\/h → 900\/h at slow, 2000\/h → 900\/h at normal.*\nNothing was done; --yes does it\.$/s,
    );
    expect(json).toMatchObject({ done: false, conflicts: [] });
    expect(await ports.store.state()).toMatchObject({ version: 0 });
    expect(await ports.store.history()).toEqual([]);
  });

  it('is in force at once with --yes, with its diff in the history', async () => {
    const { done, ports, google } = prepare();
    const { text } = await done(limit('limit.fast=900/h'));
    expect(text).toMatch(/Done: version .*\.o[0-9a-f]{8}, in force within a minute\. No counter is reset\.$/);
    expect(await google()).toMatchObject({ limit: { fast: '900/h' } });
    expect((await ports.store.state()).overrides.mxFields).toEqual([
      { rule: 'google', set: { limit: { fast: '900/h' } }, was: { 'limit.fast': null }, ...ada },
    ]);
    expect(await ports.store.history()).toMatchObject([
      { at: NOW, by: 'ada', what: 'override', summary: ['google: 8000/h → 900/h at fast (tighter)'] },
    ]);
  });

  it('that is dropped again gives the feed’s rules back, and the rules before stay known', async () => {
    const { done, ports, inForce } = prepare();
    await done(limit('limit=900/h', 'cap=1000/h'));
    const first = (await ports.store.state()).pointer?.current;
    await done(dropping({ of: 'rule', name: 'google' }, ['cap']));
    await done(dropping({ of: 'rule', name: 'google' }, []));
    expect(await inForce()).toEqual(ports.shipped);
    const { pointer, overrides } = await ports.store.state();
    expect(overrides.mxFields).toEqual([]);
    expect(pointer?.current).toBe(encodeRuleSet(ports.shipped).name);
    expect(pointer?.previous).not.toBe(first);
    expect(await ports.store.history()).toHaveLength(3);
  });

  it.each<{ says: string; edit: Edit; why: RegExp }>([
    {
      says: 'a rule that is not there',
      edit: setting([{ of: 'rule', name: 'x' }], {}, ada),
      why: /^there is no rule x/,
    },
    {
      says: 'a class that is not there',
      edit: setting([{ of: 'class', name: 'x' }], {}, ada),
      why: /^there is no class x; there is google/,
    },
    {
      says: 'a limit that is none',
      edit: limit('limit=900'),
      why: /^rule google: limit: '900' is not a limit/,
    },
    { says: 'a class of no such name', edit: limit('connections=x'), why: /^rule google: connections: / },
    { says: 'a cap of another period', edit: limit('cap=9/min'), why: /counts another period/ },
    {
      says: 'an id of the feed',
      edit: adding([{ ...own, id: 'google' }], undefined),
      why: /^the feed has a rule google/,
    },
    {
      says: 'a neighbour that is not there',
      edit: adding([own], 'x'),
      why: /^there is no rule x to come before/,
    },
    {
      says: 'an own rule that is none',
      edit: adding([{ id: 'own' }], undefined),
      why: /^rule own: masks: is missing/,
    },
    {
      says: 'an own rule that is never reached',
      edit: adding([{ ...own, masks: ['a.google.com'], examples: ['a.google.com'] }], 'everyone-else'),
      why: /^rule velamail: /,
    },
    {
      says: 'a bounce pattern that cannot be judged by',
      edit: addingBounces(
        [{ id: 'b', patterns: ['(?=abc)'], type: 'ignored', examples: ['abc'], source: 's' }],
        'before',
      ),
      why: /^rule b: /,
    },
    {
      says: 'a bounce rule that is not there',
      edit: switchingOff('x'),
      why: /^the feed has no bounce rule x$/,
    },
    {
      says: 'what is not overridden',
      edit: dropping({ of: 'rule', name: 'google' }, []),
      why: /^nothing is overridden of rule google/,
    },
  ])('of $says is refused and changes nothing', async ({ edit, why }) => {
    const { done, ports } = prepare();
    await expect(done(edit)).rejects.toThrow(why);
    expect(await ports.store.state()).toMatchObject({ version: 0 });
  });

  it('survives a new feed below it; where that moved, a conflict is listed until ours is kept', async () => {
    const { connection, done, ports, google } = prepare();
    await done(limit('cap=900/h'));
    const release = {
      ...ports.shipped,
      version: 'next',
      rules: ports.shipped.rules.map((rule) => (rule.id === 'google' ? { ...rule, cap: '1500/h' } : rule)),
    };
    const set = encodeRuleSet(release);
    await ports.store.putSet(set);
    const state = await ports.store.state();
    await ports.store.saveState(state.version, { ...state, feed: { set: set.name, version: 'next' } });
    const told = await listConflicts(connection);
    expect(told).toMatchObject({
      failed: true,
      json: { conflicts: [{ kind: 'changedBelow', field: 'cap' }] },
    });
    expect(told.text).toBe(
      'rule google: the feed has changed cap from none to 1500/h; ours, 900/h, stays in force',
    );
    expect((await listOverrides(connection)).text).toContain('Conflicts: 1');
    const kept = await done(keeping({ of: 'rule', name: 'google' }, ['cap']));
    expect(kept.json).toMatchObject({ conflicts: [] });
    expect(await listConflicts(connection)).toMatchObject({ failed: false });
    expect(await google()).toMatchObject({ cap: '900/h' });
    expect(await ports.store.history()).toMatchObject([{ version: expect.stringMatching(/^next\.o/) }, {}]);
  });

  it('is decided anew when somebody else was faster, and neither is lost', async () => {
    const { connection, ports, google } = prepare();
    let raced = false;
    const faster: typeof connection = {
      ...connection,
      rulesStore: {
        ...connection.rulesStore,
        saveState: async (seen, next) => {
          if (!raced) {
            raced = true;
            await change(connection, limit('tls=required'), { by: 'bob', yes: true });
          }
          return ports.store.saveState(seen, next);
        },
      },
    };
    await change(faster, limit('cap=900/h'), { by: 'ada', yes: true });
    expect(await google()).toMatchObject({ cap: '900/h', tls: 'required' });
  });

  it('is not to be had while the rules are custom', async () => {
    const { done, ports } = prepare();
    const state = await ports.store.state();
    await ports.store.saveState(0, { ...state, mode: 'custom' });
    await expect(done(limit('cap=900/h'))).rejects.toThrow('the rules are custom');
  });

  it('ends the trial of a release, and says so', async () => {
    const { done, ports } = prepare();
    const set = encodeRuleSet(ports.shipped);
    await ports.store.putSet(set);
    const candidate = { name: set.name, share: 10, since: 1 };
    const entry = { at: 1, name: set.name, version: 'v', by: 'x', what: 'sync', summary: [] } as const;
    await ports.store.activate(undefined, { current: set.name, activatedAt: 1, candidate }, entry);
    expect((await done(limit('cap=900/h'))).text).toContain(
      'the trial of a release by 10 % of the keys ends',
    );
  });
});

describe('the list of overrides', () => {
  it('is empty at first', async () => {
    const { text } = await listOverrides(prepare().connection);
    expect(text).toBe("Nothing is overridden: the feed's rules are in force.");
  });

  it('tells each, by whom and why', async () => {
    const { connection, done, inForce } = prepare();
    await done(adding([own], 'google'));
    await done(limit('cap=900/h', 'masks+=*.google.example'));
    await done(setting([{ of: 'class', name: 'hoster' }], { rate: '300/h' }, { by: 'bob' }));
    await done(switchingOff('user-unknown'));
    expect(
      (await listOverrides(connection)).text.split('\n').map((line) => line.replace(/ {2,}/, ': ')),
    ).toEqual([
      'own rule velamail: before google: *.velamail.example, class national',
      'rule google: masks +*.google.example, cap 900/h (was none), by ada: deferrals',
      'class hoster: rate 300/h (was 400/h), by bob',
      'bounce rule user-unknown: switched off',
    ]);
    expect((await inForce()).bounces.some(({ id }) => id === 'user-unknown')).toBe(false);
  });
});

describe('a file of rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mxp-overrides-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (text: string) => {
    const path = join(folder, 'rules.yaml');
    writeFileSync(path, text);
    return path;
  };

  it('holds one or a list', () => {
    expect(readRuleFile(file('id: a\nmasks: [b]'))).toEqual([{ id: 'a', masks: ['b'] }]);
    expect(readRuleFile(file('- id: a\n- id: b'))).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  it.each(['', '[]', 'words', '- id: a\n- 5', 'a: [unclosed'])('of %j is refused', (text) => {
    expect(() => readRuleFile(file(text))).toThrow(/rules\.yaml/);
  });

  it('that is missing is told', () => {
    expect(() => readRuleFile(join(folder, 'none.yaml'))).toThrow(/none\.yaml.*ENOENT/);
  });
});

describe('`mxp rules override`', () => {
  it.each([
    [['set', 'google', 'speed=9'], /a rule has no field speed/],
    [['drop', 'google', 'speed'], /a rule has no field speed/],
    [['bounce', 'add', 'x.yaml'], /say --before or --after/],
    [['bounce', 'add', 'x.yaml', '--before', '--after'], /cannot be used with/],
    [['set', 'google'], /missing required argument/],
  ])('%j is wrong usage', async (args, says) => {
    const { code, err } = await mxp(['rules', 'override', ...args]);
    expect(err).toMatch(says);
    expect(code).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import { levelsAnswer, levelsOf, readLevels, setLevel, unsetLevel } from '../../../cli/commands/level.ts';
import { deployedView } from '../../../cli/commands/rules-view.ts';
import { createDesk } from './support/desk.ts';

describe('the level of a pool', () => {
  it('is the deployment’s until an operator sets another, and says that no counter is reset', async () => {
    const { connection } = createDesk();
    expect(levelsAnswer(await readLevels(connection)).text).toMatch(/^shared +normal +normal$/m);
    const { text, json } = await setLevel(connection, 'shared', 'fast');
    expect(text).toMatch(/level fast \(was normal\), in force within a minute\. No counter is reset/);
    expect(json).toEqual({ pool: 'shared', level: 'fast', before: 'normal', deployed: 'normal' });
    expect(levelsAnswer(await readLevels(connection)).text).toMatch(/^shared +fast +normal$/m);
  });

  it('is the deployment’s again after unset', async () => {
    const { connection } = createDesk();
    await setLevel(connection, 'shared', 'fast');
    const { json } = await unsetLevel(connection, 'shared');
    expect(json).toEqual({ pool: 'shared', level: 'normal', before: 'fast', deployed: 'normal' });
    expect((await connection.control.load()).levels).toBeUndefined();
    await expect(unsetLevel(connection, 'nowhere')).rejects.toThrow('there is no pool nowhere');
  });

  it('is the deployment’s once it gives another, and what was set is told', async () => {
    const { connection } = createDesk();
    await setLevel(connection, 'shared', 'slow');
    const { shared } = connection.deployment.settings.pools;
    const later = { pools: { shared: { ...shared, level: 'fast' } } } as Parameters<typeof levelsOf>[0];
    const levels = levelsOf(later, await connection.control.load());
    expect(levels).toEqual([{ pool: 'shared', level: 'fast', deployed: 'fast', ended: 'slow' }]);
    expect(levelsAnswer(levels).text).toContain('slow was set and ended with a deployment');
  });

  it('is the one that the rules are shown at', async () => {
    const { connection } = createDesk();
    await setLevel(connection, 'shared', 'boost');
    expect((await deployedView(connection, {})).pool.level).toBe('boost');
    expect((await deployedView(connection, { level: 'slow' })).pool.level).toBe('slow');
  });

  it.each([
    ['nowhere', 'fast', 'there is no pool nowhere; there is shared'],
    ['shared', 'warp', 'there is no level warp; there is slow'],
  ])('of pool %s cannot be %s', async (pool, level, says) => {
    const { connection } = createDesk();
    await expect(setLevel(connection, pool, level)).rejects.toThrow(says);
    expect(await readLevels(connection)).toMatchObject([{ level: 'normal' }]);
  });
});

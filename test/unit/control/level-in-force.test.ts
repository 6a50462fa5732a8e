import { describe, expect, it } from 'vitest';
import { levelInForce, type SetLevels } from '../../../shared/control/level-in-force.ts';
import type { ThroughputLevel } from '../../../shared/settings/settings.ts';

const slowOverNormal: SetLevels = { news: { level: 'slow', over: 'normal' } };

describe('the level in force', () => {
  it.each<{ says: string; deployed: ThroughputLevel; levels: SetLevels | undefined; level: ThroughputLevel }>(
    [
      { says: 'the deployment’s where nothing was set', deployed: 'fast', levels: undefined, level: 'fast' },
      {
        says: 'the operator’s over the deployed one',
        deployed: 'normal',
        levels: slowOverNormal,
        level: 'slow',
      },
      {
        says: 'the deployment’s once it gives another',
        deployed: 'fast',
        levels: slowOverNormal,
        level: 'fast',
      },
      {
        says: 'the deployment’s where only another pool was set',
        deployed: 'normal',
        levels: { shared: { level: 'slow', over: 'normal' } },
        level: 'normal',
      },
    ],
  )('is $says', ({ deployed, levels, level }) =>
    expect(levelInForce({ name: 'news', level: deployed }, levels)).toBe(level),
  );

  it('is no property that every object has', () => {
    expect(levelInForce({ name: 'constructor', level: 'normal' }, {})).toBe('normal');
  });
});

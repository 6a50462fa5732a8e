import { describe, expect, it } from 'vitest';
import { decodeWakeUp, encodeWakeUp } from '../../../shared/aws/wake-up-codec.ts';
import type { QuotaKey } from '../../../shared/quota/key.ts';

describe('a wake-up', () => {
  it('reads back as it was written', () => {
    const wakeUp = { key: 'default|rule|yahoo' as QuotaKey, wakeNo: 12 };
    expect(decodeWakeUp(encodeWakeUp(wakeUp))).toEqual(wakeUp);
  });

  it.each(['', '{', 'null', '[]', '{"key":"k"}', '{"key":1,"wakeNo":1}', '{"key":"k","wakeNo":1.5}'])(
    'is not %j',
    (body) => {
      expect(decodeWakeUp(body)).toBeUndefined();
    },
  );
});

import type { ProviderPolicy } from '../../servers/provider-policy.ts';
import type { DemoRefusal } from './refusal.ts';

/** The most recipients that a provider takes from a sender in any window. */
export interface Cap {
  readonly most: number;
  readonly windowMillis: number;
}

export interface RateCap extends Cap {
  readonly excess: DemoRefusal;
  /** Who asks so often in one window, refused or not, is shut out for a while. */
  readonly abuse?: { readonly from: number; readonly forMillis: number; readonly refusal: DemoRefusal };
}

/** Times within the last `windowMillis`, kept short by each look. */
function createWindow(windowMillis: number) {
  let times: number[] = [];
  return {
    add: (at: number) => {
      times.push(at);
    },
    count: (now: number): number => {
      const [oldest] = times;
      if (oldest !== undefined && oldest <= now - windowMillis)
        times = times.filter((at) => at > now - windowMillis);
      return times.length;
    },
  };
}

/** Counts a sender's recipients in a sliding window, and its insistence in another. */
export function rateCap(cap: RateCap, now: () => number = Date.now): ProviderPolicy {
  const { most, windowMillis, excess, abuse } = cap;
  const taken = createWindow(windowMillis);
  const asked = createWindow(windowMillis);
  let shutUntil = 0;
  return {
    rcpt: () => {
      const at = now();
      asked.add(at);
      if (abuse && at >= shutUntil && asked.count(at) > abuse.from) shutUntil = at + abuse.forMillis;
      if (abuse && at < shutUntil) return abuse.refusal;
      if (taken.count(at) >= most) return excess;
      taken.add(at);
      return undefined;
    },
  };
}

import { PutSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSes, startSes } from '../../local/servers/ses.ts';
import { createSuppressionList } from '../../shared/aws/suppression-list.ts';

let ses: LocalSes;
let client: SESv2Client;

beforeAll(async () => {
  ses = await startSes({
    limits: { maxSendRate: 1, max24HourSend: -1 },
    identities: [],
    sets: {},
    resolve: () => undefined,
    publish: async () => undefined,
    onError: () => undefined,
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SESv2Client({ endpoint: ses.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
});

afterAll(async () => {
  client?.destroy();
  await ses?.stop();
});

const put = (EmailAddress: string, Reason: 'BOUNCE' | 'COMPLAINT') =>
  client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason }));

/** A clock that stands still but for sleeps. */
function steppingClock() {
  let now = 1_000_000;
  return {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe("SES's own list", () => {
  it('is read page by page, one call a second', async () => {
    await Promise.all(Array.from({ length: 2_001 }, (_, at) => put(`u${at}@x.example`, 'BOUNCE')));
    const clock = steppingClock();
    const addresses = new Set<string>();
    for await (const { address, reason, since } of createSuppressionList(client, clock).all()) {
      addresses.add(address);
      expect({ reason, isTime: since > 1.6e12 }).toEqual({ reason: 'BOUNCE', isTime: true });
    }
    expect(addresses.size).toBe(2_001);
    expect(clock.now()).toBe(1_002_000);
  });

  it('tells why an address is on it, lifts it, and knows who is not on it', async () => {
    const address = 'jane+news@x.example';
    await put(address, 'COMPLAINT');
    const clock = steppingClock();
    const list = createSuppressionList(client, clock);
    expect(await list.get(address)).toEqual({ address, reason: 'COMPLAINT', since: expect.any(Number) });
    expect(await list.lift(address)).toBe(true);
    expect(await list.lift(address)).toBe(false);
    expect(await list.get(address)).toBeUndefined();
    expect(clock.now()).toBe(1_003_000);
  });
});

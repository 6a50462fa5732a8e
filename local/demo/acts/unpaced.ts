import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SECOND } from '../../../shared/time/units.ts';
import { createMailRoutes } from '../../servers/mail-routes.ts';
import { type Provider, startProvider } from '../../servers/provider.ts';
import { type LocalSes, startSes } from '../../servers/ses.ts';
import { createStops } from '../../stops.ts';
import { type Books, booksOf, type Totals, totalsOf } from '../audit/books.ts';
import type { SampleMail } from '../campaign.ts';
import { CATALOGUE, demoProviders } from '../providers/catalogue.ts';
import { DEMO_ZONE } from '../providers/zone.ts';
import { SES_BEHAVIOUR, SES_LIMITS } from '../ses-behaviour.ts';

export interface UnpacedOptions {
  readonly mails: readonly SampleMail[];
  readonly seconds: number;
  readonly draw: (books: readonly Books[], sent: number, seconds: number) => void;
}

/** What the providers did to the same mails without a pacer. */
export interface Unpaced extends Totals {
  readonly sent: number;
  readonly seconds: number;
  readonly books: readonly Books[];
}

/** As senders run it that judge bounces themselves: SES's own list suppresses nothing. */
const SET = 'plain';
const SETS = { [SET]: { destinations: [], suppressedReasons: [] } } as const;
const TICK = 50;

interface Stage {
  readonly ses: LocalSes;
  readonly providers: readonly Provider[];
  readonly client: SESv2Client;
}

async function setStage(stops: ReturnType<typeof createStops>): Promise<Stage> {
  const providers = await Promise.all(
    demoProviders().map((provider) => startProvider(provider).then(stops.add)),
  );
  const ses = stops.add(
    await startSes({
      ...SES_BEHAVIOUR,
      limits: SES_LIMITS,
      identities: ['*'],
      sets: SETS,
      resolve: createMailRoutes(DEMO_ZONE, providers),
      publish: async () => {},
      onError: () => {},
    }),
  );
  const client = new SESv2Client({
    region: 'us-east-1',
    endpoint: ses.url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { httpAgent: { maxSockets: 50 } },
  });
  stops.push(async () => client.destroy());
  return { ses, providers, client };
}

const sendPlainly = (client: SESv2Client, { to }: SampleMail) =>
  client.send(
    new SendEmailCommand({
      FromEmailAddress: 'Orchard News <news@example.com>',
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: SET,
      Content: {
        Simple: {
          Subject: { Data: 'The autumn issue' },
          Body: { Text: { Data: 'Dear reader, it is out.' } },
        },
      },
    }),
  );

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * Sends the mails as a plain SDK client does, one after the other as fast as they last `seconds`, on a SES and providers
 * of its own; what SES refuses is not sent. Ends when the time is over, whatever SES still tries.
 */
export async function runUnpaced({ mails, seconds, draw }: UnpacedOptions): Promise<Unpaced> {
  const stops = createStops();
  try {
    const { client, providers } = await setStage(stops);
    const begun = performance.now();
    const books = () => CATALOGUE.map((provider) => booksOf(provider, providers));
    const passed = () => (performance.now() - begun) / SECOND;
    let sent = 0;
    let drawn = 0;
    while (passed() < seconds) {
      const due = Math.min(mails.length, Math.ceil((mails.length * passed()) / (seconds - 1)));
      for (const mail of mails.slice(sent, due)) void sendPlainly(client, mail).catch(() => {});
      sent = due;
      if (passed() - drawn >= 0.5) draw(books(), sent, passed());
      if (passed() - drawn >= 0.5) drawn = passed();
      await pause(TICK);
    }
    const final = books();
    draw(final, sent, passed());
    return { sent, seconds, books: final, ...totalsOf(final) };
  } finally {
    await stops.all();
  }
}

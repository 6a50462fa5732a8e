import { forgetAddress } from '../../shared/quarantine/forget.ts';
import { UNKNOWN } from '../../shared/quarantine/standing.ts';
import type { Answer } from '../commands/answer.ts';
import type { Connection } from '../connection.ts';
import { counted } from '../count-text.ts';
import { story } from '../story.ts';
import { standingText } from './words.ts';

const OUT_OF_REACH = [
  'mails that wait, at most 15 days in pages and 14 in queues',
  'rejected input, 30 days in the bucket and 14 in the queue',
  'feedback that waits in FeedbackQueue, at most 14 days, and returned mail, 30 days in its bucket',
  'replies that no rule knows, where one names the person without an address, half a year',
  "upstream's own queues and lists",
];

const AT_SES = "SES's suppression list; --ses takes it off there too";

/**
 * Erases an address from its record and its evidence. Its keyed hash stays with what keeps mail from it; of an address
 * that nothing is known of, nothing is written either. `lift` takes it off SES's own list as well.
 */
export async function forget(
  connection: Pick<
    Connection,
    'quarantine' | 'evidence' | 'addressKeys' | 'suppressionList' | 'rules' | 'clock' | 'random'
  >,
  address: string,
  { lift }: { readonly lift: boolean },
): Promise<Answer> {
  const { quarantine, evidence, addressKeys, suppressionList, rules, clock } = connection;
  const key = (await addressKeys.open())(address);
  const wasKnown = await forgetAddress(connection, key);
  const erased = (await evidence.of(key)).length;
  await evidence.erase(key);
  const lifted = lift ? await suppressionList.lift(address) : undefined;
  const standing = (await quarantine.get(key))?.standing ?? UNKNOWN;
  const { current } = await rules.active();
  const kept = wasKnown
    ? `its keyed hash ${key}, which stands: ${standingText(standing, current.quarantine, clock.now()).join('; ')}`
    : 'nothing: no record names it';
  const ses = lifted === undefined ? [AT_SES] : [];
  const notReached = [...OUT_OF_REACH, ...ses];
  return {
    json: {
      key,
      wasKnown,
      evidenceErased: erased,
      ...(lifted === undefined ? {} : { liftedAtSes: lifted }),
      notReached,
    },
    text: story([
      ['forgotten', address],
      ['erased', `its name, what operators wrote, and ${counted(erased, 'row')} of evidence`],
      ['kept', kept],
      ...(lifted === undefined
        ? []
        : [['SES', lifted ? 'taken off its list' : 'was not on its list'] as const]),
      ['out of reach', notReached.join('\n')],
    ]),
  };
}

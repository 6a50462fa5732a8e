import type { Answer } from '../commands/answer.ts';
import type { Connection } from '../connection.ts';
import { UserError } from '../user-error.ts';
import { listedOf } from './listed.ts';
import { type ReleaseOptions, type Releasing, release } from './release.ts';
import { releasedAnswer } from './release-text.ts';

/**
 * Releases one address, also one that only SES suppresses. Throws a UserError for a complaint that is not meant to be
 * released; of an address that no list holds, nothing is written.
 */
export async function releaseOne(
  connection: Releasing & Pick<Connection, 'addressKeys'>,
  address: string,
  options: ReleaseOptions,
): Promise<Answer> {
  const { addressKeys, quarantine, suppressionList, clock } = connection;
  const key = (await addressKeys.open())(address);
  const record = await quarantine.get(key);
  const places = (record ? listedOf(record, clock.now()) : []).filter(({ list }) => list !== 'allowlist');
  const denied = places.some(({ list }) => list === 'denylist');
  if (denied && !options.complaints)
    throw new UserError(
      'the address is on the denylist, the list of complaints; --complaint releases it all the same',
    );
  const atSes = options.keepAtSes ? undefined : await suppressionList.get(address);
  if (atSes?.reason === 'COMPLAINT' && !options.complaints)
    throw new UserError(
      "the address is on SES's suppression list for a complaint; --complaint releases it all the same",
    );
  if (places.length === 0 && !atSes) {
    const json = { released: 0, liftedAtSes: 0 };
    return { json, text: 'Nothing to release: the address is on none of the lists.' };
  }
  const done = await release(connection, [{ key, address }], options);
  return releasedAnswer({ release: [], complaintsKept: 0, notListed: 0 }, done);
}

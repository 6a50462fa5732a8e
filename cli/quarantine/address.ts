import { readAddress } from '../../shared/message/address.ts';
import { normaliseAddress } from '../../shared/quarantine/address-key.ts';
import { maskAddress } from '../../shared/text/mask-address.ts';
import { UserError } from '../user-error.ts';

/** An address as it is kept; throws a UserError for what is none. */
export function addressOf(text: string): string {
  const read = readAddress(text.trim());
  if (!read.ok) throw new UserError(`${maskAddress(text)} is no address: ${read.problem}`);
  return normaliseAddress(read.address.address);
}

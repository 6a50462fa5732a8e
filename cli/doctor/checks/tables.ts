import type { TableState } from '../../../shared/aws/inspect/table.ts';
import { countText } from '../../count-text.ts';
import type { Facts } from '../facts.ts';
import { type Check, fail, type Judged, judged, ok, warn } from '../finding.ts';

/** A mail is two writes of Delivery, its claim and its mark (design §6); a row is 1 KB at most, so a unit each. */
const WRITES_A_MAIL = 2;

const statusText = ({ name, status }: TableState): Judged =>
  fail(`${name} is ${status}`, `aws dynamodb describe-table --table-name ${name}`);

const cold = ({ name, warmWritesPerSecond = 0 }: TableState, needed: number): Judged =>
  warn(
    `${name} takes ${countText(warmWritesPerSecond)} writes a second at once, SES's rate needs ${countText(needed)}`,
    `before a large campaign: aws dynamodb update-table --table-name ${name} --warm-throughput WriteUnitsPerSecond=${needed}`,
  );

/** A new table takes about 4,000 writes a second and doubles within half an hour (DynamoDB, "Warm throughput"). */
export const tables: Check = {
  group: 'Stack',
  name: 'tables',
  judge: ({ tables: fact, account }: Facts) =>
    judged(fact, (all) => {
      const faulty = all.filter(({ status }) => status !== 'ACTIVE' && status !== 'UPDATING');
      if (faulty.length > 0) return faulty.map(statusText);
      const needed = account.known ? Math.ceil(account.value.maxSendRate * WRITES_A_MAIL) : 0;
      const slow = all.filter(
        ({ warmWritesPerSecond: warm, name }) => warm !== undefined && warm < needed && /Delivery/.test(name),
      );
      if (slow.length > 0) return slow.map((table) => cold(table, needed));
      const warmKnown =
        needed > 0 && all.some(({ warmWritesPerSecond }) => warmWritesPerSecond !== undefined);
      return ok(`${all.length} are active${warmKnown ? " and warm enough for SES's rate" : ''}`);
    }),
};

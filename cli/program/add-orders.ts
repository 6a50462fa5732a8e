import type { Command } from 'commander';
import type { OrderScope } from '../../shared/control/order.ts';
import { type ScopeOptions, scopeOf } from '../commands/order-scope.ts';
import { isPauseInForce, orderJson, ordersAnswer, scopeText } from '../commands/order-text.ts';
import { endPauses, type Giver, give, wakeKeys } from '../commands/orders.ts';
import { timeText } from '../commands/times.ts';
import { UsageError } from '../user-error.ts';
import { userName } from '../user-name.ts';
import type { Call, Shell } from './shell.ts';

interface OrderFlags extends ScopeOptions {
  readonly why?: string;
  readonly yes?: boolean;
}

const giverOf = ({ why }: OrderFlags): Giver => ({ by: userName(), ...(why ? { why } : {}) });

const withScope = (command: Command): Command =>
  command
    .option('--campaign <name>', 'the mail of one campaign')
    .option('--rule <id>', 'the mail that one MX rule limits')
    .option('--pool <name>', 'the mail of one pool')
    .option('--stream <name>', 'the mail of one stream')
    .option('--all', 'all mail');

/** People are told why the command takes its time. */
const sayWaiting = ({ io, options }: Call<OrderFlags>, what: string): void => {
  if (!options.json) io.err(`${what}; functions know it within 25 s, then the waiting mail is looked at …\n`);
};

const wokenText = (woken: number): string =>
  woken === 0 ? 'No mail was waiting.' : `${woken} ${woken === 1 ? 'key' : 'keys'} with waiting mail woken.`;

async function pause(call: Call<OrderFlags>, scope: OrderScope) {
  const { order, stood } = await give(await call.connect(), 'pause', scope, giverOf(call.options));
  const text = stood
    ? `${scopeText(scope)} is paused already, by ${order.by} since ${timeText(order.at)}.`
    : `${scopeText(scope)} is paused, in force within a minute. What waits keeps its place until \`mxp resume\`.`;
  return { json: { order: orderJson(order), stood }, text };
}

async function resume(call: Call<OrderFlags>, scope: OrderScope) {
  const connection = await call.connect();
  const ended = await endPauses(connection, scope, userName());
  sayWaiting(call, `${scopeText(scope)} is resumed`);
  const woken = await wakeKeys(connection);
  const left = (await connection.control.load()).orders.filter(isPauseInForce);
  const still =
    left.length === 0 ? '' : ` Still paused: ${left.map((order) => scopeText(order.scope)).join(', ')}.`;
  const text = `${scopeText(scope)} is resumed. ${wokenText(woken)}${still}`;
  return { json: { ended: ended.map(orderJson), woken, stillPaused: left.map(orderJson) }, text };
}

async function cancel(call: Call<OrderFlags>, scope: OrderScope) {
  if (scope.kind === 'all' && !call.options.yes)
    throw new UsageError('this would end all mail that waits, for good: add --yes if that is meant');
  const connection = await call.connect();
  const { order } = await give(connection, 'cancel', scope, giverOf(call.options));
  sayWaiting(call, `${scopeText(scope)} is cancelled`);
  const woken = await wakeKeys(connection);
  const text = `${scopeText(scope)} first seen before ${timeText(order.at)} is cancelled; each mail gets its outcome. ${wokenText(woken)}`;
  return { json: { order: orderJson(order), woken }, text };
}

/** `mxp pause`, `resume`, `cancel` and `orders`. */
export function addOrders(program: Command, shell: Shell): void {
  const why = ['--why <text>', 'kept with the order, for those who ask later'] as const;
  const pauses = withScope(
    program.command('pause').summary('keep mail back').description('Keeps mail back until it is resumed.'),
  )
    .option(...why)
    .addHelpText('after', '\nExample:\n  mxp pause --rule google --why "deferrals since noon"');
  const resumes = withScope(
    program
      .command('resume')
      .summary('end a pause')
      .description('Ends a pause, waits until functions know it, and wakes what waits.'),
  ).addHelpText('after', '\nExample:\n  mxp resume --rule google');
  const cancels = withScope(
    program
      .command('cancel')
      .summary('end waiting mail for good')
      .description('Ends the mail that is known by now, each with its outcome; later mail lives.'),
  )
    .option(...why)
    .option('--yes', 'for --all: yes, all of it')
    .addHelpText('after', '\nExample:\n  mxp cancel --campaign autumn --why "wrong price"');
  shell.does<OrderFlags>(pauses, async (call) => pause(call, scopeOf(call.options)));
  shell.does<OrderFlags>(resumes, async (call) => resume(call, scopeOf(call.options)));
  shell.does<OrderFlags>(cancels, async (call) => cancel(call, scopeOf(call.options)));
  const orders = program
    .command('orders')
    .summary('pauses in force and what was ordered')
    .description('Lists pauses in force, then what was ordered in the last 90 days.');
  shell.does(orders, async ({ connect }) => ordersAnswer((await (await connect()).control.load()).orders));
}

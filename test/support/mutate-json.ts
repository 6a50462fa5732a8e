import type { Random } from '../../shared/ports/clock.ts';

/** A place in a JSON document: its value is `holder[key]`. */
interface Spot {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Damages the document at a place; may do nothing where it does not fit. */
type Mutation = (spot: Spot, random: Random, spots: readonly Spot[]) => void;

export const pick = <Item>(items: readonly [Item, ...Item[]] | readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** 1 to 2^`bits`, each order of magnitude as likely as the other: mostly small, now and then large. */
export const scaled = (bits: number, random: Random): number => Math.ceil(2 ** (random() * bits));

/** Every place of a document, but its root. */
function spotsOf(root: unknown): readonly Spot[] {
  const spots: Spot[] = [];
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const holder = value as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      spots.push({ holder, key });
      open.push(holder[key]);
    }
  }
  return spots;
}

/** Assigning to `__proto__` would set the prototype; this makes a field of that name, as JSON.parse does. */
const put = ({ holder, key }: Spot, value: unknown): void => {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
};

const OTHER_VALUES = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  'x',
  '@',
  [],
  {},
  [null],
  [[]],
  { '': '' },
] as const;
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  'length',
  'then',
  '',
  'mail',
  'bounce',
] as const;
const TYPES = [
  'Bounce',
  'Complaint',
  'Delivery',
  'Send',
  'Reject',
  'Open',
  'DeliveryDelay',
  'Of Tomorrow',
] as const;
const TIMES = [
  '',
  'soon',
  '2026-02-31T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '1',
] as const;
const CHARACTERS = ['a', ' ', '@', '\ud83d', '\u0000', '\uffff', '\n', '"', '\\', 'é', '5.1.1 '] as const;

function nested(depth: number, random: Random): unknown {
  let value: unknown = 'core';
  for (let level = 0; level < depth; level += 1) value = random() < 0.5 ? [value] : { mail: value };
  return value;
}

const drop: Mutation = ({ holder, key }) => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};

const rename: Mutation = (spot, random) => {
  const { holder, key } = spot;
  if (Array.isArray(holder)) return;
  const value = holder[key];
  drop(spot, random, []);
  put({ holder, key: pick(NAMES, random) }, value);
};

const breakTime: Mutation = (_, random, spots) => {
  const times = spots.filter(({ key }) => /time|date/i.test(key));
  if (times.length > 0) put(pick(times, random), pick(TIMES, random));
};

const retype: Mutation = (_, random, spots) => {
  const types = spots.filter(({ key }) => key === 'eventType' || key === 'notificationType');
  if (types.length > 0) put(pick(types, random), pick(TYPES, random));
};

const otherFamily: Mutation = (_, random, spots) => {
  const type = spots.find(({ key }) => key === 'eventType' || key === 'notificationType');
  if (!type) return;
  const key = type.key === 'eventType' ? 'notificationType' : 'eventType';
  put({ holder: type.holder, key }, type.holder[type.key]);
  if (random() < 0.8) delete type.holder[type.key];
};

/** Two values change places: a forged id or recipient, if they are of one kind. */
const swap: Mutation = (spot, random, spots) => {
  const other = pick(spots, random);
  const value = spot.holder[spot.key];
  const isInside = typeof value === 'object' || typeof other.holder[other.key] === 'object';
  if (isInside) return;
  put(spot, other.holder[other.key]);
  put(other, value);
};

const lengthen: Mutation = (_, random, spots) => {
  const texts = spots.filter(({ holder, key }) => typeof holder[key] === 'string');
  if (texts.length === 0) return;
  const spot = pick(texts, random);
  put(spot, `${spot.holder[spot.key]}${pick(CHARACTERS, random).repeat(scaled(15, random))}`);
};

const changeList: Mutation = (_, random, spots) => {
  const lists = spots.filter(({ holder, key }) => Array.isArray(holder[key]));
  if (lists.length === 0) return;
  const spot = pick(lists, random);
  const list = spot.holder[spot.key] as unknown[];
  if (random() < 0.5) put(spot, []);
  else put(spot, Array.from({ length: scaled(9, random) }, () => list).flat());
};

const MUTATIONS: readonly Mutation[] = [
  drop,
  drop,
  (spot, random) => put(spot, pick(OTHER_VALUES, random)),
  (spot, random) => put(spot, nested(scaled(9, random), random)),
  ({ holder, key }) => put({ holder, key }, [holder[key]]),
  rename,
  breakTime,
  retype,
  otherFamily,
  swap,
  lengthen,
  changeList,
];

/** Damages a JSON document in place, `times` times. */
export function mutateJson(root: object, times: number, random: Random): void {
  for (let time = 0; time < times; time += 1) {
    const spots = spotsOf(root);
    if (spots.length > 0) pick(MUTATIONS, random)(pick(spots, random), random, spots);
  }
}

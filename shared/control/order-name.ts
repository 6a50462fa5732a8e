import type { Order } from './order.ts';

/** What tells two orders apart: an order that ends is put again under the same name. */
export const orderName = ({ verb, scope, at }: Order): string =>
  [verb, scope.kind, scope.kind === 'all' ? '' : scope.name, at].join('#');

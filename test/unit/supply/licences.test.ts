import { expect, test } from 'vitest';
import { ALLOWED, faultsOf, type Shipped } from '../../../scripts/supply/licences.ts';
import { packageOf } from '../../../scripts/supply/shipped.ts';

const shipped = (fields: Partial<Shipped>): Shipped => ({
  name: 'some',
  version: '1.2.3',
  licence: 'MIT',
  dev: false,
  ...fields,
});

test.each(Object.keys(ALLOWED))('%s may be shipped', (licence) => {
  expect(faultsOf([shipped({ licence })])).toEqual([]);
});

test.each([
  { licence: 'GPL-3.0-only', shown: 'GPL-3.0-only' },
  { licence: 'EUPL-1.1+', shown: 'EUPL-1.1+' },
  { licence: 'MIT OR GPL-3.0-or-later', shown: 'MIT OR GPL-3.0-or-later' },
  { licence: 'UNLICENSED', shown: 'UNLICENSED' },
  { licence: 'toString', shown: 'toString' },
  { licence: undefined, shown: 'none' },
])('a package with licence $shown is not shipped until somebody has decided', ({ licence, shown }) => {
  expect(faultsOf([shipped({}), shipped({ name: 'other', licence })])).toEqual([
    `other@1.2.3 has licence ${shown}: replace it, or allow it with a reason in scripts/supply/licences.ts`,
  ]);
});

test('what is bundled is a dependency, so that who installs us gets it', () => {
  expect(faultsOf([shipped({ dev: true })])).toEqual([
    'some@1.2.3 is bundled but a devDependency: move it to dependencies',
  ]);
});

test.each([
  ['node_modules/zod/v4/index.js', 'node_modules/zod'],
  ['node_modules/@aws-sdk/client-s3/dist-es/index.js', 'node_modules/@aws-sdk/client-s3'],
  ['node_modules/a/node_modules/@b/c/index.js', 'node_modules/a/node_modules/@b/c'],
  ['shared/time/units.ts', undefined],
])('%s is of %s', (file, folder) => {
  expect(packageOf(file)).toBe(folder);
});

/** The licences of what we ship, by SPDX id, and why each may be shipped under Apache-2.0 without more than its notice. */
export const ALLOWED: Readonly<Record<string, string>> = {
  'Apache-2.0': 'our own',
  MIT: 'asks for its notice alone',
  'MIT-0': 'asks for nothing',
  ISC: 'asks for its notice alone',
  '0BSD': 'asks for nothing',
  'BSD-2-Clause': 'asks for its notice alone',
  'BSD-3-Clause': 'asks for its notice, and not to advertise with its authors',
  'BlueOak-1.0.0': 'asks for its notice or a link to it',
};

/** A package that ships: in a bundle, or installed with ours. */
export interface Shipped {
  readonly name: string;
  readonly version: string;
  /** As its own package.json says. */
  readonly licence: string | undefined;
  /** It is among the devDependencies, which nobody who installs us gets. */
  readonly dev: boolean;
}

/** All that must not be shipped, each with what to do. */
export const faultsOf = (packages: readonly Shipped[]): readonly string[] =>
  packages.flatMap(({ name, version, licence, dev }) => [
    ...(dev ? [`${name}@${version} is bundled but a devDependency: move it to dependencies`] : []),
    ...(licence !== undefined && Object.hasOwn(ALLOWED, licence)
      ? []
      : [
          `${name}@${version} has licence ${licence ?? 'none'}: replace it, or allow it with a reason in scripts/supply/licences.ts`,
        ]),
  ]);

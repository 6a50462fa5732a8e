import { defineConfig } from 'vitest/config';

/** Tests that run the whole engine pace real mail by the clock: they have the machine to themselves, after the others. */
const ENGINE = [
  'test/integration/engine/**/*.test.ts',
  'test/integration/cli/{engine,quarantine,bounces,doctor}.test.ts',
];

const common = { testTimeout: 30_000, hookTimeout: 60_000, pool: 'forks' } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ENGINE,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: 'engine',
          include: ENGINE,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

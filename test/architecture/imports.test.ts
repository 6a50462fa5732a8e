import { describe, expect, it } from 'vitest';
import { codeOf, type Source, sourcesIn } from './sources.ts';

const shared = sourcesIn('shared');
const isAdapter = ({ path }: Source): boolean => path.startsWith('shared/aws/');
const domain = shared.filter((source) => !isAdapter(source));

const SDK = /^(@aws-sdk\/|@smithy\/|aws-lambda$|@types\/aws-lambda|@aws-lambda-powertools\/)/;
const CDK = /^(aws-cdk-lib|constructs)(\/|$)/;
const OUTSIDE = /^(functions|local|cli|cdk|test|bench|scripts)\//;

/** `path: import`, for each import that the pattern fits. */
const found = (sources: readonly Source[], pattern: RegExp): readonly string[] =>
  sources.flatMap(({ path, imports }) =>
    imports.filter((name) => pattern.test(name)).map((name) => `${path}: ${name}`),
  );

const using = (sources: readonly Source[], pattern: RegExp): readonly string[] =>
  sources.filter((source) => pattern.test(codeOf(source))).map(({ path }) => path);

describe('the sources', () => {
  it('are found, and their imports read', () => {
    expect(domain.length).toBeGreaterThan(100);
    expect(found(shared, SDK).length).toBeGreaterThan(10);
    expect(found(sourcesIn('functions'), /^shared\//).length).toBeGreaterThan(10);
  });
});

describe('the domain', () => {
  it('knows no SDK and nothing of Lambda', () => {
    expect(found(domain, SDK)).toEqual([]);
  });

  it('knows no CDK', () => {
    expect(found(shared, CDK)).toEqual([]);
  });

  it('knows none of those who use it', () => {
    expect(found(shared, OUTSIDE)).toEqual([]);
  });

  it('has rules without the engine that judges by them: the throttler needs no regular expressions', () => {
    expect(found(sourcesIn('shared/rules'), /^(re2js$|shared\/bounce\/)/)).toEqual([]);
  });

  it('knows none of its adapters', () => {
    expect(found(domain, /^shared\/(aws|memory)\//)).toEqual([]);
  });

  it.each([
    ['the time', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/],
    ['chance', /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/],
    ['the environment', /\bprocess\.env\b/],
    ['timers', /\bsetTimeout\b|\bsetInterval\b|node:timers/],
    ['the network and files', /node:(net|http|https|dns|fs)\b(?!'\)\.)/],
  ])('asks nobody but its ports for %s', (what, pattern) => {
    const allowed = what === 'the network and files' ? ['shared/mx/usable-address.ts'] : [];
    expect(using(domain, pattern).filter((path) => !allowed.includes(path))).toEqual([]);
  });
});

describe('functions', () => {
  const functions = sourcesIn('functions');

  it('have thin handlers, under 60 lines', () => {
    const handlers = functions.filter(({ path }) => path.endsWith('/handler.ts'));
    expect(handlers.length).toBeGreaterThanOrEqual(4);
    expect(handlers.filter(({ lines }) => lines >= 60).map(({ path }) => path)).toEqual([]);
  });

  it('reach AWS by the adapters alone', () => {
    expect(found(functions, /^@aws-sdk\//)).toEqual([]);
  });

  it('know neither the local engine nor the command line nor the CDK', () => {
    expect(found(functions, /^(local|cli|cdk)\//)).toEqual([]);
    expect(found(functions, CDK)).toEqual([]);
  });
});

describe('files', () => {
  it.each(['shared', 'functions', 'cdk', 'cli', 'local'])('of %s are 250 lines long at most', (folder) => {
    const long = sourcesIn(folder).filter(({ lines }) => lines > 250);
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('of the domain have named exports only', () => {
    expect(using(shared, /^export default\b/m)).toEqual([]);
  });
});

import { analyzeMetafile } from 'esbuild';
import { bundleFunction } from './bundle.ts';

/**
 * Bundles in a process of its own, for the CDK cannot wait: `node cdk/bundling/run.ts <handler> <folder>`; with --analyze it
 * prints what came in, the largest first.
 */
const [, , handler = '', folder = '', flag] = process.argv;
const metafile = await bundleFunction(handler, folder);
if (flag === '--analyze') console.log(await analyzeMetafile(metafile));

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';

const RUN = join(import.meta.dirname, 'run.ts');

/** A bundle made when the stack is synthesised, and named by its content. */
const bundled = (folder: string): AssetCode =>
  Code.fromAsset(folder, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      /** Asked for by the CDK, never used: bundling happens on this machine. */
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(output) {
          execFileSync(process.execPath, [RUN, join(folder, 'handler.ts'), output], { stdio: 'inherit' });
          return true;
        },
      },
    },
  });

/** The code of a function in `folder`: its bundle, as the built package holds it, or one made of its `handler.ts`. */
export const codeIn = (folder: string): AssetCode =>
  existsSync(join(folder, 'index.mjs')) ? Code.fromAsset(folder) : bundled(folder);

import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda';

const RUN = join(import.meta.dirname, 'run.ts');

/** A handler's bundle as an asset, made when the stack is synthesised and named by its content. */
export const bundledCode = (handler: string): AssetCode =>
  Code.fromAsset(dirname(handler), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      /** Asked for by the CDK, never used: bundling happens on this machine. */
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(folder) {
          execFileSync(process.execPath, [RUN, handler, folder], { stdio: 'inherit' });
          return true;
        },
      },
    },
  });

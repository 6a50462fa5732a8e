import type { Proofs } from '../returned/proof.ts';

/** Gives the proofs of ids under the deployment's secret, which is read once. */
export interface ProofSource {
  open(): Promise<Proofs>;
}

import type { ProofSource } from '../../shared/ports/proof-source.ts';
import { createProofs } from '../../shared/returned/proof.ts';

/** Under the secret that the sample mails were proved with. */
export const PROOFS = createProofs('a secret of tests');

export const proofSource: ProofSource = { open: async () => PROOFS };

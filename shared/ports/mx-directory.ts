/** Where a domain's mail goes. */
export type MxLookup =
  | { readonly kind: 'found'; readonly host: string }
  /** Null MX, no such domain, no usable address: nothing can ever be handed over. */
  | { readonly kind: 'undeliverable'; readonly text: string }
  | { readonly kind: 'temporary'; readonly text: string };

export interface MxDirectory {
  /** `domain` in A-label form, lower case. */
  lookUp(domain: string): Promise<MxLookup>;
}

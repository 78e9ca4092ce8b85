/** The hash of nothing; extend it with {@link extendHash}. */
export const EMPTY_HASH = 0x811c9dc5 | 0;

/** What each step multiplies by. */
export const HASH_PRIME = 0x01000193;

/**
 * @param hash - of the units so far
 * @param unit - the next one: a byte, or a number of 32 bits
 * @returns the hash of both (FNV-1a)
 */
export function extendHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, HASH_PRIME);
}

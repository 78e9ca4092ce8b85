/**
 * Orders label sets by their first differing label; a set comes before those that go on from it.
 *
 * @param a - labels, ascending
 * @param b - the same
 */
export function compareSets(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

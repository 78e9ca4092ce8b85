/**
 * @param scores - one a label
 * @returns label numbers, highest score first; equal scores by label number
 */
export function bestFirst(scores: Float64Array): number[] {
  const order: number[] = [];
  // By insertion: for a few dozen labels that is several times as fast as sorting with a comparison.
  for (let label = 0; label < scores.length; label++) {
    let at = label;
    for (; at > 0 && scores[order[at - 1]!]! < scores[label]!; at--) order[at] = order[at - 1]!;
    order[at] = label;
  }
  return order;
}

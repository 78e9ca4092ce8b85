/**
 * @param scores - one a label
 * @returns label numbers, highest score first; equal scores by label number
 */
export function bestFirst(scores: Float64Array): number[] {
  const order = Array.from(scores, (_, label) => label);
  return order.sort((a, b) => scores[b]! - scores[a]! || a - b);
}

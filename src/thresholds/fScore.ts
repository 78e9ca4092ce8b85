/**
 * The F measure (van Rijsbergen 1979): (1 + b^2) tp / (predicted + b^2 positives).
 *
 * @param truePositives - predicted and true
 * @param predicted - predicted
 * @param positives - true
 * @param betaSquared - the square of how many times recall outweighs precision
 * @returns 0 to 1; 0 where nothing is predicted or true
 */
export function fScore(
  truePositives: number,
  predicted: number,
  positives: number,
  betaSquared: number,
): number {
  const denominator = predicted + betaSquared * positives;
  return denominator > 0 ? ((1 + betaSquared) * truePositives) / denominator : 0;
}

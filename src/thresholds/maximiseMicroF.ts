import { bestCut } from './bestCut.ts';
import { fScore } from './fScore.ts';
import type { LabelCurve } from './LabelCurve.ts';

/**
 * Maximises F over all decisions together, exactly (Dinkelbach 1967): F is a ratio of two sums over labels, and at
 * least f wherever (1 + b^2) tp - f (predicted + b^2 positives) is at least 0. For a fixed f that splits by label, so
 * each label finds its best cut alone; f becomes the ratio found, and rises until nothing is better.
 *
 * @param curves - one a label
 * @param betaSquared - the square of how many times recall outweighs precision
 * @returns for each label, the number of a cut
 */
export function maximiseMicroF(curves: readonly LabelCurve[], betaSquared: number): Uint32Array {
  const positives = curves.reduce((sum, curve) => sum + curve.positives, 0);
  let cuts: Uint32Array = new Uint32Array(curves.length);
  let reached = Number.NEGATIVE_INFINITY;
  for (let f = 0; f > reached; ) {
    reached = f;
    const candidate = Uint32Array.from(curves, ({ truePositives, predicted }, label) =>
      bestCut(curves[label]!, (cut) => (1 + betaSquared) * truePositives[cut]! - reached * predicted[cut]!),
    );
    let truePositiveSum = 0;
    let predictedSum = 0;
    candidate.forEach((cut, label) => {
      truePositiveSum += curves[label]!.truePositives[cut]!;
      predictedSum += curves[label]!.predicted[cut]!;
    });
    f = fScore(truePositiveSum, predictedSum, positives, betaSquared);
    // At the best f every label may take its cut with the fewest predictions: all equal cuts give f.
    if (f >= reached) cuts = candidate;
  }
  return cuts;
}

import type { LabelCurve } from './LabelCurve.ts';

/**
 * Finds the best cut by trying all.
 *
 * @param curve - the cuts
 * @param worthOf - the worth of a cut; asked once for each cut, in rising order
 * @param isRecallPreferred - whether equal values go to more true positives; otherwise to fewer predictions
 */
export function bestCut(
  curve: LabelCurve,
  worthOf: (cut: number) => number,
  isRecallPreferred = false,
): number {
  let best = 0;
  let bestValue = worthOf(0);
  for (let cut = 1; cut < curve.thresholds.length; cut++) {
    const value = worthOf(cut);
    const isTieWon =
      isRecallPreferred && value === bestValue && curve.truePositives[cut]! > curve.truePositives[best]!;
    if (!(value > bestValue) && !isTieWon) continue;
    best = cut;
    bestValue = value;
  }
  return best;
}

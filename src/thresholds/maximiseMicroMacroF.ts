import { bestCut } from './bestCut.ts';
import { fScore } from './fScore.ts';
import type { LabelCurve } from './LabelCurve.ts';

/**
 * Raises micro-F1 and macro-F1 together by one pass over the labels, the most frequent first; each takes the cut that
 * is best for the micro-F1 of the labels so far plus its own share of their macro-F1 (Lin and Lin, CIKM 2023).
 *
 * @param curves - one a label
 * @returns for each label, the number of a cut
 */
export function maximiseMicroMacroF(curves: readonly LabelCurve[]): Uint32Array {
  const order = curves.map((_, label) => label);
  order.sort((a, b) => curves[b]!.positives - curves[a]!.positives || a - b);
  const cuts = new Uint32Array(curves.length);
  let truePositiveSum = 0;
  let predictedSum = 0;
  let positiveSum = 0;
  order.forEach((label, place) => {
    const curve = curves[label]!;
    const { truePositives, predicted, positives } = curve;
    positiveSum += positives;
    const cut = bestCut(curve, (c) => {
      const macroShare = fScore(truePositives[c]!, predicted[c]!, positives, 1) / (place + 1);
      const micro = fScore(truePositiveSum + truePositives[c]!, predictedSum + predicted[c]!, positiveSum, 1);
      return macroShare + micro;
    });
    cuts[label] = cut;
    truePositiveSum += truePositives[cut]!;
    predictedSum += predicted[cut]!;
  });
  return cuts;
}

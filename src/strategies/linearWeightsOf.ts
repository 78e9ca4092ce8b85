import type { LabelSet } from '../labels/LabelSet.ts';
import { LinearWeights } from './LinearWeights.ts';
import { tooLarge } from './tooLarge.ts';

/**
 * @param labels - the columns of the scores
 * @param featureCount - number of features
 * @param functions - for each label its weights, one a feature, and its bias
 * @returns the same functions, weights rounded to single precision
 * @throws GenrekitError `invalid-value` when a weight is too large for that
 */
export function linearWeightsOf(
  labels: LabelSet,
  featureCount: number,
  functions: readonly { readonly weights: Float64Array; readonly bias: number }[],
): LinearWeights {
  const width = labels.size;
  const data = new Float32Array(featureCount * width);
  // Feature by feature, so that memory is written in one sweep.
  const columns = functions.map(({ weights }) => weights);
  let sum = 0;
  for (let feature = 0, cell = 0; feature < featureCount; feature++) {
    for (let label = 0; label < width; label++, cell++) {
      const weight = Math.fround(columns[label]![feature]!);
      data[cell] = weight;
      sum += weight - weight; // 0 as long as all weights are finite, NaN ever after
    }
  }
  if (sum !== 0) throw tooLarge('single precision', 'Scale the features down');
  return new LinearWeights(
    labels,
    featureCount,
    data,
    Float64Array.from(functions, ({ bias }) => bias),
  );
}

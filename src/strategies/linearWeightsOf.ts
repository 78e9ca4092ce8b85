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
  functions.forEach(({ weights }, label) => {
    for (let feature = 0; feature < featureCount; feature++)
      data[feature * width + label] = weights[feature]!;
  });
  if (!data.every(Number.isFinite)) throw tooLarge('single precision', 'Scale the features down');
  return new LinearWeights(
    labels,
    featureCount,
    data,
    Float64Array.from(functions, ({ bias }) => bias),
  );
}

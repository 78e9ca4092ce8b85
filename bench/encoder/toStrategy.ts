import type { LabelSet } from '../../src/labels/LabelSet.ts';
import { AttentionStrategy } from '../../src/strategies/attention/AttentionStrategy.ts';
import { attention } from '../../src/strategies/attention/attention.ts';
import type { PretrainedEncoder } from './pretrainEncoder.ts';
import type { Recipe } from './recipe.ts';

/**
 * Makes the strategy of a bundled model, to be put beside its features, calibrations and thresholds.
 *
 * @param encoder - after training
 * @param labels - the genres it was trained on
 * @param recipe - it was trained by
 * @returns a strategy whose scores favour no source: calibration is done for each catalogue apart
 */
export function toStrategy(
  { shape, weights }: PretrainedEncoder,
  labels: LabelSet,
  recipe: Recipe,
): AttentionStrategy {
  const arrays = {
    embedding: Float32Array.from(weights.embedding),
    dense: Float32Array.from(weights.dense),
    domains: Int32Array.of(shape.domainCount, -1),
  };
  return AttentionStrategy.fromArrays(attention(recipe.attention), arrays, labels, shape.vocabularySize);
}

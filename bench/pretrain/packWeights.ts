import type { TfidfFeatures } from '../../src/features/TfidfFeatures.ts';
import type { LinearArrays } from '../../src/strategies/LinearWeights.ts';
import type { LinearFit } from './LinearFit.ts';

/**
 * Rounds weights so that they take few bytes once deflated, for the least harm to scores.
 *
 * The error of a weight harms as many rows as its word is in, by as much as the word's value is: the best step for a
 * feature is one over the root of its mass, df * idf² (rate-distortion theory: equal slopes). Steps are rounded to
 * powers of 2, which are stored as exponents, and rounding leans towards 0, which is cheapest to store.
 *
 * @param fit - weights and biases
 * @param extractor - made the features
 * @param step - of the weights of a feature, as a share of the spread of what features add to scores; larger = smaller
 */
export function packWeights(
  { weights, biases }: LinearFit,
  extractor: TfidfFeatures,
  step: number,
): LinearArrays {
  const width = biases.length;
  const exponents: number[] = [];
  for (const { weight, transform } of extractor.blocks) {
    transform.vocabulary.documentFrequencies.forEach((frequency, column) => {
      const root = Math.sqrt(frequency) * transform.idfOf(column) * weight;
      exponents.push(Math.max(-32, Math.round(-Math.log2(root))));
    });
  }
  const spread = new Float64Array(width);
  weights.forEach((weight, cell) => {
    spread[cell % width]! += (weight * 2 ** -exponents[Math.floor(cell / width)]!) ** 2;
  });
  const scales = Float32Array.from(spread, (sum) => step * Math.sqrt(sum / exponents.length));
  const codes = Int8Array.from(weights, (weight, cell) => {
    const size = Math.abs(weight) / (scales[cell % width]! * 2 ** exponents[Math.floor(cell / width)]!);
    return Math.sign(weight) * Math.min(127, Math.floor(size + 0.42));
  });
  return { weights: codes, biases, scales, exponents: Int8Array.from(exponents) };
}

import { GenrekitError } from '../errors.ts';
import { encodeFloat16Array } from '../math/encodeFloat16.ts';
import type { LinearArrays } from './LinearWeights.ts';
import type { StateArray, WeightPrecision } from './Strategy.ts';
import { tooLarge } from './tooLarge.ts';

/**
 * Rounds the weights of a saved strategy, which makes a model smaller.
 *
 * @param arrays - what `LinearWeights.arrays` gave; not changed
 * @param precision - how exactly to write the weights; those that are rounded already stay as they are
 * @returns the arrays to save
 * @throws GenrekitError `invalid-option` for `'int4'`, which is for embeddings; `invalid-value` when a weight is too large
 *   for half precision
 */
export function roundWeights(arrays: LinearArrays, precision: WeightPrecision): LinearArrays {
  const { weights, biases } = arrays;
  if (precision === 'int4') {
    throw new GenrekitError(
      'invalid-option',
      "Weights 'int4' are for strategies with an embedding, such as attention. Save the weights as 'int8'.",
    );
  }
  if (precision === 'float32' || !(weights instanceof Float32Array)) return arrays;
  if (precision === 'int8') return { ...arrays, ...quantised(weights, biases!.length, arrays.scales) };
  const bits = encodeFloat16Array(weights);
  if (bits.some((half) => (half & 0x7c00) === 0x7c00)) {
    throw tooLarge('half precision', "Save the weights as 'int8' or 'float32'");
  }
  return { ...arrays, weights: bits };
}

/** Rounds each label's weights to 255 steps between its largest weight and the opposite (symmetric, per label). */
function quantised(
  data: Float32Array,
  width: number,
  factors?: StateArray,
): { weights: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(width);
  const sizeOf = (weight: number, i: number) => Math.abs(weight) * (factors?.[i % width] ?? 1);
  data.forEach((weight, i) => {
    const label = i % width;
    scales[label] = Math.max(scales[label]!, sizeOf(weight, i) / 127);
  });
  // Rounding half away from zero by hand: Math.round goes up for both signs.
  const weights = Int8Array.from(data, (weight, i) => {
    const scale = scales[i % width]!;
    return scale === 0 ? 0 : Math.sign(weight) * Math.min(127, Math.floor(sizeOf(weight, i) / scale + 0.5));
  });
  return { weights, scales };
}

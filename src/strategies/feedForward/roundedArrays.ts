import { decodeFloat16Array } from '../../math/decodeFloat16.ts';
import { encodeFloat16Array } from '../../math/encodeFloat16.ts';
import { requireArray } from '../requireArray.ts';
import type { StateArray, StrategyState, WeightPrecision } from '../Strategy.ts';

type Arrays = StrategyState['arrays'];

/**
 * Rounds the reduction, which is nearly all of a model: to halves, or to a byte each times a scale for each feature, in
 * `componentScales`. The layers stay as they are.
 *
 * @param arrays - of a fit, or rounded already: then they stay as they are
 * @param featureCount - rows of the components
 * @param precision - how exactly to write them; `'int4'` is taken as `'int8'`
 */
export function roundReduction(arrays: Arrays, featureCount: number, precision: WeightPrecision): Arrays {
  const { components, dense } = arrays;
  // Double precision is for checks.
  const isRounded = !(components instanceof Float32Array && dense instanceof Float32Array);
  if (precision === 'float32' || isRounded) return arrays;
  if (precision === 'float16') return { ...arrays, components: encodeFloat16Array(components) };
  const width = components.length / featureCount;
  const scales = new Float32Array(featureCount);
  components.forEach((value, i) => {
    const row = Math.floor(i / width);
    scales[row] = Math.max(scales[row]!, Math.abs(value) / 127);
  });
  const bytes = Int8Array.from(components, (value, i) => {
    const scale = scales[Math.floor(i / width)]!;
    // Half away from zero: Math.round goes up for both signs.
    return scale === 0 ? 0 : Math.sign(value) * Math.min(127, Math.floor(Math.abs(value) / scale + 0.5));
  });
  return { ...arrays, components: bytes, componentScales: scales };
}

/**
 * @param arrays - as {@link roundReduction} or a fit leaves them
 * @param featureCount - rows of the components
 * @param width - columns of the components
 * @throws GenrekitError `invalid-model` when an array is missing, of another length, or not finite
 */
export function readComponents(
  arrays: Readonly<Record<string, StateArray>>,
  featureCount: number,
  width: number,
): Float32Array {
  const { components } = arrays;
  const length = featureCount * width;
  if (components instanceof Uint16Array)
    return decodeFloat16Array(requireArray(arrays, 'components', Uint16Array, length));
  if (!(components instanceof Int8Array)) return requireArray(arrays, 'components', Float32Array, length);
  const scales = requireArray(arrays, 'componentScales', Float32Array, featureCount);
  return Float32Array.from(components, (value, i) => value * scales[Math.floor(i / width)]!);
}

import { log } from '../math/transcendental.ts';
import type { TrainingTruth } from './TrainingRows.ts';

/**
 * @param truth - of all samples
 * @param learned - the samples to count
 * @returns the log-odds of each label, one sample with it and one without added
 */
export function labelLogOdds(
  { labelCount, values, known, weights }: TrainingTruth,
  learned: Int32Array,
): Float64Array {
  return Float64Array.from({ length: labelCount }, (_, label) => {
    let having = 1;
    let lacking = 1;
    for (const row of learned) {
      const cell = row * labelCount + label;
      if (known?.[cell] === 0) continue;
      const weight = weights?.[row] ?? 1;
      if (values[cell] === 1) having += weight;
      else lacking += weight;
    }
    return log(having / lacking);
  });
}

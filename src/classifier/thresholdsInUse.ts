import { type DecoderOptions, resolveDecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import type { BatchProbabilities } from './FittedModel.ts';

/**
 * @param batch - the movies that are decided
 * @param decoder - how they are decided
 * @param objective - which thresholds are used; the default ones when absent
 * @returns one threshold a label of the model, when all movies are decided with the same ones; `undefined` when they are
 * not, or the decoder goes by none
 */
export function thresholdsInUse(
  { decisions, probabilities }: BatchProbabilities,
  decoder: DecoderOptions,
  objective: ThresholdObjective | undefined,
): Float64Array | undefined {
  const settings = resolveDecoderOptions(decoder);
  if (settings.kind === 'calibrated')
    return new Float64Array(probabilities.labelCount).fill(settings.probability);
  const used = new Set(decisions);
  if (settings.kind !== 'threshold' || used.size !== 1) return undefined;
  return [...used][0]!.thresholdsFor(objective).values;
}

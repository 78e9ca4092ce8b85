import { type DecoderOptions, resolveDecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import type { FittedModel } from './FittedModel.ts';
import type { InputShape } from './InputShape.ts';

/**
 * @param model - a fitted model
 * @param shapes - the shapes of the movies that are decided
 * @param decoder - how they are decided
 * @param objective - which thresholds are used; the default ones when absent
 * @returns one threshold a label of the model, when all movies are decided with the same ones; `undefined` when they are
 * not, or the decoder goes by none
 */
export function thresholdsInUse(
  model: FittedModel,
  shapes: readonly InputShape[],
  decoder: DecoderOptions,
  objective: ThresholdObjective | undefined,
): Float64Array | undefined {
  const settings = resolveDecoderOptions(decoder);
  if (settings.kind === 'calibrated') return new Float64Array(model.labels.size).fill(settings.probability);
  const decisions = new Set(shapes.map((shape) => model.decisionFor(shape)));
  if (settings.kind !== 'threshold' || decisions.size !== 1) return undefined;
  return [...decisions][0]!.thresholdsFor(objective).values;
}

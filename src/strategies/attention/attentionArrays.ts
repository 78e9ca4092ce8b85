import { GenrekitError } from '../../errors.ts';
import { createKernel } from '../../kernels/createKernel.ts';
import { Encoder } from '../../nn/Encoder.ts';
import { EncoderScorer } from '../../nn/EncoderScorer.ts';
import type { EncoderShape } from '../../nn/EncoderShape.ts';
import type { LabelLinks } from '../../nn/LabelGraph.ts';
import type { Weights } from '../../nn/Pass.ts';
import { requireArray } from '../requireArray.ts';
import type { StateArray, StrategyState } from '../Strategy.ts';
import type { ResolvedAttentionOptions } from './AttentionOptions.ts';

/**
 * Numbers of trained encoders stay far below this; where all do, and there are not absurdly many of them, no sum of
 * products leaves the range of a float.
 */
const LARGEST_NUMBER = 1e4;

/** More groups of movies than this get no correction of their own. */
export const MOST_DOMAINS = 32;

/**
 * @param options - of the strategy
 * @param labelCount - number of labels
 * @param vocabularySize - number of tokens
 * @param domainCount - groups of movies with a correction of their own
 * @param links - of the labels; absent when the options have no label graph
 * @returns the shape of the encoder
 */
export function shapeOf(
  options: ResolvedAttentionOptions,
  labelCount: number,
  vocabularySize: number,
  domainCount: number,
  links: LabelLinks | undefined,
): EncoderShape {
  const { width, layers, heads, feedForwardWidth, activation, hasPlaces, queries, poolingWidth } = options;
  const { hidden, hasLinearPath, dropout, labelGraph } = options;
  return {
    ...{ width, layers, heads, feedForwardWidth, activation, hasPlaces, queries, poolingWidth },
    ...{ hidden, hasLinearPath, dropout, labelCount, vocabularySize, domainCount },
    ...(links && labelGraph !== 'off' && { graph: { links, size: labelGraph.size } }),
  };
}

/**
 * @param scorer - after a fit
 * @returns all numbers that it scores with
 */
export function arraysOf({ weights, encoder, domain }: EncoderScorer): StrategyState['arrays'] {
  const { graph, domainCount } = encoder.shape;
  return {
    embedding: weights.embedding,
    dense: weights.dense,
    domains: Int32Array.of(domainCount, domain),
    ...(graph && { links: graph.links.weights }),
  };
}

/**
 * @param options - of the strategy
 * @param arrays - from {@link arraysOf}, or a model file
 * @param labelCount - number of labels
 * @param vocabularySize - number of tokens
 * @throws GenrekitError `invalid-model` when an array is missing, of another length, or not finite
 */
export function scorerFromArrays(
  options: ResolvedAttentionOptions,
  arrays: Readonly<Record<string, StateArray>>,
  labelCount: number,
  vocabularySize: number,
): EncoderScorer {
  const [domainCount, domain] = requireArray(arrays, 'domains', Int32Array, 2);
  const isInRange =
    domainCount! >= 0 && domainCount! <= MOST_DOMAINS && domain! >= -1 && domain! < domainCount!;
  if (!isInRange) {
    throw new GenrekitError('invalid-model', `The saved 'domains' do not exist. Save the model again.`);
  }
  const links =
    options.labelGraph === 'off'
      ? undefined
      : { weights: requireArray(arrays, 'links', Float64Array, labelCount * labelCount), labelCount };
  const { precision } = options.training;
  const type = precision === 'float32' ? Float32Array : Float64Array;
  const encoder = new Encoder(shapeOf(options, labelCount, vocabularySize, domainCount!, links));
  const weights: Weights = {
    embedding: requireArray<Float32Array | Float64Array>(
      arrays,
      'embedding',
      type,
      vocabularySize * options.width,
    ),
    dense: requireArray<Float32Array | Float64Array>(arrays, 'dense', type, encoder.layout.size),
  };
  if (!isUsable(weights)) {
    throw new GenrekitError('invalid-model', 'The saved weights are too large. Save the model again.');
  }
  const kernel = createKernel(precision);
  kernel.keep(weights.dense);
  return new EncoderScorer(encoder, kernel, weights, domain);
}

/** Whether an encoder with such weights gives numbers: its training has not gone astray. */
export function isUsable({ embedding, dense }: Weights): boolean {
  const isSmall = (value: number) => Math.abs(value) <= LARGEST_NUMBER;
  return embedding.every(isSmall) && dense.every(isSmall);
}

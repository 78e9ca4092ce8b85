import { GenrekitError } from '../../errors.ts';
import { createKernel } from '../../kernels/createKernel.ts';
import { Encoder } from '../../nn/Encoder.ts';
import { EncoderScorer } from '../../nn/EncoderScorer.ts';
import type { EncoderShape } from '../../nn/EncoderShape.ts';
import type { LabelLinks } from '../../nn/LabelGraph.ts';
import type { ScoringWeights } from '../../nn/Pass.ts';
import { RoundedRows } from '../../nn/RoundedRows.ts';
import { requireArray } from '../requireArray.ts';
import type { StateArray } from '../Strategy.ts';
import type { ResolvedAttentionOptions } from './AttentionOptions.ts';
import { readWeights } from './roundedArrays.ts';

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
 * @param options - of the strategy
 * @param arrays - from a fit, or a model file
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
  const encoder = new Encoder(shapeOf(options, labelCount, vocabularySize, domainCount!, links));
  const { layout } = encoder;
  const weights: ScoringWeights =
    precision === 'float32'
      ? readWeights(arrays, layout, vocabularySize, options.width)
      : {
          embedding: requireArray(arrays, 'embedding', Float64Array, vocabularySize * options.width),
          dense: requireArray(arrays, 'dense', Float64Array, layout.size),
        };
  if (!isUsable(weights)) {
    throw new GenrekitError('invalid-model', 'The saved weights are too large. Save the model again.');
  }
  const kernel = createKernel(precision);
  kernel.keep(weights.dense);
  return new EncoderScorer(encoder, kernel, weights, domain);
}

/** Whether an encoder with such weights gives numbers: its training has not gone astray. */
export function isUsable({ embedding, dense }: ScoringWeights): boolean {
  const isSmall = (value: number) => Math.abs(value) <= LARGEST_NUMBER;
  const isSmallTable =
    embedding instanceof RoundedRows
      ? embedding.scales.every((scale) => isSmall(128 * scale))
      : embedding.every(isSmall);
  return isSmallTable && dense.every(isSmall);
}

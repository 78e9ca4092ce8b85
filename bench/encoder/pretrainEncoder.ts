import { fitTokenFeatures } from '../../src/features/fitTokenFeatures.ts';
import type { TokenFeatures } from '../../src/features/TokenFeatures.ts';
import { tokens } from '../../src/features/TokenOptions.ts';
import { createKernel } from '../../src/kernels/createKernel.ts';
import type { LabelSet } from '../../src/labels/LabelSet.ts';
import type { FitContext } from '../../src/learners/FitContext.ts';
import { Encoder } from '../../src/nn/Encoder.ts';
import { EncoderScorer } from '../../src/nn/EncoderScorer.ts';
import type { EncoderShape } from '../../src/nn/EncoderShape.ts';
import { lossSettings } from '../../src/nn/Loss.ts';
import type { Weights } from '../../src/nn/Pass.ts';
import { trainEncoder } from '../../src/nn/trainEncoder.ts';
import { resolveAttention } from '../../src/strategies/attention/AttentionOptions.ts';
import { shapeOf } from '../../src/strategies/attention/attentionArrays.ts';
import type { Recipe } from './recipe.ts';
import { labelsOf, type Row, SOURCES } from './tables.ts';
import { startFrom, type WordVectors } from './vectors.ts';

/** An encoder and what reads movies for it. */
export interface PretrainedEncoder {
  readonly features: TokenFeatures;
  readonly shape: EncoderShape;
  readonly weights: Weights;
}

/** What {@link pretrainEncoder} needs besides a recipe. */
export interface PretrainContext extends Omit<FitContext, 'seed' | 'onCheckpoint'> {
  /** That the embedding starts from; at random when absent. */
  readonly vectors?: WordVectors | undefined;
  /** Given the encoder after each epoch, and what training can go on from. */
  readonly onEpoch?: (
    encoder: PretrainedEncoder,
    checkpoint: Parameters<NonNullable<FitContext['onCheckpoint']>>[0],
  ) => void;
}

/**
 * Trains the encoder of the bundled models.
 *
 * @param rows - to learn from
 * @param labels - all genres
 * @param recipe - how
 * @param context - progress, checkpoints, threads, word vectors
 */
export async function pretrainEncoder(
  rows: readonly Row[],
  labels: LabelSet,
  recipe: Recipe,
  context: PretrainContext = {},
): Promise<PretrainedEncoder> {
  const { vectors, onEpoch, ...rest } = context;
  const movies = rows.map(({ movie }) => movie);
  const features = fitTokenFeatures(movies, tokens(recipe.tokens));
  const read = features.transform(movies);
  if (read.kind !== 'tokens') throw new Error('The features are no tokens.');
  const options = resolveAttention(recipe.attention);
  const shape = shapeOf(options, labels.size, features.vocabulary.length, SOURCES.length, undefined);
  const { values, known } = labelsOf(rows, labels);
  const trained = await trainEncoder(
    shape,
    {
      tokens: read.tokens,
      labelCount: labels.size,
      values,
      known,
      weights: Float64Array.from(rows, ({ source }) => recipe.weights[source] ?? 0),
      domains: Int32Array.from(rows, ({ source }) => SOURCES.indexOf(source)),
    },
    { ...options.training, loss: lossSettings(options.training.loss) },
    {
      ...rest,
      seed: recipe.seed,
      initialEmbedding: vectors && startFrom(vectors, features.vocabulary, shape.width, recipe.vectorScale),
      onCheckpoint(checkpoint) {
        const { weightsEmbedding, weightsDense } = checkpoint.arrays;
        const weights = {
          embedding: weightsEmbedding as Float32Array,
          dense: weightsDense as Float32Array,
        };
        onEpoch?.({ features, shape, weights }, checkpoint);
      },
    },
  );
  return { features, shape, weights: trained.weights };
}

/** @returns what scores movies with an encoder, without the habits of any source */
export function scorerOf({ shape, weights }: PretrainedEncoder): EncoderScorer {
  return new EncoderScorer(new Encoder(shape), createKernel('float32'), weights);
}

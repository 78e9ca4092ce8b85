import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { TokenFeatures } from '../../src/features/TokenFeatures.ts';
import { tokens } from '../../src/features/TokenOptions.ts';
import type { LabelSet } from '../../src/labels/LabelSet.ts';
import { resolveAttention } from '../../src/strategies/attention/AttentionOptions.ts';
import { shapeOf } from '../../src/strategies/attention/attentionArrays.ts';
import { FIELDS } from '../../src/text/Movie.ts';
import { type PretrainedEncoder, pretrainEncoder } from '../encoder/pretrainEncoder.ts';
import type { Recipe } from '../encoder/recipe.ts';
import { type Row, SOURCES } from '../encoder/tables.ts';
import type { WordVectors } from '../encoder/vectors.ts';
import type { StageArrays } from './Checkpoints.ts';

/**
 * Trains an encoder; what is left of an interrupted training goes on.
 *
 * @param rows - to learn from
 * @param labels - all genres
 * @param recipe - how
 * @param vectors - that the embedding starts from; at random when absent
 * @param file - keeps the training after each epoch
 * @returns arrays that {@link readEncoder} reads
 */
export async function fitEncoder(
  rows: readonly Row[],
  labels: LabelSet,
  recipe: Recipe,
  vectors: WordVectors | undefined,
  file: string,
): Promise<StageArrays> {
  const resumeFrom = existsSync(file) ? deserialize(readFileSync(file)) : undefined;
  let told = performance.now();
  const encoder = await pretrainEncoder(rows, labels, recipe, {
    resumeFrom,
    vectors,
    onProgress({ training, done, total }) {
      if (training === undefined || performance.now() - told < 20_000) return;
      told = performance.now();
      console.log(`step ${done} of ${total}, ${training.secondsLeft.toFixed(0)} s left`);
    },
    onEpoch(_, checkpoint) {
      writeFileSync(`${file}.part`, serialize(checkpoint));
      renameSync(`${file}.part`, file);
    },
  });
  rmSync(file, { force: true });
  return arraysOf(encoder);
}

/** @returns all that an encoder has learned */
export function arraysOf({ features, weights: { embedding, dense } }: PretrainedEncoder): StageArrays {
  return {
    vocabulary: features.vocabulary,
    embedding: Float32Array.from(embedding),
    dense: Float32Array.from(dense),
  };
}

/** @returns the encoder that {@link fitEncoder} gave the arrays of */
export function readEncoder(arrays: StageArrays, labels: LabelSet, recipe: Recipe): PretrainedEncoder {
  const vocabulary = arrays.vocabulary as readonly string[];
  const options = resolveAttention(recipe.attention);
  return {
    features: new TokenFeatures(tokens(recipe.tokens), FIELDS, vocabulary),
    shape: shapeOf(options, labels.size, vocabulary.length, SOURCES.length, undefined),
    weights: { embedding: arrays.embedding as Float32Array, dense: arrays.dense as Float32Array },
  };
}
